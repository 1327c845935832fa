-- What each vessel's days say about when it was seen and whether it lay idle. A
-- day is idle when the vessel stayed within 2 NM below 3 knots and was not at a
-- berth: moored, or stopped within 500 m of shore in a port.
SELECT
    vessel_id,
    arraySort(groupUniqArray(day)) AS seen,
    min(first_at) AS first_seen,
    max(last_at) AS last_seen,
    sum(if(from_class_a_or_b > 0, ship_like, 0)) AS ship_like,
    maxIf(day, spread_m >= 3704 OR max_speed_kn >= 3 OR moored > 0 OR arrayExists(s -> s.max_shore_m <= 500, stops)) AS active_on
FROM vessel_days FINAL
WHERE positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')} AND {{.Only}}
GROUP BY vessel_id
