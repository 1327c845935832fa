// Package pointloc answers exactly and fast which polygons hold a point of the plane of longitude and latitude.
//
// Edges are straight in that plane. A polygon is the inside of its first ring, by even and odd crossings, less the insides of
// its other rings. A point on an edge belongs to the side that lies a little east of it (and, along a parallel, a little
// north): where two polygons share an edge, each of its points is in exactly one of them. Signs that floating point cannot tell
// are computed exactly, so that the answer never depends on rounding.
//
// The index is a quadtree: a cell knows its answer or, in its smallest cells, the few edges that cross it and what holds at its
// south-west corner; crossings are counted on the way from that corner to the point.
//
// The package does not know what the polygons mean, does not wrap longitudes and reads no files.
package pointloc
