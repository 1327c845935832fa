-- An MMSI whose maritime identification digits are allocated to no State.
{{template "conflict" (conflict "'unallocated_mid'" "" "notEmpty(mmsis)" "'the MMSI begins with digits that are allocated to no State'")}}
