-- Whom to watch: the vessels whose band is elevated or above, and those that an
-- arrival was told of; the worst of their scores, the MMSIs that are theirs now,
-- and what they were merged into. An MMSI that two ships share is nobody's.
WITH wanted AS (
    SELECT vessel_id, argMax((toString(population), toString(band), points, could_be, completeness, toString(model), scored_at, as_of), (indexOf({bands:Array(String)}, toString(band)), points)) AS score
    FROM scores_current FINAL
    WHERE band IN {bands:Array(String)} OR vessel_id IN {also:Array(String)}
    GROUP BY vessel_id
),
known AS (
    SELECT vessel_id, mmsis, merged_into FROM vessels FINAL WHERE vessel_id IN (SELECT vessel_id FROM wanted)
),
shared AS (
    SELECT toUInt32OrZero(extract(subject, '[0-9]+')) AS mmsi FROM conflicts FINAL
    WHERE vessel_id IN (SELECT vessel_id FROM wanted) AND kind = 'two_hulls' AND known_to > {now:DateTime64(3, 'UTC')} AND observed_to > {now:DateTime64(3, 'UTC')} - INTERVAL 12 MONTH
),
linked AS (
    SELECT vessel_id, groupUniqArray(mmsi) AS mmsis FROM links FINAL
    WHERE mmsi IN (SELECT arrayJoin(mmsis) FROM known) AND segment = 1 AND mmsi NOT IN (SELECT mmsi FROM shared)
        AND known_from <= {now:DateTime64(3, 'UTC')} AND known_to > {now:DateTime64(3, 'UTC')}
        AND valid_from <= {now:DateTime64(3, 'UTC')} AND valid_to > {now:DateTime64(3, 'UTC')}
    GROUP BY vessel_id
)
SELECT w.vessel_id, w.score, CAST(l.mmsis, 'Array(UInt32)'), k.merged_into
FROM wanted AS w
LEFT JOIN known AS k ON k.vessel_id = w.vessel_id
LEFT JOIN linked AS l ON l.vessel_id = w.vessel_id
ORDER BY w.vessel_id
