-- Which steps a reader may not have been given: all that are numbered up to the
-- newest one it was given but not long before it, since others' may show up
-- late, and so many after it.
SELECT alert_id, sequence, min(number) AS lowest FROM alerts
WHERE number > {from:UInt64} AND number <= {after:UInt64}
GROUP BY alert_id, sequence
UNION ALL
SELECT alert_id, sequence, lowest FROM (
    SELECT alert_id, sequence, min(number) AS lowest FROM alerts
    WHERE number > {after:UInt64}
    GROUP BY alert_id, sequence ORDER BY lowest LIMIT {limit:UInt64}
)
