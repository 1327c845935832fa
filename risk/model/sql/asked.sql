-- What the model asks of each population, as arrays in the model's order, in
-- which the indicators of a pillar follow each other: starts and lengths say where.
SELECT toUInt8(population) AS population, groupArray(slot) AS slots, groupArray(name) AS names, groupArray(weight) AS weights,
    groupArray(pillar_number) AS pillar_numbers, arrayMap(p -> greatest(1, indexOf(pillar_numbers, p)), {{.PillarNumbers}}) AS starts, arrayMap(p -> countEqual(pillar_numbers, p), {{.PillarNumbers}}) AS lengths,
    groupArray(state_lookup) AS lookups, groupArray(flags) AS can_raise,
    groupArrayIf(slot, list_complete) AS complete_slots
FROM (
    SELECT population, toUInt8(position) AS slot, toString(indicator) AS name, weight, state_lookup, flags,
        covered_by != '' AND toString(covered_by) IN (SELECT toString(list) FROM covered) AS list_complete,
        toUInt8(indexOf({{.PillarIDs}}, toString(pillar))) AS pillar_number
    FROM model_indicators FINAL WHERE model = {model:String} ORDER BY population, position
)
GROUP BY population
