-- How many scores came after the one that each band alert last spoke of, and
-- when the newest of them was stored: the repeats that were suppressed.
SELECT a.alert_id AS alert_id, toUInt32(count()) AS repeats, max(s.scored_at) AS seen_at
FROM (
    SELECT vessel_id, toString(population) AS whose, scored_at FROM scores
    WHERE vessel_id IN (SELECT vessel_id FROM alerts WHERE rule = 'band')
) AS s
INNER JOIN (
    SELECT alert_id, any(vessel_id) AS vessel_id, any(toString(population)) AS whose, argMax(scored_at, (sequence, at)) AS last_scored
    FROM alerts WHERE rule = 'band' GROUP BY alert_id
) AS a ON a.vessel_id = s.vessel_id AND a.whose = s.whose
WHERE s.scored_at > a.last_scored
GROUP BY alert_id
