-- The last confirmed call of each vessel.
SELECT vessel_id, max(to_at) AS ended, toString(argMax(port, to_at)) AS port, toString(argMax(basis, to_at)) AS basis
FROM ({{.Calls}})
GROUP BY vessel_id
