package simulate

import (
	"fmt"
	"strings"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// words are what ships are called after; the first of every name is SIM.
func words() []string {
	return []string{
		"PETREL", "GANNET", "FULMAR", "SHEARWATER", "TERN", "SKUA", "PUFFIN", "CORMORANT", "PELICAN", "CURLEW", "DUNLIN", "PLOVER",
		"HERON", "EGRET", "OSPREY", "KITTIWAKE", "RAZORBILL", "GUILLEMOT", "NODDY", "BOOBY", "SANDERLING", "TURNSTONE", "WHIMBREL", "AVOCET",
		"BITTERN", "CRAKE", "DIVER", "EIDER", "FRIGATEBIRD", "GADWALL", "GOLDENEYE", "GREBE", "HARRIER", "IBIS", "JAEGER", "KESTREL",
		"LAPWING", "MERGANSER", "PHALAROPE", "PINTAIL", "PRION", "SCOTER", "SHOVELER", "SMEW", "SPOONBILL", "STILT", "TEAL", "WIGEON",
	}
}

// newName gives the next name that is free.
func (f *fleet) newName() string {
	list := words()
	i := f.names
	f.names++
	name := "SIM " + list[(i+int(f.opt.Seed%uint64(len(list))))%len(list)]
	if round := i / len(list); round > 0 {
		name += fmt.Sprintf(" %d", round+1)
	}
	return name
}

// newIMO gives the next number of the range that is not in use, 2000000 to
// 4999999, beginning at a place that the seed chooses.
func (f *fleet) newIMO() vessel.IMO {
	const first, count = 200_000, 300_000
	i := (f.opt.Seed*7919 + uint64(f.imos)) % count
	f.imos++
	return vessel.WithCheckDigit(uint32(first + i))
}

// newMMSI gives a number of a flag: its MID, 99, and four digits.
func (f *fleet) newMMSI(flag string) vessel.MMSI {
	mids := f.mids[flag]
	if len(mids) == 0 {
		f.fail(fmt.Errorf("simulate: no MID is allocated to %s in the reference tables", flag))
		return 0
	}
	for _, mid := range mids {
		if m, ok := f.serial(mid); ok {
			return m
		}
	}
	f.fail(fmt.Errorf("simulate: more than %d ships under the flag of %s; ask for fewer vessels", 10_000*len(mids), flag))
	return 0
}

// serial gives the next number under three leading digits.
func (f *fleet) serial(mid int) (vessel.MMSI, bool) {
	n := f.serials[mid]
	if n >= 10_000 {
		return 0, false
	}
	f.serials[mid]++
	return vessel.MMSI(mid*1_000_000 + 990_000 + int((f.opt.Seed*31+uint64(n))%10_000)), true
}

// unallocatedMID are three digits in a ship's range that are nobody's.
func (f *fleet) unallocatedMID() int {
	for mid := 776 - 1; mid > 200; mid-- {
		if _, taken := f.cat.MID(mid); !taken {
			return mid
		}
	}
	f.fail(fmt.Errorf("simulate: every MID is allocated in the reference tables"))
	return 0
}

// party invents a company. Its name is no person's.
func (f *fleet) party(kind string, n int, states []string) event.Party {
	id := fmt.Sprintf("sim-%s-%d", kind, n)
	return event.Party{ID: id, Name: fmt.Sprintf("Sim %s%s %d Ltd", strings.ToUpper(kind[:1]), kind[1:], n), State: states[n%len(states)]}
}

// hail signs a ship on to the register: numbers, size, owner.
func (f *fleet) hail(s *ship, flag string) {
	rng := f.rng
	s.lengthM = float64(int(s.short + rng.Float64()*(s.long-s.short)))
	s.gt = float64(int(0.0058 * s.lengthM * s.lengthM * s.lengthM))
	if s.class == vessel.Merchant || s.class == vessel.Passenger {
		s.gt = float64(int(0.0035 * s.lengthM * s.lengthM * s.lengthM))
	}
	signed := f.start - int64(700+rng.IntN(2500))*day
	s.builtIn = moment(signed).Year() - rng.IntN(25)
	if !s.smallAndFree {
		s.imo = f.newIMO()
	}
	// Call signs that begin with Q are allocated to nobody.
	s.callSign = fmt.Sprintf("QSIM%d", s.number+1)
	s.owner = f.party("owner", rng.IntN(f.opt.Vessels+5), []string{"TWN", "CHN", "GRC", "JPN", "SGP", "ESP", "NOR", "KOR", "ARE"})
	if s.work != dayTrips && s.work != coastal {
		s.manager = f.party("manager", rng.IntN(f.opt.Vessels/3+5), []string{"SGP", "GRC", "HKG", "CYP"})
		s.agency = f.party("agency", rng.IntN(f.opt.Vessels/4+5), []string{"PHL", "IDN", "IND", "VNM"})
	}
	s.papers = []papers{{span: span{signed, open}, flag: flag, mmsi: f.newMMSI(flag)}}
}
