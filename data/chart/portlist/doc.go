// Package portlist is what an operator imports of ports: the World Port Index (UpdatedPub150.csv), UN/LOCODE as the UNECE
// publishes it (CSV without a header, one or several files, or their zip), or a list of their own.
//
// Read checks a list line by line and takes all of it or nothing. Merge lays a list over the ports in use, says where the two
// do not agree, and which of them it followed.
//
// It does not guess codes, positions or States: what a list does not have is counted and left out. It knows no berths or
// anchorages, downloads nothing and keeps no files.
package portlist
