// Package feed turns files in formats that people already have (AIVDM
// sentences, MarineCadastre and satellite-track tables, Global Fishing Watch
// vessels and events, JSON lines) into events, one file of code per format.
//
// It streams: memory stays bounded whatever the length of a file, a line or
// what a gzip file unpacks to. It counts every unit (an AIS message, a row, a
// document) once, as accepted, duplicate, ignored or rejected, and says why.
// It does not produce to Kafka, draw progress bars, place positions or decide
// which of two claims is right; nor does it read what it knows to be a guess
// of others as a fact.
package feed
