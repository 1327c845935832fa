-- Two flags claimed for the same day with no bareboat registration on record.
-- What only the MMSI's digits say is not a claim of a registry.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(length(arrayDistinct(arrayMap(f -> f.value, told))) > 1 AND empty(bareboats)) AS value, value AS could,
    toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(value = 0, '', {{evidence "concat('flags claimed at once: ', arrayStringConcat(arrayDistinct(arrayMap(f -> toString(f.value), told)), ', '))"
        "arrayMap(f -> (toString(toDate(f.from_at)), concat('flag ', f.value), toString(f.source)), told)"}}) AS evidence,
    arrayMax(arrayMap(f -> f.from_at, told)) AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM fleet WHERE notEmpty(told)
