-- Steps that a channel has not been given, in order: those after a number up to
-- which everything is known to have been.
SELECT alert_id, sequence, number, vessel_id, toString(population), toString(rule), toString(place), toString(step), toString(state), reason, toString(band), points,
    could_be, completeness, toString(model), scored_at, suppressed, evidence, observed_at, accepted_at, at
FROM alerts FINAL
WHERE (alert_id, sequence) IN (
    SELECT a.alert_id, a.sequence
    FROM (SELECT alert_id, sequence, min(number) AS lowest FROM alerts WHERE number > {after:UInt64} GROUP BY alert_id, sequence) AS a
    LEFT ANTI JOIN (
        SELECT alert_id, sequence FROM alert_deliveries
        WHERE channel = {channel:String} AND alert_id IN (SELECT alert_id FROM alerts WHERE number > {after:UInt64})
    ) AS d ON d.alert_id = a.alert_id AND d.sequence = a.sequence
    ORDER BY a.lowest LIMIT {limit:UInt64}
)
ORDER BY number
