// Package control is the socket of the running service, for the command line:
// it gives the broker's address and secret, answers check, and takes imports of
// facts and zones.
//
// Whoever may open the socket's file may ask: the file's permission (0600) is
// the authentication. It carries no vessel data and judges nothing that it is
// given.
package control
