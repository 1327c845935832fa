package model

// derived names the queries that gaps and confirmed calls come from.
func derived() sources {
	return sources{
		gaps: `SELECT vessel_id, g.1 AS from_at, g.2 AS to_at, dateDiff('second', g.1, g.2) / 3600 AS hours, g.7 AS from_shore_m, toUInt8(0) AS open
FROM vessel_days FINAL ARRAY JOIN gaps AS g WHERE positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')}`,
		calls: `SELECT vessel_id, s.1 AS port, s.2 AS from_at, s.3 AS to_at, 'stop' AS basis
FROM vessel_days FINAL ARRAY JOIN stops AS s WHERE positions > 0 AND s.2 <= {as_of:DateTime64(3, 'UTC')} AND dateDiff('hour', s.2, s.3) >= 24`,
	}
}
