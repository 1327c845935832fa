-- When anybody's first and last position was observed: read from the parts'
-- bounds, not from rows.
SELECT count() AS positions, min(observed_at) AS first_at, max(observed_at) AS last_at FROM positions
