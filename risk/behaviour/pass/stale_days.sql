-- Empties vessel-days that no longer hold: days of a piece that were derived
-- before and came out of this derivation under another vessel or hull, or not
-- at all. Only MMSIs that ever had more than one vessel or hull can have any.
INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, version)
SELECT vessel_id, day, mmsi, segment, 0, {version:DateTime64(6, 'UTC')}
FROM vessel_days FINAL
WHERE vessel_id IN (
        SELECT vessel_id FROM links
        WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
            AND (mmsi IN (SELECT mmsi FROM links WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32} GROUP BY mmsi HAVING uniqExact(segment, vessel_id) > 1)
                OR mmsi IN (SELECT mmsi FROM hull_positions WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32})))
    AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
    AND day BETWEEN {from:Date} AND {to:Date}
    AND positions > 0
    AND version != {version:DateTime64(6, 'UTC')}
    AND (mmsi, day) IN (
        SELECT mmsi, day FROM touched_days
        WHERE written_at >= {since:DateTime64(3, 'UTC')} AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32} AND day BETWEEN {from:Date} AND {to:Date})
