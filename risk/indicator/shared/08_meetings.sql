-- Meetings at sea with a carrier, from either vessel's side, one a day with each
-- partner: the same meeting is often told twice.
WITH sides AS (
    SELECT imo, mmsi, other_imo AS partner_imo, other_mmsi AS partner_mmsi, other_name AS partner_name,
        other_class = 'fish_carrier' AS partner_carries, from_at, to_at, source
    FROM encounters FINAL WHERE kind = 'encounter' AND port = '' AND from_at <= {as_of:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT other_imo, other_mmsi, imo, mmsi, name, 0, from_at, to_at, source
    FROM encounters FINAL WHERE kind = 'encounter' AND port = '' AND from_at <= {as_of:DateTime64(3, 'UTC')}
),
known_sides AS (
    SELECT w.vessel_id AS vessel_id, x.* FROM sides AS x INNER JOIN who_imo AS w ON w.of_imo = x.imo WHERE x.imo != 0
    UNION ALL
    SELECT w.vessel_id AS vessel_id, x.* FROM sides AS x INNER JOIN who_mmsi AS w ON w.of_mmsi = x.mmsi
    WHERE x.mmsi != 0 AND (x.imo = 0 OR (w.hull_imo = 0 AND x.imo NOT IN (SELECT of_imo FROM who_imo))) AND w.linked_from <= x.from_at AND w.linked_to > x.from_at
),
partners AS (
    SELECT k.vessel_id AS vessel_id, k.partner_imo AS partner_imo, k.partner_mmsi AS partner_mmsi, k.partner_name AS partner_name, k.partner_carries AS partner_carries,
        k.from_at AS from_at, toString(k.source) AS source, if(i.vessel_id != '', i.vessel_id, m.vessel_id) AS partner_id
    FROM known_sides AS k
    LEFT JOIN who_imo AS i ON i.of_imo = k.partner_imo
    LEFT JOIN (SELECT of_mmsi, argMax(vessel_id, linked_to) AS vessel_id FROM who_mmsi GROUP BY of_mmsi) AS m ON m.of_mmsi = k.partner_mmsi
)
SELECT p.vessel_id AS vessel_id,
    multiIf(p.partner_id != '', p.partner_id, p.partner_imo != 0, concat('IMO ', toString(p.partner_imo)), p.partner_mmsi != 0, concat('MMSI ', toString(p.partner_mmsi)), p.partner_name) AS partner,
    any(p.partner_id) AS partner_id, any(p.partner_name) AS partner_name, min(p.from_at) AS at, any(p.source) AS source
FROM partners AS p
LEFT JOIN ships AS s ON s.vessel_id = p.partner_id
WHERE p.partner_carries OR s.class = 'fish_carrier'
GROUP BY vessel_id, partner, toDate(p.from_at)
