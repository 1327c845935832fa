package jurisdiction

import (
	"regexp"
	"slices"
	"testing"
)

// decisive are conditions without which there is less, or nothing at all; a
// proviso stands in an opening by itself.
var decisive = regexp.MustCompile(`^(If|Once|When|While|Unless|Only where|Only in|After) |\b(save|unless|except)\b`)

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
		if in[r.id] && says[r.id] == "" && decisive.MatchString(r.condition) && !provisos.MatchString(r.condition) {
			t.Errorf("%s says too much in the opening without its condition: %s", r.id, r.condition)
		}
		delete(in, r.id)
	}
	for id := range in {
		t.Errorf("no rule %s", id)
	}
}

func TestProvisos(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{"", ""},
		{"By a warship of any State.", ""},
		{"Only if the ship is passing through; nothing is asserted about its passage. Over a crime.", "if the ship is passing through"},
		{"Disputed: whether. Only if the vessel fishes under its licence and the licence has such terms.", "if the vessel fishes under its licence and the licence has such terms"},
		{"Only if the ship is entitled to fly the flag of Panama (PAN) (UNCLOS 91(1)).", "if the ship is entitled to fly the flag of Panama"},
		{"Only if the claim of Spain (ESP) to this place stands; others claim it, too: Morocco (MAR).", "if the claim of Spain to this place stands"},
		{"Only if the claim of Virgin Islands, U.S. (VIR) to this place stands; others claim it.", "if the claim of Virgin Islands, U.S. to this place stands"},
		{"Only if Iraq (IRQ) accepted the amendments in force from 2024-12-23: it ratified on 2020-01-01.", "if Iraq accepted the amendments in force from 2024-12-23"},
		{"Only as agreed with the States that share this place: Jamaica (JAM). As necessary.", "only as agreed with the States that share this place"},
		{"Only if the claim of Spain (ESP) to this place stands; others claim it. Only if the ship is passing through.", "if the conditions of its row are met"},
		{"Only if the ship was stopped or arrested outside the territorial sea in circumstances that do not justify hot pursuit or anything else that is said here: then.", "if the conditions of its row are met"},
	} {
		if got := proviso(c.condition); got != c.want {
			t.Errorf("%q gives %q, want %q", c.condition, got, c.want)
		}
	}
}

func TestGroupsSayOnceWhatIsShared(t *testing.T) {
	row := func(state, article string, because ...string) Row {
		return Row{State: state, Capacity: CapacityPort, Instrument: "MLC2006", Article: article, Because: because}
	}
	rows := []Row{row("ESP", "1", "in port", "bound", "own"), row("ESP", "2", "bound", "in port"), row("ZAF", "3", "in port"), row("ESP", "4", "bound")}
	groups := Groups(rows)
	if len(groups) != 3 || len(groups[0].Rows) != 2 || !slices.Equal(groups[0].Because, []string{"in port", "bound"}) || !slices.Equal(groups[0].Rows[0].Because, []string{"own"}) ||
		len(groups[0].Rows[1].Because) != 0 || groups[1].Because != nil || !slices.Equal(groups[1].Rows[0].Because, []string{"in port"}) || groups[2].Rows[0].Article != "4" {
		t.Errorf("groups %+v", groups)
	}
	if len(rows[0].Because) != 3 {
		t.Errorf("the answer itself was changed: %+v", rows[0])
	}
}
