-- A detention on labour grounds in 36 months. It stands whole until released,
-- then less with every day seen. An inspection in 36 months makes the absence
-- of a detention known.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(max(v.labour_detention)) AS value, toFloat64(max(weight)) AS could, toFloat64(1) AS known,
    if(value = 1, toFloat64(max(weight)), 1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    {{evidence "if(value = 1, 'detained on labour grounds', 'inspected, and not detained on labour grounds')"
        "arraySlice(arrayReverseSort(groupArray((toString(toDate(v.at)), concat(if(v.labour_detention, 'labour detention', 'inspection'), if(v.port = '', '', concat(' at ', v.port))), toString(v.source)))), 1, 10)"}} AS evidence,
    min(v.at) AS observed_from, max(v.at) AS observed_to
FROM (
    SELECT x.vessel_id AS vessel_id, x.at AS at, x.port AS port, x.source AS source, x.labour_detention AS labour_detention,
        if(x.labour_detention, if(x.released_at > {as_of:DateTime64(3, 'UTC')}, 1, {{decay "toDate(x.released_at)"}}), 0) AS weight
    FROM visits AS x INNER JOIN fleet AS f ON f.vessel_id = x.vessel_id
    WHERE toDate(x.at) >= f.window_36 OR (x.labour_detention AND toDate(least(x.released_at, {as_of:DateTime64(3, 'UTC')})) >= f.window_36)
) AS v
GROUP BY vessel_id
