-- Alerts as they stand, the one with the newest step first.
SELECT alert_id, sequence, number, vessel_id, toString(population), toString(rule), toString(place), toString(step), toString(state), reason, toString(band), points,
    could_be, completeness, toString(model), scored_at, suppressed, evidence, observed_at, accepted_at, at
FROM alerts FINAL
WHERE (alert_id, sequence) IN (
    SELECT alert_id, last_sequence FROM (
        SELECT alert_id, max(sequence) AS last_sequence, argMax(number, (sequence, at)) AS last_number, argMax(toString(state), (sequence, at)) AS last_state,
            any(toString(rule)) AS by_rule, any(vessel_id) AS vessel, any(toString(place)) AS at_place, argMax(toString(band), (sequence, at)) AS last_band
        FROM alerts GROUP BY alert_id
    )
    WHERE ({before:UInt64} = 0 OR last_number < {before:UInt64})
        AND (empty({states:Array(String)}) OR last_state IN {states:Array(String)})
        AND (empty({rules:Array(String)}) OR by_rule IN {rules:Array(String)})
        AND ({vessel:String} = '' OR vessel = {vessel:String})
        AND (empty({bands:Array(String)}) OR last_band IN {bands:Array(String)})
        AND ({place:String} = '' OR at_place = {place:String})
    ORDER BY last_number DESC LIMIT {limit:UInt64}
)
ORDER BY number DESC
