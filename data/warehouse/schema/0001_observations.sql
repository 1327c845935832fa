-- What came in, as it came in: one table per contract, keyed so that a replay
-- changes nothing. Every table here holds what a producer was told is safe, so
-- parts are synced to disk before an insert is answered and old parts are kept
-- until the merged one has reached the disk.
--
-- A replayed row has the same key; first_received makes the row that was
-- received first the one with the highest version, which is what
-- ReplacingMergeTree keeps. Read with FINAL, or by a GROUP BY over the key.

CREATE TABLE positions (
    mmsi UInt32,
    observed_at DateTime64(3, 'UTC'),
    payload_hash UInt64,
    received_at DateTime64(3, 'UTC'),
    lon Float64 CODEC(ZSTD(1)),
    lat Float64 CODEC(ZSTD(1)),
    speed_kn Float32 COMMENT 'NaN: not reported' CODEC(ZSTD(1)),
    course_deg Float32 COMMENT 'NaN: not reported' CODEC(ZSTD(1)),
    heading_deg UInt16 COMMENT '511: not reported',
    nav_status UInt8 COMMENT '15: not reported',
    transmitter Enum8('unknown' = 0, 'A' = 1, 'B' = 2),
    receiver Enum8('unknown' = 0, 'terrestrial' = 1, 'satellite' = 2, 'dynamic' = 3),
    source String CODEC(ZSTD(1)),
    zone Enum8('unknown' = 0, 'port' = 1, 'internal_waters' = 2, 'territorial_sea' = 3, 'contiguous_zone' = 4, 'eez' = 5, 'high_seas' = 6, 'land' = 7),
    coastal_state String COMMENT 'ISO 3166-1 alpha-3 whose zone it is; empty on the high seas' CODEC(ZSTD(1)),
    shore_m Float32 COMMENT 'metres to the nearest coast',
    port String COMMENT 'UN/LOCODE of the port whose radius covers it' CODEC(ZSTD(1)),
    chart String COMMENT 'version of the chart that placed it' CODEC(ZSTD(1)),
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
PARTITION BY toYYYYMM(observed_at)
ORDER BY (mmsi, observed_at, payload_hash)
TTL toDateTime(received_at) + INTERVAL 24 MONTH
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- Which days of which MMSI were written, and when: what the derivation of
-- vessel-days has to look at again. A replay only adds a mark.
CREATE TABLE touched_days (
    mmsi UInt32,
    day Date,
    written_at DateTime64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY written_at
TTL toDateTime(written_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE MATERIALIZED VIEW positions_touch TO touched_days AS
SELECT DISTINCT mmsi, toDate(observed_at) AS day, now64(3, 'UTC') AS written_at FROM positions;

CREATE TABLE claims (
    source LowCardinality(String),
    event_id String,
    received_at DateTime64(3, 'UTC'),
    imo UInt32,
    mmsi UInt32,
    source_vessel_id String,
    name String,
    callsign String,
    flag LowCardinality(String),
    bareboat Bool,
    register LowCardinality(String),
    class Enum8('unknown' = 0, 'fishing' = 1, 'fish_carrier' = 2, 'factory' = 3, 'support' = 4, 'merchant' = 5, 'passenger' = 6, 'government' = 7, 'other' = 8),
    gear LowCardinality(String),
    gt Float32,
    length_m Float32,
    power_kw Float32,
    built_year UInt16,
    crew_capacity UInt16,
    owner_id String,
    owner_state LowCardinality(String),
    owner_withheld Bool,
    manager_id String,
    manager_state LowCardinality(String),
    crewing_agency_id String,
    crewing_agency_state LowCardinality(String),
    recognised_organisation LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    valid_to DateTime64(3, 'UTC') COMMENT '2200-01-01: not said to have ended',
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
ORDER BY (source, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- Names of owners, managers and agencies, who may be natural persons: the one
-- place that holds them, so that one deletion erases them.
CREATE TABLE party_names (
    party_id String,
    name String,
    received_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(received_at)
ORDER BY party_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- Whose identity was claimed anew, and when.
CREATE TABLE touched_identities (
    mmsi UInt32,
    imo UInt32,
    written_at DateTime64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY written_at
TTL toDateTime(written_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE MATERIALIZED VIEW claims_touch TO touched_identities AS
SELECT DISTINCT mmsi, imo, now64(3, 'UTC') AS written_at FROM claims;

CREATE TABLE portcalls (
    source LowCardinality(String),
    event_id String,
    received_at DateTime64(3, 'UTC'),
    imo UInt32,
    mmsi UInt32,
    name String,
    kind Enum8('announced' = 1, 'arrived' = 2, 'departed' = 3),
    port LowCardinality(String),
    at DateTime64(3, 'UTC'),
    arrived_at DateTime64(3, 'UTC') COMMENT '1970-01-01: not known',
    purpose LowCardinality(String),
    next_port LowCardinality(String),
    by_the_port Bool,
    coastal_state LowCardinality(String),
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
ORDER BY (source, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE TABLE encounters (
    source LowCardinality(String),
    event_id String,
    received_at DateTime64(3, 'UTC'),
    kind Enum8('encounter' = 1, 'loitering' = 2, 'gap' = 3, 'port_visit' = 4, 'fishing' = 5),
    imo UInt32,
    mmsi UInt32,
    name String,
    other_imo UInt32,
    other_mmsi UInt32,
    other_name String,
    other_class Enum8('unknown' = 0, 'fishing' = 1, 'fish_carrier' = 2, 'factory' = 3, 'support' = 4, 'merchant' = 5, 'passenger' = 6, 'government' = 7, 'other' = 8),
    from_at DateTime64(3, 'UTC'),
    to_at DateTime64(3, 'UTC') COMMENT '2200-01-01: not known to have ended',
    lon Float64 COMMENT 'NaN: not reported',
    lat Float64 COMMENT 'NaN: not reported',
    median_distance_m Float32 COMMENT 'NaN: not reported',
    median_speed_kn Float32 COMMENT 'NaN: not reported',
    intentional_disabling Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    port LowCardinality(String),
    zone Enum8('unknown' = 0, 'port' = 1, 'internal_waters' = 2, 'territorial_sea' = 3, 'contiguous_zone' = 4, 'eez' = 5, 'high_seas' = 6, 'land' = 7),
    coastal_state LowCardinality(String),
    shore_m Float32 COMMENT 'NaN: not placed',
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
ORDER BY (source, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE TABLE inspections (
    source LowCardinality(String),
    event_id String,
    received_at DateTime64(3, 'UTC'),
    imo UInt32,
    mmsi UInt32,
    name String,
    at DateTime64(3, 'UTC'),
    port LowCardinality(String),
    authority LowCardinality(String),
    labour Bool COMMENT 'working and living conditions were examined',
    crew_interviewed Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    deficiencies Array(LowCardinality(String)),
    detained Bool,
    labour_detention Bool,
    released_at DateTime64(3, 'UTC') COMMENT '2200-01-01: not known to be released',
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
ORDER BY (source, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- Adverse records. A case (source, case_id) has one row per event about it; its
-- state on a day is that of its last event known by then.
CREATE TABLE records (
    source LowCardinality(String),
    event_id String,
    received_at DateTime64(3, 'UTC'),
    case_id String,
    imo UInt32,
    mmsi UInt32,
    name String,
    kind LowCardinality(String),
    status Enum8('open' = 1, 'disputed' = 2, 'inactive' = 3, 'resolved' = 4),
    stated_at DateTime64(3, 'UTC') COMMENT 'ce_time of the statement, else received_at: orders the statements about a case',
    valid_from DateTime64(3, 'UTC'),
    valid_to DateTime64(3, 'UTC') COMMENT '2200-01-01: not said to have ended',
    review_on Date COMMENT '1970-01-01: not given',
    authority String,
    reference String,
    covers Array(LowCardinality(String)),
    first_received UInt64 MATERIALIZED bitNot(toUInt64(toUnixTimestamp64Milli(received_at)))
) ENGINE = ReplacingMergeTree(first_received)
ORDER BY (source, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;
