-- Steps after a number, in order. The numbers are looked for first, so that
-- evidence is read only of what is given back.
SELECT alert_id, sequence, number, vessel_id, toString(population), toString(rule), toString(place), toString(step), toString(state), reason, toString(band), points,
    could_be, completeness, toString(model), scored_at, suppressed, evidence, observed_at, accepted_at, at
FROM alerts FINAL
WHERE (alert_id, sequence) IN (SELECT alert_id, sequence FROM alerts WHERE number > {number:UInt64} ORDER BY number LIMIT {limit:UInt64})
    AND number > {number:UInt64}
ORDER BY number
