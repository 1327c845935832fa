-- Every alert of some rules as it stands: its last step, and when it was last
-- opened and last spoke.
SELECT alert_id, any(vessel_id) AS vessel, any(toString(population)) AS whose, any(toString(rule)) AS by_rule, any(toString(place)) AS where_,
    max(sequence) AS last_sequence,
    argMax(toString(state), (sequence, at)) AS last_state,
    argMax(JSONExtractInt(evidence, 'level'), (sequence, at)) AS last_level,
    argMax((toString(band), points, could_be, completeness, toString(model), scored_at), (sequence, at)) AS score,
    argMax(at, (sequence, at)) AS last_at,
    maxIf(at, step IN ('opened', 'reopened')) AS opened_at,
    argMaxIf(scored_at, (sequence, at), step IN ('opened', 'reopened')) AS opened_by,
    maxIf(at, step IN ('opened', 'reopened', 'raised')) AS spoke_at,
    argMaxIf(observed_at, (sequence, at), step IN ('opened', 'reopened', 'raised')) AS held_at,
    max(number) AS last_number
FROM alerts
WHERE rule IN {rules:Array(String)}
GROUP BY alert_id
