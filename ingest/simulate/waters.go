package simulate

// The waters that the fleet sails. Each way was drawn by hand on the chart
// that is compiled in, so that its straight lines stay at sea; a test sails
// all of them.

// ground is where a port's fishing fleet works.
type ground struct {
	port   string  // UN/LOCODE
	way    []point // from the berth to the ground
	middle point
	radius float64 // metres of open sea around the middle
}

// distant grounds lie on the high seas, days from port.
func distantGrounds() []ground {
	return []ground{
		{"PECLL", []point{{-77.162, -12.181}}, point{-82.8, -15}, 120e3},
		{"UYMVD", []point{{-56.2, -35.0}, {-56.0, -35.5}, {-54, -37.5}}, point{-58.4, -46.2}, 80e3},
		{"ZACPT", []point{{18.2, -33.82}, {17, -34.5}}, point{8, -36}, 150e3},
		{"MUPLU", []point{{57.436, -20.115}, {57.1, -20.5}, {57.3, -21.2}}, point{63, -28}, 150e3},
		{"TWKHH", []point{{120.1, 22.4}, {120.3, 21.2}, {135, 20.8}, {145, 22.2}}, point{148.6, 30}, 120e3},
		{"ESLPA", []point{{-15.3, 28.0}, {-15.2, 27.5}, {-20, 24.5}}, point{-24, 22.5}, 100e3},
	}
}

// coastal grounds lie a few hours from port, in the waters of its State.
func coastalGrounds() []ground {
	return []ground{
		{"GBFAL", []point{{-5.0, 50.1}}, point{-4.9, 49.85}, 15e3},
		{"PTLEI", []point{{-8.85, 41.18}}, point{-9.25, 41.3}, 15e3},
		{"ZADUR", []point{{31.115, -29.85}}, point{31.5, -30.1}, 15e3},
		{"THSGZ", []point{{100.7, 7.25}}, point{101.2, 7.7}, 20e3},
		{"NAWVB", []point{{14.421, -22.844}, {14.2, -22.9}}, point{13.8, -23.1}, 15e3},
	}
}

// inshoreGrounds are an hour or two from the quay.
func inshoreGrounds() []ground {
	return []ground{
		{"GBFAL", []point{{-5.0, 50.1}}, point{-4.97, 50.08}, 3e3},
		{"PTLEI", []point{{-8.75, 41.18}}, point{-8.83, 41.2}, 3e3},
		{"ZADUR", []point{{31.115, -29.85}}, point{31.17, -29.87}, 3e3},
		{"THSGZ", []point{{100.65, 7.23}}, point{100.72, 7.26}, 3e3},
	}
}

// line is a way between two ports that merchant ships go to and fro.
type line struct {
	from string // UN/LOCODE
	way  []point
	to   string
}

func merchantLines() []line {
	return []line{
		{"BRSSZ", []point{{-46.35, -24.2}, {-40, -25.5}, {-10, -31}, {18, -33.8}}, "ZACPT"},
		{"ZADUR", []point{{31.115, -29.85}, {31.3, -29.95}, {36, -32}, {80, -35}, {115.3, -32.1}}, "AUFRE"},
		{"PECLL", []point{{-77.162, -12.181}, {-78, -15}, {-74.5, -25}, {-72.1, -32.9}}, "CLVAP"},
		{"ZADUR", []point{{31.115, -29.85}, {40, -29}, {52, -25}, {57.0, -21}, {57.2, -20.2}, {57.436, -20.115}}, "MUPLU"},
		{"ESLPA", []point{{-15.3, 28.2}, {-14.8, 29.6}, {-12, 30.3}, {-9.65, 30.33}}, "MAAGA"},
		{"AEKLF", []point{{56.5, 25.33}, {59.9, 24}, {66, 20}, {72.6, 18.811}, {72.719, 18.875}}, "INBOM"},
		{"LKCMB", []point{{79.7, 6.9}, {78.8, 7.0}, {77, 7.6}, {76.0, 9.9}}, "INCOK"},
	}
}

// ferryLines are short and kept for passenger ships.
func ferryLines() []line {
	return []line{{"ITNAP", []point{{14.22, 40.76}, {14.07, 40.62}, {13.6, 39.5}, {13.42, 38.25}}, "ITPMO"}}
}

// anchorage is a roadstead outside a port where ships wait.
type anchorage struct {
	port  string
	place point
}

func anchorages() []anchorage {
	return []anchorage{
		{"AEKLF", point{56.5, 25.36}},
		{"ZADUR", point{31.2, -29.84}},
		{"PECLL", point{-77.2, -12.17}},
		{"ZACPT", point{18.3, -33.85}},
	}
}
