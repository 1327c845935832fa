-- Days since the last confirmed call at a port, or since the vessel was first
-- seen outside a port when no call is known: then "at least" (one that was first
-- seen lying in port, its arrival unseen, was not at sea before it left). The clock runs on while the
-- vessel is not seen; the days unseen are counted and told.
SELECT vessel_id, toUInt8(2) AS populations,
    {{value "days"}} AS value, if(called, value, 1) AS could,
    if(called, if(days = 0, 1, (days - unseen) / days), (days - unseen) / greatest(toFloat64(days), {{.Full}})) AS known,
    toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(if(days >= 365, {{flag "year_without_call"}}, 0)) AS flags,
    {{evidence "concat(if(called AND unseen = 0, '', 'at least '), toString(days), ' days since the ', if(called, 'last confirmed call', 'first sight of the vessel outside a port, no confirmed call known'), if(unseen > 0, concat(', ', toString(unseen), ' of them unseen'), ''))"
        "if(called, [(toString(toDate(since)), concat('last confirmed call', if(port = '', '', concat(', ', port))), basis)], [(toString(toDate(since)), 'first position seen outside a port', 'positions')])"}} AS evidence,
    since AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (
    SELECT f.vessel_id AS vessel_id, c.vessel_id != '' AS called, if(called, c.ended, least(f.first_outside, {as_of:DateTime64(3, 'UTC')})) AS since, c.port AS port, c.basis AS basis,
        greatest(0, dateDiff('day', toDate(since), f.today)) AS days,
        greatest(0, days - arrayCount(x -> x > toDate(since), f.seen)) AS unseen
    FROM (SELECT * FROM fleet WHERE bitTest(populations, 1)) AS f
    LEFT JOIN calls AS c ON c.vessel_id = f.vessel_id
    WHERE called OR f.n > 0
)
