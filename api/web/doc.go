// Package web draws the pages: alerts and dossiers in words, for an inspector
// on a quay with a phone in the sun, and the readable form of the API's
// document. Templates and assets are in the program; nothing is loaded from
// elsewhere.
//
// It reads nothing and decides nothing: what it shows is handed to it, already
// in words.
package web
