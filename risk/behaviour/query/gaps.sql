-- Every gap up to {as_of}: six hours or more in which a vessel was not seen by
-- any of its tracks, within a day and across days, and the silence that lasts
-- at {as_of} (open; its far end has no place: NaN). hours leaves out what was
-- an outage of the whole feed. seen_before: positions in the twelve hours
-- before it. reception is good where the feed was alive (five vessels in the
-- two days) and the vessel itself was heard at least 14 times in those twelve
-- hours, as the published disabling model asks; otherwise unknown.
SELECT vessel_id, from_at, to_at, hours, near_end.2 AS from_lon, near_end.3 AS from_lat,
    if(open, nan, far_end.2) AS to_lon, if(open, nan, far_end.3) AS to_lat, near_end.4 AS from_shore_m, if(open, nan, far_end.4) AS to_shore_m,
    open, toUInt32(near_end.5 + floor(heard_yesterday)) AS seen_before,
    if(f.vessels >= 5 AND seen_before >= 14, 'good', 'unknown') AS reception
FROM (
    -- What the days at its two ends, and the day before, know of each gap.
    SELECT vessel_id, from_at, to_at, any(g.hours) AS hours,
        max(if(last_at = from_at,
            (toUInt8(1), last_lon, last_lat, last_shore_m, seen_before_last),
            arrayFirst(x -> x.1 = 1, arrayMap(s -> (toUInt8(s.from_at = g.from_at), s.from_lon, s.from_lat, s.from_shore_m, s.seen_before), gaps)))) AS near_end,
        max(if(first_at = to_at,
            (toUInt8(1), first_lon, first_lat, first_shore_m),
            arrayFirst(x -> x.1 = 1, arrayMap(s -> (toUInt8(s.to_at = g.to_at), s.to_lon, s.to_lat, s.to_shore_m), gaps)))) AS far_end,
        far_end.1 = 0 AS open,
        max(if(d.day < toDate(from_at), seen_before_last * greatest(0, 43200 - (toUnixTimestamp(from_at) - toUnixTimestamp(last_at))) / 43200, 0)) AS heard_yesterday
    FROM (
        SELECT vessel_id, day, first_at, first_lon, first_lat, first_shore_m, last_at, last_lon, last_lat, last_shore_m, seen_before_last, gaps
        FROM vessel_days FINAL WHERE positions > 0 AND {{only}} AND first_at <= {as_of:DateTime64(3, 'UTC')}
    ) AS d
    INNER JOIN (
        SELECT vessel_id, from_at, to_at, hours, arrayJoin(arrayDistinct([toDate(from_at) - 1, toDate(from_at), toDate(to_at)])) AS day
        FROM (
            SELECT vessel_id, from_at, to_at,
                (SELECT groupArray((from_at, to_at)) FROM ({{outages}})) AS outages,
                (toUnixTimestamp64Milli(to_at) - toUnixTimestamp64Milli(from_at)
                    - arraySum(o -> greatest(0, toUnixTimestamp64Milli(least(to_at, o.2)) - toUnixTimestamp64Milli(greatest(from_at, o.1))), outages)) / 3600000 AS hours
            FROM (
                SELECT vessel_id, tupleElement(gap, 1) AS from_at, tupleElement(gap, 2) AS to_at
                FROM (
                    -- The times that it was seen, in order; where two tracks of one vessel overlap, the later end so far.
                    SELECT vessel_id, arraySort(groupArrayArray(seen)) AS times,
                        arrayMap(s -> least(s.2, {as_of:DateTime64(3, 'UTC')}), times) AS ends,
                        arrayJoin(arrayFilter(
                            g -> g.2 >= g.1 + INTERVAL 6 HOUR,
                            arrayZip(
                                if(uniqExact(mmsi, segment) = 1, ends, arrayReduceInRanges('max', arrayMap(i -> (1, i), arrayEnumerate(ends)), ends)),
                                arrayPushBack(arrayPopFront(arrayMap(s -> s.1, times)), {as_of:DateTime64(3, 'UTC')})))) AS gap
                    FROM (
                        SELECT vessel_id, mmsi, segment,
                            arrayFilter(s -> s.1 <= {as_of:DateTime64(3, 'UTC')},
                                arrayZip(arrayPushFront(arrayMap(g -> g.to_at, gaps), first_at), arrayPushBack(arrayMap(g -> g.from_at, gaps), last_at))) AS seen
                        FROM vessel_days FINAL
                        WHERE positions > 0 AND {{only}} AND first_at <= {as_of:DateTime64(3, 'UTC')}
                    )
                    GROUP BY vessel_id
                )
            )
            WHERE hours >= 6
        )
    ) AS g ON g.vessel_id = d.vessel_id AND g.day = d.day
    GROUP BY vessel_id, from_at, to_at
) AS ends
LEFT JOIN (
    SELECT arrayJoin([day, day + 1]) AS day, uniqUpTo(5)(vessel_id) AS vessels FROM vessel_days WHERE positions > 0 GROUP BY day
) AS f ON f.day = toDate(ends.from_at)
