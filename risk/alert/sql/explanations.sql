-- The newest scores of some vessels, with everything that explains them.
SELECT vessel_id, toString(population), scored_at, as_of, toString(model), toString(vintage), points, could_be, toString(band), toString(gate),
    CAST(floors, 'Array(String)'), completeness, CAST(pillars, 'Array(String)'), pillar_points, pillar_could_be, pillar_completeness,
    CAST(indicators, 'Array(String)'), CAST(states, 'Array(String)'), weights, indicator_points, indicator_could_be, evidence, observed_from, observed_to
FROM scores
WHERE (vessel_id, population, scored_at) IN (
    SELECT vessel_id, population, scored_at FROM scores_current FINAL WHERE vessel_id IN {vessels:Array(String)} AND band != ''
)
ORDER BY vessel_id, population
LIMIT 1 BY vessel_id, population
