-- The tracks that are linked to a vessel, as is believed now, and how many hulls
-- were told apart on each number.
SELECT mmsi, segment, valid_from, valid_to, hulls
FROM (
    SELECT mmsi, segment, vessel_id, valid_from, valid_to, max(segment) OVER (PARTITION BY mmsi) AS hulls
    FROM links FINAL
    WHERE known_to > {now:DateTime64(3, 'UTC')} AND mmsi IN (SELECT mmsi FROM links WHERE vessel_id = {vessel:String})
)
WHERE vessel_id = {vessel:String}
ORDER BY valid_from, mmsi, segment
