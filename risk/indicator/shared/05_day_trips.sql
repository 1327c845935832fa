-- Boats that make day trips only: in the last 90 days at least five days out,
-- and no night. A day may begin or end out at sea when the boat was near shore
-- at the report before or after, twelve hours away at most: reports are sparse.
-- So may the day of its first sight begin, and so may today, which is not over,
-- end. Whose waters they kept to is compared with the flag where the fleet is
-- chosen.
SELECT vessel_id, waters
FROM (
    SELECT vessel_id, arrayDistinct(arrayFlatten(groupArray(arrayMap(z -> (z.zone, z.state), zones)))) AS waters,
        countIf(distance_m >= 1852 AND max_speed_kn >= 2) AS days_out,
        arraySort(groupArray((first_at, last_at, first_port != '' OR first_shore_m <= 5556, last_port != '' OR last_shore_m <= 5556))) AS trips
    FROM vessel_days FINAL
    WHERE positions > 0 AND day > toDate({as_of:DateTime64(3, 'UTC')}) - 90 AND first_at <= {as_of:DateTime64(3, 'UTC')} AND {{.Only}}
        AND vessel_id IN (SELECT vessel_id FROM ships WHERE length_m < 24 AND gt < 300)
    GROUP BY vessel_id
)
WHERE days_out >= 5
    AND NOT arrayExists(i -> i > 1 AND NOT trips[i].3 AND (NOT trips[i - 1].4 OR trips[i].1 > trips[i - 1].2 + INTERVAL 12 HOUR), arrayEnumerate(trips))
    AND NOT arrayExists(i -> NOT trips[i].4 AND toDate(trips[i].2) < toDate({as_of:DateTime64(3, 'UTC')})
        AND (i = length(trips) OR NOT trips[i + 1].3 OR trips[i + 1].1 > trips[i].2 + INTERVAL 12 HOUR), arrayEnumerate(trips))
