-- Deficiencies 18203 to 18205 (wages, their calculation and payment, sending
-- them home) in 36 months, each counting less with every day seen since.
SELECT vessel_id, toUInt8(3) AS populations,
    {{value "sum(weight)"}} AS value, value AS could, toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(sum(found) = 0, '', {{evidence "concat(toString(sum(found)), ' wage or contract deficiency(ies) in 36 months')"
        "arraySlice(arrayReverseSort(groupArrayIf((toString(toDate(at)), concat('deficiency ', arrayStringConcat(wage, ', '), if(port = '', '', concat(' at ', port))), toString(source)), found > 0)), 1, 10)"}}) AS evidence,
    min(at) AS observed_from, max(at) AS observed_to
FROM (
    SELECT x.vessel_id AS vessel_id, x.at AS at, x.port AS port, x.source AS source, arrayFilter(d -> d IN ('18203', '18204', '18205'), x.codes) AS wage, length(wage) AS found, found * {{decay "toDate(x.at)"}} AS weight
    FROM visits AS x INNER JOIN fleet AS f ON f.vessel_id = x.vessel_id
    WHERE toDate(x.at) >= f.window_36
)
GROUP BY vessel_id
