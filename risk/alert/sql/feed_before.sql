-- One position of a span of time, when there is any.
SELECT observed_at FROM positions
WHERE observed_at > {from:DateTime64(3, 'UTC')} AND observed_at <= {to:DateTime64(3, 'UTC')} LIMIT 1
