-- All steps of one alert, the first one first.
SELECT alert_id, sequence, number, vessel_id, toString(population), toString(rule), toString(place), toString(step), toString(state), reason, toString(band), points,
    could_be, completeness, toString(model), scored_at, suppressed, evidence, observed_at, accepted_at, at
FROM alerts FINAL WHERE alert_id = {id:String}
ORDER BY sequence
