-- The share of the last twelve months' days on which the vessel was seen. It
-- scores nothing; without half of them nothing low is earned.
SELECT vessel_id, toUInt8(3) AS populations,
    seen_365 / 365 AS value, value AS could, toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    concat('{"summary":"seen on ', toString(seen_365), ' of the last 365 days","facts":[]}') AS evidence,
    {as_of:DateTime64(3, 'UTC')} - INTERVAL 365 DAY AS observed_from, if(n = 0, {as_of:DateTime64(3, 'UTC')}, last_seen) AS observed_to
FROM fleet
