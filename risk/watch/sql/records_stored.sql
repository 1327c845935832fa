-- How many rows the records have: it is kept with the parts, not counted. It
-- changes when one is stored, and now and then without.
SELECT count() FROM records
