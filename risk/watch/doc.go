// Package watch tells at once of vessels that are announced at a port, arrive
// there or leave it, when their band is elevated or above. It is fed placed
// positions and port calls as they come in, keeps the last place of every MMSI
// that it is fed, and hands what follows to the alert log. Records does the like
// where passes are made, for vessels that an adverse record names: it has them
// scored at once.
//
// It scores nothing itself and places nothing: it goes by the current scores, links
// and conflicts of the warehouse and by the port that each position was given.
// It consumes no topic itself, and what it misses while it is away it finds in
// the warehouse when it is assigned.
package watch
