-- What operators put in the place of the facts and the chart that come with the
-- program. Nothing here is ever changed or deleted: going back is a row too, so
-- that every process sees the same and a backup carries it.

CREATE TABLE imports (
    id String,
    sequence UInt64 COMMENT 'order among all acts, from 1; imports that belong together share one',
    kind LowCardinality(String) COMMENT 'table, zones, ports',
    name LowCardinality(String) COMMENT 'the table; of zones and ports the same as kind',
    action Enum8('import' = 1, 'undo' = 2),
    of String COMMENT 'undo: the id of the import that it takes back',
    at DateTime64(3, 'UTC'),
    by String COMMENT 'who did it, by their own word',
    file String COMMENT 'name of the file that it came from',
    sha256 String COMMENT 'of the accepted content, in hexadecimal',
    bytes UInt64,
    rows UInt64,
    compiled LowCardinality(String) COMMENT 'what came with the program that took it: a later one may bring other facts, which the import hides',
    changes Array(String) COMMENT 'what changed, in words; the first is a summary'
) ENGINE = ReplacingMergeTree
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480;

-- The accepted content in pieces. They are written first; without its row in
-- imports a content is nobody's.
CREATE TABLE import_chunks (
    id String,
    n UInt32,
    content String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
ORDER BY (id, n)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480, index_granularity = 8;

-- Under other facts every score is stored anew: the newest one has to say under
-- which.
ALTER TABLE scores_current ADD COLUMN vintage LowCardinality(String) AFTER model;

ALTER TABLE scores_to_current MODIFY QUERY
SELECT vessel_id, population, scored_at, as_of, model, vintage, points, could_be, band, completeness, pillars, pillar_points FROM scores;
