-- Silences that may be disabling: 12 hours or more that began 50 NM or more
-- from shore.
SELECT vessel_id, from_at, least(to_at, {as_of:DateTime64(3, 'UTC')}) AS to_at, reception = 'good' AS heard
FROM ({{.Gaps}})
WHERE hours >= 12 AND from_shore_m >= 92600
