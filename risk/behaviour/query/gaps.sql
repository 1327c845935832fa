-- Every gap up to {as_of}: six hours or more in which a vessel was not seen by
-- any of its tracks, within a day and across days, and the silence that lasts
-- at {as_of} (open; its far end has no place: NaN). hours leaves out what was
-- an outage of the whole feed. seen_before: positions in the twelve hours
-- before it. reception is good where the feed was alive (five vessels in the
-- two days) and the vessel itself was heard at least 14 times in those twelve
-- hours, as the published disabling model asks; otherwise unknown.
SELECT vessel_id, from_at, to_at, hours, from_lon, from_lat, to_lon, to_lat, from_shore_m, to_shore_m, open, seen_before,
    if(f.vessels >= 5 AND seen_before >= 14, 'good', 'unknown') AS reception
FROM (
    SELECT vessel_id, from_at, to_at, open, from_lon, from_lat, to_lon, to_lat, from_shore_m, to_shore_m, seen_before,
        (SELECT groupArray((from_at, to_at)) FROM ({{outages}})) AS outages,
        (toUnixTimestamp64Milli(to_at) - toUnixTimestamp64Milli(from_at)
            - arraySum(o -> greatest(0, toUnixTimestamp64Milli(least(to_at, o.2)) - toUnixTimestamp64Milli(greatest(from_at, o.1))), outages)) / 3600000 AS hours
    FROM (
        SELECT vessel_id,
            tupleElement(last_seen, 1) AS from_at,
            if(rest = 0, {as_of:DateTime64(3, 'UTC')}, next_from) AS to_at,
            rest = 0 AS open,
            tupleElement(last_seen, 2) AS from_lon, tupleElement(last_seen, 3) AS from_lat, tupleElement(last_seen, 4) AS from_shore_m,
            if(open, nan, next_lon) AS to_lon, if(open, nan, next_lat) AS to_lat, if(open, nan, next_shore_m) AS to_shore_m,
            toUInt32(tupleElement(last_seen, 5)) AS seen_before
        FROM (
            SELECT vessel_id,
                max((seen_to, seen_to_lon, seen_to_lat, seen_to_shore_m, heard)) OVER before AS last_seen,
                leadInFrame(seen_from) OVER after AS next_from,
                leadInFrame(seen_from_lon) OVER after AS next_lon,
                leadInFrame(seen_from_lat) OVER after AS next_lat,
                leadInFrame(seen_from_shore_m) OVER after AS next_shore_m,
                count() OVER (PARTITION BY vessel_id ORDER BY seen_from, seen_to ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS rest
            FROM (
                -- What was heard before midnight counts for the part of the twelve hours that lies there.
                SELECT vessel_id, seen_from, seen_to, seen_from_lon, seen_from_lat, seen_from_shore_m, seen_to_lon, seen_to_lat, seen_to_shore_m,
                    seen_before + if(lagInFrame(day) OVER w = day, 0,
                        floor(lagInFrame(seen_before) OVER w * greatest(0, 43200 - (toUnixTimestamp(seen_to) - toUnixTimestamp(lagInFrame(seen_to) OVER w))) / 43200)) AS heard
                FROM (
                    SELECT vessel_id, day,
                        tupleElement(piece, 1).1 AS seen_from, tupleElement(piece, 1).2 AS seen_from_lon, tupleElement(piece, 1).3 AS seen_from_lat, tupleElement(piece, 1).4 AS seen_from_shore_m,
                        least(tupleElement(piece, 2).1, {as_of:DateTime64(3, 'UTC')}) AS seen_to, tupleElement(piece, 2).2 AS seen_to_lon, tupleElement(piece, 2).3 AS seen_to_lat, tupleElement(piece, 2).4 AS seen_to_shore_m,
                        tupleElement(piece, 2).5 AS seen_before
                    FROM (
                        SELECT vessel_id, day,
                            arrayJoin(arrayZip(
                                arrayPushFront(arrayMap(g -> (g.to_at, g.to_lon, g.to_lat, g.to_shore_m), gaps), (first_at, first_lon, first_lat, first_shore_m)),
                                arrayPushBack(arrayMap(g -> (g.from_at, g.from_lon, g.from_lat, g.from_shore_m, g.seen_before), gaps), (last_at, last_lon, last_lat, last_shore_m, seen_before_last)))) AS piece
                        FROM vessel_days FINAL
                        WHERE positions > 0 AND {{only}} AND first_at <= {as_of:DateTime64(3, 'UTC')}
                    )
                    WHERE seen_from <= {as_of:DateTime64(3, 'UTC')}
                )
                WINDOW w AS (PARTITION BY vessel_id ORDER BY seen_from, seen_to ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
            )
            WINDOW
                before AS (PARTITION BY vessel_id ORDER BY seen_from, seen_to ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
                after AS (PARTITION BY vessel_id ORDER BY seen_from, seen_to ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)
        )
        WHERE to_at >= from_at + INTERVAL 6 HOUR
    )
    WHERE hours >= 6
) AS g
LEFT JOIN (
    SELECT arrayJoin([day, day + 1]) AS day, uniq(vessel_id) AS vessels FROM vessel_days WHERE positions > 0 GROUP BY day
) AS f ON f.day = toDate(g.from_at)
