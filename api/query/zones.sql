-- In whose waters a vessel was seen: positions by zone and coastal State, whole
-- days up to the day asked for.
SELECT zone, state, sum(positions_in) AS positions
FROM (
    SELECT toString(tupleElement(z, 1)) AS zone, toString(tupleElement(z, 2)) AS state, tupleElement(z, 3) AS positions_in
    FROM (SELECT arrayJoin(zones) AS z FROM vessel_days FINAL WHERE vessel_id = {vessel:String} AND positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')})
)
GROUP BY zone, state
ORDER BY positions DESC, zone, state
