package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestFirstCores(t *testing.T) {
	var allowed unix.CPUSet
	for _, core := range []int{3, 5, 70, 71} {
		allowed.Set(core)
	}
	if two := first(&allowed, 2); two.Count() != 2 || !two.IsSet(3) || !two.IsSet(5) {
		t.Errorf("got %v", two)
	}
	if all := first(&allowed, 9); all != allowed {
		t.Errorf("got %v, want all that are allowed", all)
	}
}
