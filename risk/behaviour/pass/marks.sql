-- What was written since a moment, by the moment: observations of days and
-- claims of identity. The sums tell whether a moment has gained marks since it
-- was looked at before. The last row is the engine's clock.
SELECT written_at, count() AS marks, sum(cityHash64(mmsi, day)) AS content
FROM touched_days WHERE written_at > {since:DateTime64(3, 'UTC')} GROUP BY written_at
UNION ALL
SELECT written_at, count() AS marks, sum(cityHash64(mmsi, imo)) AS content
FROM touched_identities WHERE written_at > {since:DateTime64(3, 'UTC')} GROUP BY written_at
UNION ALL
SELECT now64(3, 'UTC') AS written_at, toUInt64(0) AS marks, toUInt64(0) AS content
