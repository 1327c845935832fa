package jurisdiction

import (
	"regexp"
	"slices"
	"testing"
)

// decisive are conditions without which there is nothing at all; "Only if" stands
// in an opening by itself.
var decisive = regexp.MustCompile(`^(If|Once|When|While|Unless|Only where|Only in|After) `)

// Whoever reads the opening alone must not miss what may be done to a ship or a
// person: every rule on such a step is in it, and no rule is in it twice.
func TestTheOpeningHasEveryStep(t *testing.T) {
	plan, err := openings()
	if err != nil {
		t.Fatal(err)
	}
	in, says := map[string]bool{}, map[string]string{}
	for _, s := range plan.Sections {
		for _, r := range s.Rules {
			if in[r.id] {
				t.Errorf("%s is there twice", r.id)
			}
			in[r.id], says[r.id] = true, r.says
			if m := never.FindString(r.says); m != "" {
				t.Errorf("%s says %q: %s", r.id, m, r.says)
			}
		}
	}
	steps := []Action{"board", "inspect", "inspect_in_detail", "detain", "deny_entry", "deny_port_use", "rectify", "arrest_on_board", "pursue", "rescue"}
	for _, r := range readLaw(t).rules {
		step := slices.Contains(steps, r.action) && r.kind == Power || slices.Contains(victimsFirst, r.action) || r.action == "rescue" || r.strength == ShouldNot
		if step && r.never == "" && !in[r.id] {
			t.Errorf("%s (%s %s) is not in the opening", r.id, r.strength, r.action)
		}
		if in[r.id] && says[r.id] == "" && decisive.MatchString(r.condition) {
			t.Errorf("%s says too much in the opening without its condition: %s", r.id, r.condition)
		}
		delete(in, r.id)
	}
	for id := range in {
		t.Errorf("no rule %s", id)
	}
}

func TestOnlyIf(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{"", ""},
		{"By a warship of any State.", ""},
		{"Only if the ship is passing through; nothing is asserted about its passage. Over a crime.", "the ship is passing through"},
		{"Disputed: whether. Only if the vessel fishes under its licence and the licence has such terms.", "the vessel fishes under its licence and the licence has such terms"},
		{"Only if the ship is entitled to fly the flag of Panama (PAN) (UNCLOS 91(1)).", "the ship is entitled to fly the flag of Panama"},
		{"Only if the claim of Spain (ESP) to this place stands; others claim it. Only if the ship is passing through.", "the conditions of its row are met"},
		{"Only if the ship was stopped or arrested outside the territorial sea in circumstances that do not justify hot pursuit or anything else that is said here: then.", "the conditions of its row are met"},
	} {
		if got := onlyIf(c.condition); got != c.want {
			t.Errorf("%q gives %q, want %q", c.condition, got, c.want)
		}
	}
}
