-- Puts the evidence, and the time it was observed in, beside the scores that
-- were judged, in the order of their indicators.
SELECT vessel_id, population, scored_at, as_of, model, vintage, points, could_be, band, gate, floors, completeness, total,
    pillars, pillar_points, pillar_could_be, pillar_completeness, indicators, states, indicator_values, weights, indicator_points,
    indicator_could_be, indicator_known, indicator_decays,
    arraySort((x, y) -> y, arrayConcat(e, arrayResize(emptyArrayString(), gone)), mixed) AS evidence,
    arraySort((x, y) -> y, arrayConcat(f, arrayResize(CAST([], 'Array(DateTime64(3, \'UTC\'))'), gone)), mixed) AS observed_from,
    arraySort((x, y) -> y, arrayConcat(t, arrayResize(CAST([], 'Array(DateTime64(3, \'UTC\'))'), gone)), mixed) AS observed_to
FROM (
    SELECT j.*, g.found_slots AS found_slots, g.e AS e, g.f AS f, g.t AS t,
        arrayFilter(x -> NOT has(g.found_slots, x), j.slots) AS missing, length(missing) AS gone, arrayConcat(g.found_slots, missing) AS mixed
    FROM judged AS j
    LEFT JOIN (
        SELECT vessel_id AS of_vessel, of_population, groupArray(slot) AS found_slots, groupArray(evidence) AS e, groupArray(observed_from) AS f, groupArray(observed_to) AS t
        FROM (
            SELECT *, arrayJoin(arrayFilter(p -> bitTest(populations, p - 1), [1, 2])) AS of_population
            FROM found WHERE vessel_id IN (SELECT vessel_id FROM judged)
        )
        GROUP BY vessel_id, of_population
    ) AS g ON g.of_vessel = j.vessel_id AND g.of_population = j.population
)
