-- Silences of twelve hours or more that began 50 NM or more from shore, in the
-- window. One counts whole where reception was good before it, half where
-- that is not known; one that others judged deliberate counts whole, one that they
-- judged not deliberate counts nothing.
SELECT vessel_id, toUInt8(3) AS populations,
    {{value "counted"}} AS value, {{value "counted + halves * 0.5"}} AS could, if(could = 0, 1, value / could) AS known,
    toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(counted = 0, '', {{evidence "concat(toString(length(judged)), ' silence(s) judged deliberate by others, ', toString(length(own)), ' of 12 hours or more far from shore, for ', toString(halves), ' of which reception is not known')"
        "arraySlice(arrayReverseSort(arrayConcat(arrayMap(g -> (toString(toDate(g.1)), concat('silent for ', toString(round(dateDiff('minute', g.1, g.2) / 60)), ' hours, reception ', if(g.3, 'good', 'not known')), 'positions'), own), arrayMap(g -> (toString(toDate(g.1)), 'disabling likely', g.4), judged))), 1, 10)"}}) AS evidence,
    toDateTime64(window_12, 3, 'UTC') AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (
    SELECT f.vessel_id AS vessel_id, f.window_12 AS window_12,
        arrayFilter(g -> toDate(g.1) >= f.window_12 AND g.3 = 2, o.told) AS judged,
        arrayFilter(g -> toDate(g.2) >= f.window_12 AND NOT arrayExists(j -> j.1 < g.2 AND j.2 > g.1, o.told), s.silences) AS own,
        toFloat64(arrayCount(g -> NOT g.3, own)) AS halves, length(judged) + length(own) - halves * 0.5 AS counted
    FROM (SELECT vessel_id, window_12, n FROM fleet WHERE bitTest(populations, 1)) AS f
    LEFT JOIN (
        SELECT vessel_id, groupArray((from_at, to_at, heard)) AS silences FROM gaps GROUP BY vessel_id
    ) AS s ON s.vessel_id = f.vessel_id
    LEFT JOIN (
        SELECT vessel_id, groupUniqArray((from_at, to_at, toUInt8(intentional_disabling), toString(source))) AS told FROM (
            SELECT w.vessel_id AS vessel_id, e.from_at AS from_at, e.to_at AS to_at, e.intentional_disabling AS intentional_disabling, e.source AS source
            FROM (SELECT * FROM encounters FINAL WHERE kind = 'gap' AND intentional_disabling != 'unknown' AND imo != 0 AND from_at <= {as_of:DateTime64(3, 'UTC')}) AS e INNER JOIN who_imo AS w ON w.of_imo = e.imo
            UNION ALL
            SELECT w.vessel_id, e.from_at, e.to_at, e.intentional_disabling, e.source
            FROM (SELECT * FROM encounters FINAL WHERE kind = 'gap' AND intentional_disabling != 'unknown' AND imo = 0 AND mmsi != 0 AND from_at <= {as_of:DateTime64(3, 'UTC')}) AS e INNER JOIN who_mmsi AS w ON w.of_mmsi = e.mmsi
            WHERE w.linked_from <= e.from_at AND w.linked_to > e.from_at
        ) GROUP BY vessel_id
    ) AS o ON o.vessel_id = f.vessel_id
    WHERE f.n > 0 OR notEmpty(o.told)
)
