-- What the vessels that have an alert, or may get one, turned out to be: another
-- vessel, or of another kind. what changes with anything that decides who is
-- scored.
SELECT vessel_id, merged_into, cityHash64(toString(kind), merged_into, length_m, arrayMap(c -> c.value, classes)) AS what, version
FROM vessels FINAL
WHERE vessel_id IN (SELECT vessel_id FROM scores_current WHERE band IN {bands:Array(String)})
    OR vessel_id IN (SELECT vessel_id FROM alerts)
    OR (merged_into != '' AND vessel_id IN (SELECT vessel_id FROM conflicts))
