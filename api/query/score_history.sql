-- How a vessel's scores changed: one row for each change, of it or of the
-- facts that it rests on, the newest first.
SELECT toString(population) AS population, scored_at, as_of, toString(model) AS model, toString(vintage) AS vintage, points, could_be, toString(band) AS band, completeness
FROM scores
WHERE vessel_id = {vessel:String} AND scored_at <= {known_at:DateTime64(3, 'UTC')}
    AND band != '' -- without: the end of a score
    AND ({population:String} = '' OR toString(population) = {population:String})
ORDER BY scored_at DESC, population
LIMIT {limit:UInt16}
