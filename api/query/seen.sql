-- When a vessel was seen, in all, and over the last twelve months.
SELECT sum(d.positions) AS reports, uniqExact(day) AS days, min(d.first_at) AS first_seen, max(least(d.last_at, {as_of:DateTime64(3, 'UTC')})) AS last_seen,
    uniqExactIf(day, day > toDate({as_of:DateTime64(3, 'UTC')}) - 365) AS days_in_year
FROM vessel_days AS d FINAL
WHERE vessel_id = {vessel:String} AND d.positions > 0 AND d.first_at <= {as_of:DateTime64(3, 'UTC')}
HAVING reports > 0
