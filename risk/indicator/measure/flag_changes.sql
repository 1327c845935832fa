-- A second change of flag within 24 months: changes between flags that follow
-- each other in the vessel's history, told by anyone but the MMSI's digits, or
-- by those when they are all there is and already show two.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(length(changes) >= 2) AS value, if(value = 1 OR by_registry, value, 1) AS could,
    toFloat64(value = 1 OR by_registry) AS known, toFloat64(1) AS decay, toUInt8(value = 1 OR by_registry) AS state, toUInt16(0) AS flags,
    if(empty(changes), '', {{evidence "concat(toString(length(changes)), ' change(s) of flag in 24 months')"
        "arrayMap(c -> (toString(toDate(c.2)), concat('flag became ', c.1), toString(c.3)), changes)"}}) AS evidence,
    toDateTime64(window_24, 3, 'UTC') AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (
    SELECT vessel_id, window_24,
        arrayFilter(f -> f.source != 'mid', flags) AS claimed,
        notEmpty(claimed) AS by_registry,
        arraySort(f -> f.2, arrayMap(f -> (toString(f.value), f.from_at, f.source), arrayFilter(f -> f.value != '' AND f.from_at <= {as_of:DateTime64(3, 'UTC')}, if(by_registry, claimed, flags)))) AS line,
        arrayFilter((c, i) -> i > 1 AND line[i - 1].1 != c.1 AND toDate(c.2) >= window_24, line, arrayEnumerate(line)) AS changes
    FROM fleet WHERE notEmpty(flags)
)
