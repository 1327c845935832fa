package event

import (
	"encoding/json"
	"math"
)

// number reads a number from low to high; absent and bad are NaN.
func (f *fields) number(name string, low, high float64) float64 {
	raw, ok := f.take(name)
	if !ok {
		return math.NaN()
	}
	var n float64
	if json.Unmarshal(raw, &n) != nil || n < low || n > high {
		f.nulled++
		return math.NaN()
	}
	return n + 0
}

// measure is a number above zero, as of a ship's dimensions; 0 when absent or bad.
func (f *fields) measure(name string, high float64) float64 {
	n := f.number(name, 0, high)
	if math.IsNaN(n) {
		return 0
	}
	return n
}

// whole reads a whole number from low to high, 0 when absent or bad.
func (f *fields) whole(name string, low, high float64) int {
	n := f.number(name, low, high)
	if math.IsNaN(n) {
		return 0
	}
	if n != math.Trunc(n) {
		f.nulled++
		return 0
	}
	return int(n)
}

// place reads lon and lat, both or neither.
func (f *fields) place() (lon, lat float64, has bool) {
	_, hasLon := f.members["lon"]
	_, hasLat := f.members["lat"]
	bad := f.nulled
	lon, lat = f.number("lon", -180, 180), f.number("lat", -90, 90)
	if f.nulled > bad || math.IsNaN(lon) != math.IsNaN(lat) {
		field := "lon"
		if hasLat && math.IsNaN(lat) || !hasLat && hasLon {
			field = "lat"
		}
		f.refuse(ReasonBadPosition, field, "want lon from -180 to 180 and lat from -90 to 90 in degrees, or neither")
	}
	if math.IsNaN(lon) || math.IsNaN(lat) {
		return 0, 0, false
	}
	return lon, lat, true
}
