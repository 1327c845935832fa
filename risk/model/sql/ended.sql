-- Ends the scores of vessels that turned out not to be of a kind, class or size
-- that is scored, or that were merged: rows without a band, points or model.
SELECT vessel_id, population, {now:DateTime64(3, 'UTC')} AS scored_at, {as_of:DateTime64(3, 'UTC')} AS as_of, {vintage:String} AS vintage
FROM scores_current FINAL
WHERE band != '' AND (vessel_id, toUInt8(population)) NOT IN (
    SELECT vessel_id, toUInt8(arrayJoin(arrayFilter(p -> bitTest(populations, p - 1), [1, 2]))) FROM fleet
)
