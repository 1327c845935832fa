-- Marks all days of some MMSIs as to be derived again, because what they are
-- linked to, or which hull sent their positions, has changed. Written before
-- the change itself, so that a pass that ends between the two is made good.
INSERT INTO touched_days (mmsi, day, written_at)
SELECT DISTINCT mmsi, toDate(observed_at), now64(3, 'UTC') FROM positions WHERE mmsi IN {mmsis:Array(UInt32)}
