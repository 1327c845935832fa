-- Claims lie in the order of their sources and ids, and are looked up by the
-- numbers that they name: of few vessels at a time only the granules that hold
-- one of their numbers are read.

ALTER TABLE claims ADD INDEX by_mmsi mmsi TYPE bloom_filter(0.01) GRANULARITY 1, ADD INDEX by_imo imo TYPE bloom_filter(0.01) GRANULARITY 1;

ALTER TABLE claims MATERIALIZE INDEX by_mmsi, MATERIALIZE INDEX by_imo;
