-- The vessels that are scored, with the populations at work on them (bit 1
-- seafarers, bit 2 fishers), when they were seen, and where their windows
-- begin: a window of N days holds N days, not counting the days after the
-- first sight of the vessel on which it was not seen.
SELECT
    s.vessel_id AS vessel_id, s.imo AS imo, s.mmsis AS mmsis, s.class AS class, s.length_m AS length_m, s.gt AS gt,
    s.owner_id AS owner_id, s.owner_state AS owner_state, s.owner_withheld AS owner_withheld,
    s.flags AS flags, s.held AS held, s.told AS told, s.bareboats AS bareboats,
    s.flag AS flag, s.register AS register, s.flag_source AS flag_source,
    multiIf(s.class = 'fishing', 2, s.class IN ('merchant', 'fish_carrier', 'passenger'), 1, 3) AS populations,
    toDate({as_of:DateTime64(3, 'UTC')}) AS today,
    d.seen AS seen, d.first_seen AS first_seen, d.first_outside AS first_outside, d.last_seen AS last_seen, d.active_on AS active_on,
    length(d.seen) AS n,
    if(n >= 365, d.seen[n - 364], if(n = 0, today, d.seen[1] + n) - 365) AS window_12,
    if(n >= 730, d.seen[n - 729], if(n = 0, today, d.seen[1] + n) - 730) AS window_24,
    if(n >= 1095, d.seen[n - 1094], if(n = 0, today, d.seen[1] + n) - 1095) AS window_36,
    arrayCount(x -> x > today - 365, d.seen) AS seen_365,
    d.may_be_silent AND bitTest(populations, 1) AS may_be_silent
FROM ships AS s
LEFT JOIN days AS d ON d.vessel_id = s.vessel_id
LEFT JOIN day_trips AS t ON t.vessel_id = s.vessel_id
WHERE s.merged_into = ''
    AND s.class != 'government'
    AND (s.kind = 'vessel' OR (s.kind = 'if_it_moves' AND d.ship_like >= 10))
    AND NOT (s.length_m > 0 AND s.length_m < 12)
    AND NOT (notEmpty(t.waters) AND s.flag != '' AND arrayAll(w -> w.1 = 'land' OR (w.1 != 'high_seas' AND w.2 = s.flag), t.waters))
    AND {{.OnlyShip}}
