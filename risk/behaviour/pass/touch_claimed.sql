-- Marks every claimed identity as to be derived, as touch_everything does days.
INSERT INTO touched_identities (mmsi, imo, written_at)
SELECT DISTINCT mmsi, imo, now64(3, 'UTC') FROM claims
