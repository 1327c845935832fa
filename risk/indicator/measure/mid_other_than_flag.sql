-- An MMSI whose digits are another State's than the flag that a registry or the
-- vessel claims. A bareboat registration on record explains it.
{{template "conflict" (conflict "'mid_not_flag'" " AND empty(f.bareboats)" "notEmpty(mmsis) AND notEmpty(told)" "'the MMSI belongs to another State than the flag'")}}
