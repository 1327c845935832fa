-- The last days on which a vessel was seen, and where it was when each ended.
SELECT day, mmsi, segment, last_at, last_lon, last_lat
FROM vessel_days FINAL
WHERE vessel_id = {vessel:String} AND positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')}
ORDER BY first_at DESC
LIMIT 4
