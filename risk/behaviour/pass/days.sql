-- The days of vessels, from the deduplicated positions of one piece of the
-- work: MMSIs {lo} to {hi}, days {from} to {to} of one month, of those only
-- the days that were touched since {since}. What the columns measure is said
-- where the table is made. {{tracks}} is one of tracks_single and
-- tracks_several: the same for MMSIs without and with further hulls.
INSERT INTO vessel_days (
    vessel_id, day, mmsi, segment, positions, from_satellite, from_class_a_or_b, ship_like, jumps, first_at, last_at,
    first_lon, first_lat, first_shore_m, first_port, last_lon, last_lat, last_shore_m, last_port,
    outside_first_at, outside_last_at, hours_seen, seen_before_last, distance_m, spread_m, max_speed_kn, min_shore_m, max_shore_m,
    anchored, moored, zones, gaps, stops, version)
SELECT
    vessel_id, day, mmsi, segment, seen, satellite, class_a_or_b, at_sea_speed, impossible, first_seen, last_seen,
    opening.1, opening.2, opening.3, opening.4, closing.1, closing.2, closing.3, closing.4,
    if(outside = 0, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), outside_first), outside_last,
    hours,
    last_row + 1 - arrayFirst(h -> h.1 + 12 > toHour(last_seen), hour_rows).2,
    distance,
    geoDistance(0, south, least(180, east - west, east_pacific - west_pacific), north),
    ifNull(fastest, nan), nearest_shore, farthest_shore, at_anchor, at_berth,
    arrayMap((z, n) -> (z.1, z.2, n), zone_sums.1, zone_sums.2),
    arrayMap(g -> (g.2, g.3, g.4, g.5, g.6, g.7, g.8, g.9, toUInt32(g.1 - arrayFirst(h -> h.1 + 12 > toHour(g.2), hour_rows).2)), arraySort(silences)),
    arrayMap(
        s -> (s[1].3, s[1].1, s[-1].1, s[1].7, toUInt32(arrayCount(x -> x.5 = 5, s)), toUInt32(arrayCount(x -> x.5 != 15, s)), arrayMax(x -> x.6, s), toUInt32(length(s))),
        arrayFilter(
            s -> s[1].4 = 1,
            arraySplit((x, cut) -> cut, berths, arrayMap((x, before) -> x.4 != before.4 OR x.3 != before.3, berths, arrayPopBack(arrayPushFront(berths, berths[1])))))),
    {version:DateTime64(6, 'UTC')}
FROM (
    -- Runs within a day become counts: hours, zones, and stops, which go on
    -- between 0.2 and 0.5 knots as they began.
    SELECT *,
        arraySort(hours_entered) AS hour_rows,
        arraySort(berthing) AS near_port,
        arrayMap((x, state) -> (x.1, x.2, x.3, state, x.5, x.6, x.7), near_port, arrayFill(x -> x != 0, arrayMap(x -> x.4, near_port))) AS berths,
        arraySort(zones_entered) AS zone_rows,
        arrayReduce('sumMap',
            [arrayMap(z -> (toString(z.2), toString(z.3)), zone_rows)],
            [arrayMap((z, next) -> toUInt32(next - z.1), zone_rows, arrayPushBack(arrayPopFront(arrayMap(z -> z.1, zone_rows)), last_row + 1))]) AS zone_sums
    FROM (
        SELECT
            mmsi, segment, valid_from, day,
            count() AS seen,
            countIf(receiver = 'satellite') AS satellite,
            countIf(transmitter != 'unknown') AS class_a_or_b,
            countIf(speed_kn >= 4 AND speed_kn <= 40) AS at_sea_speed,
            countIf(follows AND moved_m > 10000 AND moved_m * 3.6 / 1.852 > 60 * seconds) AS impossible,
            min(observed_at) AS first_seen, max(observed_at) AS last_seen,
            argMin((lon, lat, shore_m, port), row) AS opening, argMax((lon, lat, shore_m, port), row) AS closing,
            countIf(port = '') AS outside, minIf(observed_at, port = '') AS outside_first, maxIf(observed_at, port = '') AS outside_last,
            groupBitOr(bitShiftLeft(toUInt32(1), hour)) AS hours,
            sumIf(moved_m, follows) AS distance,
            min(lat) AS south, max(lat) AS north, min(lon) AS west, max(lon) AS east,
            min(if(lon < 0, lon + 360, lon)) AS west_pacific, max(if(lon < 0, lon + 360, lon)) AS east_pacific,
            maxOrNullIf(speed, NOT isNaN(speed)) AS fastest,
            min(shore_m) AS nearest_shore, max(shore_m) AS farthest_shore,
            countIf(nav_status = 1) AS at_anchor, countIf(nav_status = 5) AS at_berth,
            max(row) AS last_row,
            groupArrayIf((hour, row), NOT follows OR hour != toHour(before_at)) AS hours_entered,
            groupArrayIf((row, zone, coastal_state), NOT follows OR zone != before_zone OR coastal_state != before_state) AS zones_entered,
            groupArrayIf((row, before_at, observed_at, before_lon, before_lat, lon, lat, before_shore_m, shore_m), follows AND seconds >= 21600) AS silences,
            groupArrayIf(
                (observed_at, row, port, toInt8(step), nav_status, shore_m, if(follows, before_at, toDateTime64(0, 3, 'UTC'))),
                port != '' OR (follows AND before_port != '')) AS berthing
        FROM (
            SELECT *,
                before_at >= valid_from AND toDate(before_at) = day AS follows,
                (toUnixTimestamp64Milli(observed_at) - toUnixTimestamp64Milli(before_at)) / 1000 AS seconds,
                if(follows, geoDistance(before_lon, before_lat, lon, lat), 0) AS moved_m,
                -- Without a reported speed, that of the distance made since the last position, if that was not long ago.
                if(isNaN(speed_kn) AND follows AND seconds >= 60 AND seconds < 21600, toFloat32(moved_m * 3.6 / 1.852 / seconds), speed_kn) AS speed,
                -- 1 begins a stop, -1 ends it, 0 leaves things as they are. A day that begins slowly in a port begins stopped.
                multiIf(port = '', -1, speed > 0.5, -1, speed < 0.2, 1, NOT follows AND NOT isNaN(speed), 1, port != before_port, -1, 0) AS step
            FROM (
                SELECT
                    mmsi, segment, valid_from, toDate(observed_at) AS day, toHour(observed_at) AS hour, observed_at, lon, lat, speed_kn, nav_status,
                    transmitter, receiver, zone, coastal_state, shore_m, port,
                    row_number() OVER w AS row,
                    lagInFrame(observed_at) OVER w AS before_at, lagInFrame(lon) OVER w AS before_lon, lagInFrame(lat) OVER w AS before_lat,
                    lagInFrame(shore_m) OVER w AS before_shore_m, lagInFrame(zone) OVER w AS before_zone,
                    lagInFrame(coastal_state) OVER w AS before_state, lagInFrame(port) OVER w AS before_port
                FROM (
{{tracks}}
                ) AS p
                INNER JOIN (
                    SELECT mmsi, segment, valid_from, valid_to FROM links FINAL
                    WHERE known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
                ) AS l ON p.mmsi = l.mmsi AND p.segment = l.segment
                WHERE observed_at >= valid_from AND observed_at < valid_to
                WINDOW w AS (PARTITION BY mmsi, segment ORDER BY observed_at, payload_hash ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
            )
        )
        GROUP BY mmsi, segment, valid_from, day
    )
) AS days
INNER JOIN (
    SELECT mmsi, segment, valid_from, vessel_id FROM links FINAL
    WHERE known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
) AS names ON names.mmsi = days.mmsi AND names.segment = days.segment AND names.valid_from = days.valid_from
