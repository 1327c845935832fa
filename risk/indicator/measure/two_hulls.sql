-- Two hulls sending on one MMSI, or one hull under two IMO numbers.
{{template "conflict" (conflict "'two_hulls', 'two_imo_numbers'" "" "notEmpty(mmsis) OR imo != 0" "'two hulls share one number'")}}
