-- The newest band of vessels, never the points: what a list may show.
SELECT vessel_id, toString(population) AS population, toString(band) AS band, completeness, toString(model) AS model, as_of
FROM scores_current FINAL
WHERE vessel_id IN {ids:Array(String)} AND band != '' -- without: not scored any more
ORDER BY vessel_id, population
