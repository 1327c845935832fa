//go:build !linux

package main

// onTwoCores does nothing where a process cannot choose its cores; the table
// says how many were used.
func onTwoCores() {}
