-- Whether a carrier that the vessel met in the window has a labour record.
SELECT m.vessel_id AS vessel_id, toUInt8(2) AS populations,
    toFloat64(max(c.vessel_id != '')) AS value,
    if(value = 1 OR complete, value, 1) AS could, toFloat64(value = 1 OR complete) AS known,
    toFloat64(1) AS decay, toUInt8(known) AS state, toUInt16(0) AS flags,
    if(value = 0, '', {{evidence "'met a vessel that has a labour record'"
        "arraySlice(arrayDistinct(groupArrayIf((toString(toDate(m.at)), concat('met ', m.partner, ', which has on record: ', replaceAll(c.what, '_', ' ')), c.told_by), c.vessel_id != '')), 1, 10)"}}) AS evidence,
    min(m.at) AS observed_from, max(m.at) AS observed_to
FROM (
    SELECT x.vessel_id AS vessel_id, x.at AS at, x.partner AS partner, x.partner_id AS partner_id, 'forced_labour_finding' IN (SELECT toString(list) FROM covered) AND 'abandonment' IN (SELECT toString(list) FROM covered) AND 'encounters' IN (SELECT toString(list) FROM covered) AS complete
    FROM meetings AS x INNER JOIN fleet AS g ON g.vessel_id = x.vessel_id WHERE toDate(x.at) >= g.window_12
) AS m
LEFT JOIN (
    SELECT vessel_id, any(kind) AS what, toString(any(source)) AS told_by FROM cases
    WHERE kind IN ('abandonment', 'forced_labour_finding', 'withhold_release_order', 'conviction', 'wage_claim')
    GROUP BY vessel_id
) AS c ON c.vessel_id = m.partner_id
GROUP BY vessel_id, complete
