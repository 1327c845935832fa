-- Vessels that fit what somebody has in hand, the best fit first. Names and call
-- signs are stored in capitals; signs are left out of the comparison. rank: 0 a
-- number, 1 the whole name or call sign, 2 its beginning, 3 every word in it, 4
-- and more so many letters off; 100 a filter alone. after_rank and after_id are
-- the last row already seen.
SELECT vessel_id, rank, matched, toBool(name_rank < 99 AND name_rank <= sign_rank) AS by_name
FROM (
    SELECT vessel_id,
        arrayMap(n -> translateUTF8(n, {signs:String}, ''), names.value) AS plain,
        if({text:String} = '', [], arrayMap(n -> multiIf(n = '', 99, n = {text:String}, 1, startsWith(n, {text:String}), 2, arrayAll(w -> position(n, w) > 0, {words:Array(String)}), 3, 99), plain)) AS fits,
        arrayFilter(i -> abs(toInt32(length(plain[i])) - toInt32(length({text:String}))) <= {slips:UInt8} AND fits[i] = 99, if({slips:UInt8} = 0, [], arrayEnumerate(fits))) AS near,
        arrayMap(i -> damerauLevenshteinDistance(plain[i], {text:String}), near) AS slipped,
        if(empty(slipped), 99, arrayMin(slipped)) AS fewest,
        least(if(empty(fits), 99, arrayMin(fits)), if(fewest <= {slips:UInt8}, 3 + fewest, 99)) AS name_rank,
        ({sign:String} != '' OR {text:String} != '') AND arrayExists(c -> c != '' AND translateUTF8(c, {signs:String}, '') IN ({sign:String}, {text:String}), callsigns.value) AS signed,
        if(signed, 1, 99) AS sign_rank,
        toUInt8(multiIf({numbered:UInt8} = 1, 0, {text:String} = '' AND {sign:String} = '', 100, least(name_rank, sign_rank))) AS rank,
        multiIf(name_rank >= 99, '', name_rank <= 3, names.value[indexOf(fits, name_rank)], names.value[near[indexOf(slipped, fewest)]]) AS matched,
        arrayFilter(f -> f.from_at <= {as_of:DateTime64(3, 'UTC')} AND f.to_at > {as_of:DateTime64(3, 'UTC')} AND f.value != '', flags) AS held,
        arrayFilter(f -> f.bareboat, held) AS bareboats, arrayFilter(f -> f.source != 'mid', held) AS told,
        multiIf(notEmpty(bareboats), bareboats, notEmpty(told), told, held) AS best,
        if(empty(best), '', best[-1].value) AS flag,
        arrayFilter(c -> c.from_at <= {as_of:DateTime64(3, 'UTC')} AND c.to_at > {as_of:DateTime64(3, 'UTC')} AND c.value NOT IN ('', 'unknown'), classes) AS held_classes,
        if(empty(held_classes), 'unknown', held_classes[-1].value) AS class
    FROM vessels FINAL
    WHERE merged_into = '' AND kind IN ('vessel', 'if_it_moves') AND ({numbered:UInt8} = 0 OR vessel_id IN {ids:Array(String)})
)
WHERE rank < 99 + 99 * ({text:String} = '' AND {sign:String} = '')
    AND ({flag:String} = '' OR flag = {flag:String}) AND ({class:String} = '' OR class = {class:String})
    AND ({band:String} = '' OR vessel_id IN (SELECT vessel_id FROM scores_current FINAL WHERE band = {band:String}))
    AND (rank > {after_rank:UInt8} OR (rank = {after_rank:UInt8} AND vessel_id > {after_id:String}))
ORDER BY rank, vessel_id
LIMIT {limit:UInt16}
