-- Whether the register that the vessel flies is on the list of flags of
-- convenience. A second register is looked up by its own name first.
SELECT f.vessel_id AS vessel_id, toUInt8(3) AS populations,
    s.adverse AS value, s.adverse AS could, s.fresh AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    {{template "flag_evidence"}} AS evidence, s.since AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (
    SELECT vessel_id, flag_source, if(register != '' AND concat(flag, '/', register) IN (SELECT toString(subject) FROM spans WHERE topic = 'foc'), concat(flag, '/', register), toString(flag)) AS subject
    FROM fleet WHERE flag != ''
) AS f
INNER JOIN (
    SELECT toString(subject) AS subject, toFloat64(value = 'yes') AS adverse, toFloat64(NOT stale) AS fresh, from_at AS since,
        concat('{"summary":', toJSONString(concat('register ', subject, if(value = 'yes', ' is', ' is not'), ' on the list of flags of convenience', carried)), ',"facts":[', fact, ']}') AS evidence
    FROM spans WHERE topic = 'foc' AND value IN ('yes', 'no')
) AS s ON s.subject = f.subject
