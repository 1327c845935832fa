// Package profile computes what the port State control regimes publish for
// everybody to compute: the ship risk profiles of the Paris and Tokyo memoranda
// (their new inspection regimes), and the limits and excess factors of the flag
// lists from counts of inspections and detentions.
//
// Each parameter is explained with the criterion it meets, its points and where
// that is known from; what is not known of a ship is a range, from the best case
// to the worst. Criteria are the rows of data/reference, by date.
//
// It is no score of ours and takes no part in one, it reads no vessels and no
// inspections (whoever asks brings them), and it says nothing about a day for
// which the method or its points are not known.
package profile
