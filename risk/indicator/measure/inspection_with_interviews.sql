-- A labour inspection with crew interviews in the last 24 months by the
-- calendar. It takes nothing off; without it nothing low is earned.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(max(labour AND interviewed)) AS value, value AS could, toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    {{evidence "if(value = 1, 'labour inspection with crew interviews in 24 months', 'inspected in 24 months, without crew interviews on record')"
        "arraySlice(arrayReverseSort(groupArray((toString(toDate(at)), concat('inspection', if(port = '', '', concat(' at ', port)), if(labour AND interviewed, ', crew interviewed', ', no crew interviews on record')), toString(source)))), 1, 5)"}} AS evidence,
    min(at) AS observed_from, max(at) AS observed_to
FROM visits WHERE at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 24 MONTH
GROUP BY vessel_id
