-- Lists that a source says are complete on the date, or were within the last
-- twelve months: only those make absence mean something.
SELECT arrayJoin(covers) AS list, max(least(valid_to, {as_of:DateTime64(3, 'UTC')})) AS until
FROM records FINAL
WHERE kind = 'coverage' AND stated_at <= {as_of:DateTime64(3, 'UTC')} AND valid_from <= {as_of:DateTime64(3, 'UTC')}
    AND valid_to > {as_of:DateTime64(3, 'UTC')} - INTERVAL 12 MONTH
GROUP BY list
