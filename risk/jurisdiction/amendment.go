package jurisdiction

// accepted is whether an amendment that is in force is the State's, too. The MLC
// binds those who had ratified when the Conference approved an amendment, unless
// they gave notice (XV(6)-(8)), and those who ratify once it is in force (XV(12)).
// Who ratified in between is neither, and what such States accepted is not in
// the tables.
func (v *verdict) accepted(r *rule, sub subject, f *finding) {
	if r.approved.IsZero() || !f.speaks() {
		return
	}
	row, ok := v.e.facts.Ratification(sub.state, r.instrument)
	if !ok || row.RatifiedOn.Before(r.approved) || !row.RatifiedOn.Before(r.from) {
		return
	}
	name := v.e.name(sub.state)
	f.provisos = append(f.provisos, "Only if "+name+" accepted the amendments in force from "+day(r.from)+": it ratified on "+
		day(row.RatifiedOn)+", after they were approved and before they were in force (XV(6), (8), (12)).")
	f.asks = append(f.asks, "Did "+name+" accept the amendments to "+labels[r.instrument]+" that are in force from "+day(r.from)+"?")
}
