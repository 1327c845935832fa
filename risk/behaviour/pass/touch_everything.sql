-- Marks every day of every MMSI as to be derived: for a warehouse that was
-- never derived from, or not for so long that its marks have expired.
INSERT INTO touched_days (mmsi, day, written_at)
SELECT DISTINCT mmsi, toDate(observed_at), now64(3, 'UTC') FROM positions
