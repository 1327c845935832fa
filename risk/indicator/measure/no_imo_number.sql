-- No IMO number where one is required: passenger ships from 100 GT, cargo ships
-- from 300 GT, and fishing vessels from 100 GT. Below, none is required; with
-- the tonnage not known, neither is whether one is.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(imo = 0 AND required) AS value, toFloat64(imo = 0 AND (required OR NOT sized)) AS could,
    toFloat64(imo != 0 OR sized) AS known, toFloat64(1) AS decay, toUInt8(imo != 0 OR sized) AS state, toUInt16(0) AS flags,
    if(value = 0, '', {{evidence "concat('no IMO number is known for a vessel of ', toString(round(gt)), ' GT')" "[]"}}) AS evidence,
    {as_of:DateTime64(3, 'UTC')} AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (SELECT *, gt > 0 AND class != 'unknown' AS sized, sized AND gt >= if(class IN ('passenger', 'fishing'), 100, 300) AS required FROM fleet)
