-- The newest scores that meet the band rule, and those of everything that has a
-- band alert; without a band when it is not scored any more. Personal:
-- conditions or recruitment have points.
SELECT vessel_id, toString(population) AS whose, toString(band) AS in_band, points, could_be, completeness, toString(model), scored_at, as_of,
    arrayExists((p, x) -> p IN ('conditions', 'recruitment') AND x > 0, CAST(pillars, 'Array(String)'), pillar_points) AS personal
FROM scores_current FINAL
WHERE band IN {bands:Array(String)} OR (vessel_id, whose) IN (SELECT vessel_id, toString(population) FROM alerts WHERE rule = 'band')
ORDER BY vessel_id, population
