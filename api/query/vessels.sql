-- The identity of vessels over time, by id: dated names, call signs, flags and
-- classes, each with its source.
SELECT vessel_id, imo, mmsis, toString(kind) AS kind, merged_into, first_known,
    toString(gear) AS gear, length_m, gt, built_year, toString(owner_state) AS owner_state, toBool(owner_id != '') AS owner_named, owner_withheld,
    names.value AS name_values, names.source AS name_sources, names.from_at AS name_from, names.to_at AS name_to,
    callsigns.value AS callsign_values, callsigns.source AS callsign_sources, callsigns.from_at AS callsign_from, callsigns.to_at AS callsign_to,
    flags.value AS flag_values, flags.register AS flag_registers, flags.bareboat AS flag_bareboat, flags.source AS flag_sources, flags.from_at AS flag_from, flags.to_at AS flag_to,
    classes.value AS class_values, classes.source AS class_sources, classes.from_at AS class_from, classes.to_at AS class_to
FROM vessels FINAL
WHERE vessel_id IN {ids:Array(String)}
