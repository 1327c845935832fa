-- Boats of which every trip in the last 90 days began and ended near shore on
-- one day, with at least five days out. Whose waters they kept to is compared
-- with the flag where the fleet is chosen.
SELECT vessel_id, arrayDistinct(arrayFlatten(groupArray(arrayMap(z -> (z.zone, z.state), zones)))) AS waters
FROM vessel_days FINAL
WHERE positions > 0 AND day > toDate({as_of:DateTime64(3, 'UTC')}) - 90 AND first_at <= {as_of:DateTime64(3, 'UTC')} AND {{.Only}}
    AND vessel_id IN (SELECT vessel_id FROM ships WHERE length_m < 24 AND gt < 300)
GROUP BY vessel_id
HAVING countIf(NOT ((first_port != '' OR first_shore_m <= 5556) AND (last_port != '' OR last_shore_m <= 5556))) = 0
    AND countIf(distance_m >= 1852 AND max_speed_kn >= 2) >= 5
