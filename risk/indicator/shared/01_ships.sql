-- Every vessel that is known, with what it was on the date: class, flag,
-- numbers. id is the vessel that it is today, after a merge.
SELECT
    vessel_id,
    if(merged_into != '', merged_into, vessel_id) AS id,
    kind, merged_into, imo, mmsis, length_m, gt, owner_id, owner_state, owner_withheld, flags,
    arrayFilter(c -> c.from_at <= {as_of:DateTime64(3, 'UTC')} AND c.to_at > {as_of:DateTime64(3, 'UTC')} AND c.value NOT IN ('', 'unknown'), classes) AS held_classes,
    if(empty(held_classes), 'unknown', held_classes[-1].value) AS class,
    arrayFilter(f -> f.from_at <= {as_of:DateTime64(3, 'UTC')} AND f.to_at > {as_of:DateTime64(3, 'UTC')} AND f.value != '', flags) AS held,
    arrayFilter(f -> f.source != 'mid', held) AS told,
    arrayFilter(f -> f.bareboat, held) AS bareboats,
    multiIf(notEmpty(bareboats), bareboats, notEmpty(told), told, held) AS best,
    if(empty(best), '', best[-1].value) AS flag,
    if(empty(best), '', best[-1].register) AS register,
    if(empty(best), '', best[-1].source) AS flag_source
FROM vessels FINAL
