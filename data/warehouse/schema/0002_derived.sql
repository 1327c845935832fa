-- What is derived from the observations, and can be derived again: identity,
-- hulls, vessel-days, conflicts. Open ends are 2200-01-01, open beginnings
-- 1970-01-01. version orders two derivations of the same row.

-- Positions of a second, third ... hull on one MMSI (segment 2 and up), and
-- implausible jumps (segment 0). A position that is not listed is segment 1.
CREATE TABLE hull_positions (
    mmsi UInt32,
    observed_at DateTime64(3, 'UTC'),
    payload_hash UInt64,
    segment UInt8,
    version DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(version)
ORDER BY (mmsi, observed_at, payload_hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Which vessel a track (an MMSI, or one of its hull segments) is, when, and
-- since when we think so. A link that is no longer believed keeps its row and
-- gets a known_to.
CREATE TABLE links (
    mmsi UInt32,
    segment UInt8,
    vessel_id String,
    valid_from DateTime64(3, 'UTC'),
    valid_to DateTime64(3, 'UTC'),
    basis LowCardinality(String),
    known_from DateTime64(3, 'UTC'),
    known_to DateTime64(3, 'UTC'),
    version DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(version)
ORDER BY (mmsi, segment, valid_from, vessel_id, known_from)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row per vessel: its identity over time, folded from claims. merged_into
-- is set on a provisional vessel whose track turned out to be another's.
CREATE TABLE vessels (
    vessel_id String,
    imo UInt32,
    mmsis Array(UInt32),
    names Array(Tuple(value String, source String, from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'))),
    callsigns Array(Tuple(value String, source String, from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'))),
    flags Array(Tuple(value String, register String, bareboat Bool, source String, from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'))) COMMENT 'in order of time; a later claim of the same strength ends the one before; source mid is the weakest',
    classes Array(Tuple(value String, source String, from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'))),
    gear LowCardinality(String),
    length_m Float32 COMMENT '0: not known',
    gt Float32 COMMENT '0: not known',
    built_year UInt16,
    owner_id String,
    owner_state LowCardinality(String),
    owner_withheld Bool,
    kind Enum8('vessel' = 1, 'if_it_moves' = 2, 'gear' = 3, 'structure' = 4) COMMENT 'if_it_moves: an MMSI outside 201 to 775, a vessel only if it moves like one',
    merged_into String,
    first_known DateTime64(3, 'UTC'),
    version DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(version)
ORDER BY vessel_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE conflicts (
    vessel_id String,
    kind LowCardinality(String) COMMENT 'unallocated_mid, mid_not_flag, two_hulls, two_imo_numbers, alternating_names, implausible_jump',
    subject String COMMENT 'what conflicts, as in mmsi 150402951',
    observed_from DateTime64(3, 'UTC'),
    observed_to DateTime64(3, 'UTC'),
    evidence String COMMENT 'JSON',
    known_from DateTime64(3, 'UTC'),
    known_to DateTime64(3, 'UTC'),
    version DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(version)
ORDER BY (vessel_id, kind, subject, known_from)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- A vessel's day, from the deduplicated positions of one track: everything
-- that later passes need, so that they never read a position again. A day with
-- positions = 0 no longer holds (its positions were linked to another vessel).
CREATE TABLE vessel_days (
    vessel_id String,
    day Date,
    mmsi UInt32,
    segment UInt8,
    positions UInt32,
    from_satellite UInt32,
    from_class_a_or_b UInt32,
    ship_like UInt32 COMMENT 'positions at 4 to 40 knots',
    jumps UInt32 COMMENT 'positions that would need more than 60 knots and 10 km from the one before',
    first_at DateTime64(3, 'UTC'),
    last_at DateTime64(3, 'UTC'),
    first_lon Float64,
    first_lat Float64,
    first_shore_m Float32,
    first_port LowCardinality(String),
    last_lon Float64,
    last_lat Float64,
    last_shore_m Float32,
    last_port LowCardinality(String),
    outside_first_at DateTime64(3, 'UTC') COMMENT 'first position outside every port; 2200-01-01: none',
    outside_last_at DateTime64(3, 'UTC') COMMENT 'last position outside every port; 1970-01-01: none',
    hours_seen UInt32 COMMENT 'bit h: seen in hour h, UTC',
    seen_before_last UInt32 COMMENT 'positions in the 12 hours up to last_at, that day, in whole hours',
    distance_m Float32,
    spread_m Float32 COMMENT 'diagonal of the box around the day',
    max_speed_kn Float32 COMMENT 'as reported, else from the distance made; NaN: not known',
    min_shore_m Float32,
    max_shore_m Float32,
    anchored UInt32 COMMENT 'positions with status at anchor',
    moored UInt32 COMMENT 'positions with status moored',
    zones Array(Tuple(zone LowCardinality(String), state LowCardinality(String), positions UInt32)),
    gaps Array(Tuple(from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'), from_lon Float64, from_lat Float64, to_lon Float64, to_lat Float64, from_shore_m Float32, to_shore_m Float32, seen_before UInt32)) COMMENT 'six hours or more without a position, within the day; seen_before: positions in the 12 hours before, that day, in whole hours',
    stops Array(Tuple(port LowCardinality(String), from_at DateTime64(3, 'UTC'), to_at DateTime64(3, 'UTC'), before_at DateTime64(3, 'UTC'), moored UInt32, with_status UInt32, max_shore_m Float32, positions UInt32)) COMMENT 'below 0.2 until above 0.5 knots within a port; before_at: the position before it that day, 1970-01-01 when none',
    version DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(version)
ORDER BY (vessel_id, day, mmsi, segment)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- How far each derivation has read: append-only.
CREATE TABLE derivations (
    name LowCardinality(String),
    watermark DateTime64(3, 'UTC') COMMENT 'everything written up to here has been derived from',
    at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(at)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
