-- The newest scores of some vessels that meet the band rule. A vessel that was
-- merged into another is not told of.
SELECT vessel_id, toString(population) AS whose, toString(band) AS in_band, points, could_be, completeness, toString(model), scored_at, as_of,
    arrayExists((p, x) -> p IN ('conditions', 'recruitment') AND x > 0, CAST(pillars, 'Array(String)'), pillar_points) AS personal
FROM scores_current FINAL
WHERE vessel_id IN {vessels:Array(String)} AND band IN {bands:Array(String)}
    AND vessel_id NOT IN (SELECT vessel_id FROM vessels FINAL WHERE vessel_id IN {vessels:Array(String)} AND merged_into != '')
ORDER BY vessel_id, population
