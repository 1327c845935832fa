-- Days that the ship lay without moving and away from a berth, up to its last
-- sight. Silence is not idling: what counts stands still while a ship is not
-- seen, whether it was last seen lying idle or moving, and it could have lain
-- since.
SELECT vessel_id, toUInt8(1) AS populations,
    if(idle, {{value "days"}}, 0) AS value,
    multiIf(idle AND since = first_day, 1, idle, {{value "days + after"}}, {{value "after"}}) AS could,
    if(days + after = 0, 1, (days - unseen) / (days + after)) AS known,
    toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(idle, {{evidence "concat(if(unseen = 0 AND after = 0 AND since > first_day, '', 'at least '), toString(days), ' days idle away from a berth', if(unseen > 0, concat(', ', toString(unseen), ' of them unseen'), ''), if(after > 0, concat('; not seen for ', toString(after), ' days since'), ''))"
        "[(toString(since), 'first day of lying idle', 'positions')]"}}, '') AS evidence,
    toDateTime64(since, 3, 'UTC') AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (
    SELECT vessel_id, seen[1] AS first_day, seen[n] > active_on AS idle,
        if(idle, arrayFirst(x -> x > active_on, seen), seen[n]) AS since,
        greatest(0, dateDiff('day', since, seen[n])) AS days,
        greatest(0, dateDiff('day', seen[n], today)) AS after,
        greatest(0, days - arrayCount(x -> x > since, seen)) AS unseen
    FROM fleet WHERE bitTest(populations, 0) AND n > 0
)
