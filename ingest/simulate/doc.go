// Package simulate writes a synthetic fleet with planted conditions: ships
// that do not exist, on tracks that stay at sea, with the claims, calls,
// inspections and records that would be told of them, and a truth file that
// says which conditions were planted where. The same options give the same
// bytes.
//
// It plants what people would tell of a ship (a year without a port, wages
// not paid), in numbers of its own. It does not know how anything is scored,
// does not measure precision or recall, and produces nothing to Kafka. It
// shows whether software finds what is there; it says nothing about how often
// such things happen.
package simulate
