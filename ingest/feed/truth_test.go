package feed

import (
	"strings"
	"testing"
)

func TestATruthFileIsNamedAndIgnored(t *testing.T) {
	for _, text := range []string{"[]\n", "[\n{\"vessel\":\"imo-2000008\",\"condition\":\"abandoned\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\",\"strength\":31}\n]\n"} {
		s, err := Read(t.Context(), "truth.json", strings.NewReader(text), Options{}, func(Output) error {
			t.Error("a truth file holds no event")
			return nil
		})
		if err != nil || s.Format != FormatTruth || !s.Adds() || s.Read != 1 {
			t.Errorf("%q: %+v, %v", text, s, err)
		}
	}
}
