-- Keeps the scores that say something else than the newest stored ones, also
-- where only the weight between pillars moved: what an alert rests on, and who
-- may close it, follows from that; and all of them under other facts, on which
-- their evidence rests.
SELECT n.* FROM (
{{.}}
) AS n
LEFT ANTI JOIN (
    SELECT vessel_id, toUInt8(population) AS population, points, could_be, toString(band) AS band, completeness, toString(model) AS model, toString(vintage) AS vintage, arrayMap(x -> toUInt8(x + 0.5), pillar_points) AS shares
    FROM scores_current FINAL
) AS c ON c.vessel_id = n.vessel_id AND c.population = n.population AND c.points = n.points AND c.could_be = n.could_be AND c.band = n.band
    AND c.completeness = n.completeness AND c.model = n.model AND c.vintage = n.vintage AND c.shares = arrayMap(x -> toUInt8(x + 0.5), n.pillar_points)
