-- What is judged: the model and the reference facts as SQL reads them, scores
-- and alerts. Scores and alerts are append-only: as it stood on a day is read.

CREATE TABLE reference_spans (
    vintage LowCardinality(String),
    topic LowCardinality(String),
    subject LowCardinality(String),
    from_at DateTime64(3, 'UTC'),
    to_at DateTime64(3, 'UTC'),
    value LowCardinality(String),
    stale Bool,
    last_known DateTime64(3, 'UTC') COMMENT 'day of the list that it rests on',
    note String,
    source String,
    status LowCardinality(String)
) ENGINE = ReplacingMergeTree
ORDER BY (vintage, topic, subject, from_at);

CREATE TABLE model_indicators (
    model LowCardinality(String),
    indicator LowCardinality(String),
    population Enum8('seafarer' = 1, 'fisher' = 2),
    pillar LowCardinality(String),
    weight Float64,
    position UInt16 COMMENT 'order in which it is shown',
    state_lookup Bool COMMENT 'says nothing about this vessel when known: left out of completeness',
    covered_by LowCardinality(String) COMMENT 'the list whose completeness makes absence known; empty: none',
    flags UInt16 COMMENT 'bits of what it can raise for a floor'
) ENGINE = ReplacingMergeTree
ORDER BY (model, population, indicator);

CREATE TABLE scores (
    vessel_id String,
    population Enum8('seafarer' = 1, 'fisher' = 2),
    scored_at DateTime64(3, 'UTC') COMMENT 'when it became known',
    as_of DateTime64(3, 'UTC') COMMENT 'the moment that it speaks of',
    model LowCardinality(String),
    vintage LowCardinality(String),
    points UInt8 COMMENT 'rounded half up',
    could_be UInt8 COMMENT 'if everything unknown were adverse',
    band LowCardinality(String),
    gate LowCardinality(String) COMMENT 'the gate that kept the band lower, or empty',
    floors Array(LowCardinality(String)),
    completeness UInt8,
    total Float64 COMMENT 'before floors and rounding',
    pillars Array(LowCardinality(String)),
    pillar_points Array(Float64),
    pillar_could_be Array(Float64),
    pillar_completeness Array(Float64) COMMENT '0 to 100; NaN: nothing in it applies',
    indicators Array(LowCardinality(String)),
    states Array(LowCardinality(String)) COMMENT 'measured, unknown, not_applicable',
    indicator_values Array(Float64),
    weights Array(Float64),
    indicator_points Array(Float64),
    indicator_could_be Array(Float64) COMMENT 'the value, decayed, if what is unknown were adverse',
    indicator_known Array(Float64) COMMENT '0 to 1: the share that was measured',
    indicator_decays Array(Float64),
    evidence Array(String) COMMENT 'JSON: summary, dated facts, sources',
    observed_from Array(DateTime64(3, 'UTC')),
    observed_to Array(DateTime64(3, 'UTC'))
) ENGINE = MergeTree
ORDER BY (vessel_id, population, scored_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- The newest score of each vessel and population. It repeats, it does not sum.
CREATE TABLE scores_current (
    vessel_id String,
    population Enum8('seafarer' = 1, 'fisher' = 2),
    scored_at DateTime64(3, 'UTC'),
    as_of DateTime64(3, 'UTC'),
    model LowCardinality(String),
    points UInt8,
    could_be UInt8,
    band LowCardinality(String),
    completeness UInt8,
    pillars Array(LowCardinality(String)),
    pillar_points Array(Float64)
) ENGINE = ReplacingMergeTree(scored_at)
ORDER BY (vessel_id, population)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW scores_to_current TO scores_current AS
SELECT vessel_id, population, scored_at, as_of, model, points, could_be, band, completeness, pillars, pillar_points FROM scores;

-- Alert transitions. number is the stream's own order: strictly increasing.
CREATE TABLE alerts (
    alert_id String,
    sequence UInt32,
    number UInt64,
    vessel_id String,
    population LowCardinality(String) COMMENT 'empty where the rule is about the vessel or the feed',
    rule LowCardinality(String),
    place LowCardinality(String),
    step LowCardinality(String),
    state LowCardinality(String),
    reason String,
    band LowCardinality(String),
    points UInt8,
    could_be UInt8,
    completeness UInt8,
    model LowCardinality(String),
    scored_at DateTime64(3, 'UTC'),
    suppressed UInt32 COMMENT 'repeats since the step before that changed nothing',
    evidence String COMMENT 'JSON',
    observed_at DateTime64(3, 'UTC') COMMENT 'when what it tells of happened',
    accepted_at DateTime64(3, 'UTC') COMMENT 'received_at of the message that caused it, 1970-01-01 when the clock did',
    at DateTime64(6, 'UTC') COMMENT 'when the step was taken'
) ENGINE = ReplacingMergeTree(at)
ORDER BY (alert_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- Which alert transitions were sent where: the outbox's other half.
CREATE TABLE alert_deliveries (
    channel LowCardinality(String),
    alert_id String,
    sequence UInt32,
    delivered_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(delivered_at)
ORDER BY (channel, alert_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
