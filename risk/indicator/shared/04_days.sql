-- What each vessel's days say about when it was seen and whether it lay idle. A
-- day is idle when the vessel stayed within 2 NM below 3 knots and was not at a
-- berth: moored, or stopped within 500 m of shore in a port. may_be_silent
-- leaves out, cheaply, those that cannot have been silent for twelve hours far
-- from shore: such a silence leaves six hours of one day or more unseen.
SELECT
    vessel_id,
    arrayCompact(arraySort(groupArray(day))) AS seen,
    min(first_at) AS first_seen,
    min(outside_first_at) AS first_outside,
    max(last_at) AS last_seen,
    sum(ship_like_position) AS ship_like,
    maxIf(day, active) AS active_on,
    max(max_shore_m) >= 92600
        AND (countIf(thin) - argMin(thin, day) + argMin(thin_after, day) > 0 OR length(seen) <= dateDiff('day', min(day), max(day)) OR last_seen <= {as_of:DateTime64(3, 'UTC')} - INTERVAL 12 HOUR) AS may_be_silent
FROM (
    SELECT vessel_id, day, first_at, last_at, outside_first_at, max_shore_m,
        if(from_class_a_or_b > 0, ship_like, 0) AS ship_like_position,
        spread_m >= 3704 OR max_speed_kn >= 3 OR moored > 0 OR arrayExists(m -> m <= 500, stops.max_shore_m) AS active,
        toUInt32(if(day = toDate({as_of:DateTime64(3, 'UTC')}), bitShiftLeft(1, toHour({as_of:DateTime64(3, 'UTC')})) - 1, 16777215)) AS hours_gone,
        bitCount(bitAnd(hours_gone, bitNot(hours_seen))) >= 5 AS thin,
        bitCount(bitAnd(hours_gone, bitNot(bitOr(hours_seen, bitAnd(hours_seen, bitNot(hours_seen) + 1) - 1)))) >= 5 AS thin_after
    FROM vessel_days FINAL
    WHERE positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')} AND {{.Only}}
)
GROUP BY vessel_id
