-- Whose identity has to be folded: MMSIs and IMO numbers that were claimed
-- since a moment, and MMSIs with positions since then that no vessel has.
SELECT mmsi, imo FROM touched_identities WHERE written_at >= {since:DateTime64(3, 'UTC')}
UNION DISTINCT
SELECT mmsi, toUInt32(0) FROM touched_days
WHERE written_at >= {since:DateTime64(3, 'UTC')}
    AND mmsi NOT IN (SELECT mmsi FROM links FINAL WHERE known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))
