-- Meetings at sea with carriers in the window. Where no source says that its
-- list of meetings is complete, what is known is a least number.
SELECT f.vessel_id AS vessel_id, toUInt8(2) AS populations,
    {{value "m.meetings"}} AS value, if(complete, value, 1) AS could, if(complete, 1, value) AS known,
    toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(if(m.meetings >= 3, {{flag "three_transfers"}}, 0)) AS flags,
    {{evidence "concat(if(complete, '', 'at least '), toString(m.meetings), ' meeting(s) at sea with carriers')" "m.facts"}} AS evidence,
    m.since AS observed_from, m.until AS observed_to
FROM (SELECT vessel_id, 'encounters' IN (SELECT toString(list) FROM covered) AS complete FROM fleet WHERE bitTest(populations, 1)) AS f
INNER JOIN (
    SELECT x.vessel_id AS vessel_id, count() AS meetings, min(x.at) AS since, max(x.at) AS until,
        arraySlice(arrayReverseSort(groupArray((toString(toDate(x.at)), concat('meeting with ', if(x.partner_name = '', x.partner, x.partner_name)), toString(x.source)))), 1, 12) AS facts
    FROM meetings AS x INNER JOIN fleet AS g ON g.vessel_id = x.vessel_id
    WHERE toDate(x.at) >= g.window_12
    GROUP BY vessel_id
) AS m ON m.vessel_id = f.vessel_id
