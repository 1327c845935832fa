-- All steps of some alerts, in order.
SELECT alert_id, sequence, number, vessel_id, toString(population), toString(rule), toString(place), toString(step), toString(state), reason, toString(band), points,
    could_be, completeness, toString(model), scored_at, suppressed, evidence, observed_at, accepted_at, at
FROM alerts FINAL WHERE alert_id IN {ids:Array(String)}
ORDER BY number
