-- A forced-labour finding, a labour conviction or a withhold-release order. In
-- force it counts whole; over, it counts less with every day seen since.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(1) AS value, toFloat64(max(weight)) AS could, toFloat64(1) AS known, toFloat64(max(weight)) AS decay,
    toUInt8(1) AS state, toUInt16(if(max(in_force AND kind != 'conviction'), {{flag "finding_in_force"}}, 0)) AS flags,
    {{evidence "concat(arrayStringConcat(groupUniqArray(replaceAll(kind, '_', ' ')), ', '), ' on record', if(max(in_force), ', in force', ', ended'))"
        "arraySlice(arraySort(groupArray((toString(toDate(began)), concat(replaceAll(kind, '_', ' '), ', case ', case_key, ', ', status, if(authority = '', '', concat(', ', authority))), toString(source)))), 1, 10)"}} AS evidence,
    min(began) AS observed_from, max(least(ended_at, {as_of:DateTime64(3, 'UTC')})) AS observed_to
FROM (
    SELECT c.vessel_id AS vessel_id, c.kind AS kind, c.in_force AS in_force, c.began AS began, c.ended_at AS ended_at, c.case_key AS case_key, c.status AS status,
        c.authority AS authority, c.source AS source, if(c.in_force, 1, {{decay "toDate(c.ended_at)"}}) AS weight
    FROM cases AS c INNER JOIN fleet AS f ON f.vessel_id = c.vessel_id
    WHERE c.kind IN ('forced_labour_finding', 'withhold_release_order', 'conviction') AND (c.in_force OR toDate(least(c.ended_at, {as_of:DateTime64(3, 'UTC')})) >= f.window_36)
)
GROUP BY vessel_id
