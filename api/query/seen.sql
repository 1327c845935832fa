-- When a vessel was seen, in all, and over the last twelve months.
SELECT sum(positions) AS positions, uniqExact(day) AS days, min(first_at) AS first_at, max(least(last_at, {as_of:DateTime64(3, 'UTC')})) AS last_at,
    uniqExactIf(day, day > toDate({as_of:DateTime64(3, 'UTC')}) - 365) AS days_in_year
FROM vessel_days FINAL
WHERE vessel_id = {vessel:String} AND positions > 0 AND first_at <= {as_of:DateTime64(3, 'UTC')}
HAVING positions > 0
