-- MMSIs touched since a moment on which further hulls or jumps are known.
SELECT DISTINCT mmsi FROM hull_positions FINAL
WHERE segment != 1 AND mmsi IN (SELECT mmsi FROM touched_days WHERE written_at >= {since:DateTime64(3, 'UTC')})
