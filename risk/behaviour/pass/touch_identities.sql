-- Marks the identity of every MMSI and IMO number as to be folded: for when
-- the codes and MIDs that it is folded with have changed.
INSERT INTO touched_identities (mmsi, imo, written_at)
SELECT mmsi, imo, now64(3, 'UTC') FROM (
    SELECT DISTINCT mmsi, imo FROM claims
    UNION DISTINCT
    SELECT DISTINCT mmsi, toUInt32(0) FROM links
)
