-- Adverse records received since a moment, and the vessels they name by a number:
-- a number of the vessel's own, else the MMSI that is the vessel's now. What says
-- that a list is complete is of no vessel.
SELECT r.source, r.event_id, r.received_at, r.imo, l.vessel_id
FROM (
    SELECT source, event_id, received_at, imo, mmsi FROM records
    WHERE received_at > {since:DateTime64(3, 'UTC')} AND kind != 'coverage' AND (imo != 0 OR mmsi != 0)
) AS r
LEFT JOIN (
    SELECT mmsi, vessel_id FROM links FINAL
    WHERE mmsi IN (SELECT mmsi FROM records WHERE received_at > {since:DateTime64(3, 'UTC')} AND mmsi != 0 AND imo = 0) AND segment = 1
        AND known_from <= {now:DateTime64(3, 'UTC')} AND known_to > {now:DateTime64(3, 'UTC')}
        AND valid_from <= {now:DateTime64(3, 'UTC')} AND valid_to > {now:DateTime64(3, 'UTC')}
) AS l ON l.mmsi = r.mmsi
ORDER BY r.received_at
