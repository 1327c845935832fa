// Package zones is what an operator imports of maritime zones: exclusive economic zones, joint regimes and overlapping claims
// as polygons, in the form in which Marine Regions publishes them (versions 10 to 12; zipped shapefile, GeoPackage, GeoJSON).
//
// Read checks a file feature by feature and takes all of it or nothing; what is wrong is listed by the feature's number, and an
// operator may leave features out. The Set that results is exact, indexed, written to one compact file of its own, compared in
// words with the set it would replace, and answers the chart (it is a chart.Zoner).
//
// It does not decide whose a contested place is, where the coast runs, or how far 12 and 24 nautical miles reach; it makes no
// median lines, downloads nothing and keeps no files. Codes of States are those of data/reference.
package zones
