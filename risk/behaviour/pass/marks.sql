-- What was written since the watermark and some seconds before it, by the moment:
-- observations of days and claims of identity. The sums tell whether a moment has
-- gained marks since it was looked at before. The last row is the engine's clock.
--
-- A clock that was set back writes marks before the watermark. A little is made
-- up for by counting from the clock, where that is earlier; a watermark well in
-- the future says that much may lie anywhere before it, so everything is looked at.
WITH multiIf(
        {watermark:DateTime64(3, 'UTC')} > now64(3, 'UTC') + toIntervalSecond({overlap:UInt32}), toDateTime64('2000-01-01 00:00:00', 3, 'UTC'),
        least({watermark:DateTime64(3, 'UTC')}, now64(3, 'UTC')) - toIntervalSecond({overlap:UInt32})) AS since
SELECT written_at, count() AS marks, sum(cityHash64(mmsi, day)) AS content
FROM touched_days WHERE written_at > since GROUP BY written_at
UNION ALL
SELECT written_at, count() AS marks, sum(cityHash64(mmsi, imo)) AS content
FROM touched_identities WHERE written_at > since GROUP BY written_at
UNION ALL
SELECT now64(3, 'UTC') AS written_at, toUInt64(0) AS marks, toUInt64(0) AS content
