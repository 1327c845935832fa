-- The bands that some vessels were in, as they were stored.
SELECT vessel_id, toString(population) AS whose, scored_at, toString(band) AS in_band,
    arrayExists((p, x) -> p IN ('conditions', 'recruitment') AND x > 0, CAST(pillars, 'Array(String)'), pillar_points) AS personal
FROM scores
WHERE vessel_id IN {vessels:Array(String)}
ORDER BY vessel_id, population, scored_at
