package warehousetest

import (
	"errors"
	"testing"
)

// This package has no TestMain that calls Main, as one that forgot it.
func TestAnEngineIsRefusedThatNobodyWouldClose(t *testing.T) {
	if _, err := open(); !errors.Is(err, errNoMain) {
		t.Fatalf("opened, or refused for another reason: %v", err)
	}
}
