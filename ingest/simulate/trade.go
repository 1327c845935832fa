package simulate

import "plimsoll/data/vessel"

// trade is a kind of ship and what it does.
type trade struct {
	class        vessel.Class
	heard        vessel.Class // as its AIS ship type says: a fish carrier says cargo
	gear         string
	short, long  float64 // length in metres
	kn           float64 // when sailing
	crew         int
	share        int // of an ordinary fleet, in parts
	work         work
	flags        []string // none: the State of its port
	smallAndFree bool     // no IMO number, AIS class B, keeps no port calls
}

// work is how a ship spends its days.
type work uint8

const (
	distantWater work = iota // weeks on the high seas
	coastal                  // days in the waters of its State
	dayTrips                 // out in the morning, home in the afternoon
	between                  // to and fro between two ports
	ferrying
	carrying // fetches catch at sea
)

// Names of trades, which the stories ask for.
const (
	longliner   = "longliner"
	jigger      = "squid jigger"
	trawler     = "coastal trawler"
	smallBoat   = "small boat"
	carrier     = "fish carrier"
	bulker      = "bulk carrier"
	tanker      = "tanker"
	container   = "container ship"
	ferry       = "passenger ship"
	factoryShip = "factory ship"
)

var (
	merchantFlags = []string{"PAN", "LBR", "MHL", "SGP", "HKG", "NLD", "DNK", "GBR", "GRC", "NOR", "MLT", "BHS", "CYP", "JPN"}
	distantFlags  = []string{"CHN", "TWN", "KOR", "JPN", "ESP", "VUT", "PAN", "FJI", "SYC", "ZAF"}
)

// trades lists every trade by name, in the order in which an ordinary fleet is dealt.
func trades() []string {
	return []string{longliner, jigger, trawler, smallBoat, carrier, bulker, tanker, container, ferry, factoryShip}
}

func tradeOf(name string) trade {
	switch name {
	case longliner:
		return trade{vessel.Fishing, vessel.Fishing, "drifting_longlines", 42, 58, 10, 26, 14, distantWater, distantFlags, false}
	case jigger:
		return trade{vessel.Fishing, vessel.Fishing, "squid_jigger", 48, 70, 10.5, 34, 10, distantWater, distantFlags, false}
	case trawler:
		return trade{vessel.Fishing, vessel.Fishing, "trawlers", 25, 38, 9.5, 9, 16, coastal, nil, false}
	case smallBoat:
		return trade{vessel.Fishing, vessel.Fishing, "set_gillnets", 8, 11.5, 8, 3, 9, dayTrips, nil, true}
	case carrier:
		return trade{vessel.FishCarrier, vessel.Merchant, "", 95, 140, 13, 22, 5, carrying, []string{"PAN", "LBR", "VUT", "KOR", "SGP"}, false}
	case tanker:
		return trade{vessel.Merchant, vessel.Merchant, "", 140, 250, 12.5, 24, 12, between, merchantFlags, false}
	case container:
		return trade{vessel.Merchant, vessel.Merchant, "", 160, 300, 17, 22, 12, between, merchantFlags, false}
	case ferry:
		return trade{vessel.Passenger, vessel.Passenger, "", 120, 190, 20, 70, 3, ferrying, []string{"ITA", "GRC", "CYP"}, false}
	case factoryShip:
		return trade{vessel.Factory, vessel.Fishing, "trawlers", 90, 125, 11, 85, 2, distantWater, []string{"NLD", "ESP", "KOR"}, false}
	default: // bulker
		return trade{vessel.Merchant, vessel.Merchant, "", 150, 290, 12, 21, 14, between, merchantFlags, false}
	}
}
