package feed

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Cutting a list finds the elements that a JSON decoder finds.
func TestItemsAreTheElements(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) any {
		return map[string]any{
			rapid.StringMatching(`[a-z"\\\]\[{}:,]{0,8}`).Draw(t, "key"): rapid.OneOf(
				rapid.Map(rapid.String(), func(s string) any { return s }),
				rapid.Map(rapid.SliceOf(rapid.StringMatching(`[\]\["}{,\\ ]*`)), func(s []string) any { return s }),
				rapid.Map(rapid.MapOf(rapid.String(), rapid.Int16()), func(m map[string]int16) any { return m }),
			).Draw(t, "value"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(value, 0, 5).Draw(t, "values")
		indent := rapid.SampledFrom([]string{"", "  "}).Draw(t, "indent")
		text, err := json.MarshalIndent(values, "", indent)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "page") {
			text = []byte(`{"total":1,"entries":` + string(text) + `,"more":{"entries":[1]}}`)
		}
		j := newItems(strings.NewReader(string(text)))
		for i, want := range values {
			it, err := j.next()
			if err != nil {
				t.Fatalf("element %d: %v", i, err)
			}
			var got any
			if err := json.Unmarshal(it.text, &got); err != nil {
				t.Fatalf("element %d: %q: %v", i, it.text, err)
			}
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(want)
			if string(a) != string(b) {
				t.Fatalf("element %d is %s, want %s", i, a, b)
			}
		}
		if it, err := j.next(); !errors.Is(err, io.EOF) {
			t.Fatalf("one more: %q %v", it.text, err)
		}
	})
}
