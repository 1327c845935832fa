-- When the whole feed was silent up to {as_of}: six hours or more without a
-- position of any vessel, though at least five had been seen in the 24 hours
-- before. With fewer vessels a silent feed cannot be told from silent ships.
-- Found by the hours in which anything was seen, then cut exactly by what the
-- days next to the silence hold. open: it lasts at {as_of}.
SELECT from_at, to_at, open
FROM (
    SELECT after_hour, until_hour, open,
        maxIf(seen_to, seen_to < toDateTime64((after_hour + 1) * 3600, 3, 'UTC')) AS from_at,
        if(open, {as_of:DateTime64(3, 'UTC')}, minIf(seen_from, seen_from >= toDateTime64(until_hour * 3600, 3, 'UTC'))) AS to_at,
        countIf(seen_from < toDateTime64((after_hour + 1) * 3600, 3, 'UTC') AND seen_to >= least(toDateTime64(until_hour * 3600, 3, 'UTC'), {as_of:DateTime64(3, 'UTC')})) AS spanning,
        uniqExactIf(vessel_id, seen_to >= toDateTime64((after_hour + 1) * 3600, 3, 'UTC') - INTERVAL 24 HOUR AND seen_from < toDateTime64((after_hour + 1) * 3600, 3, 'UTC')) AS vessels
    FROM (
        SELECT vessel_id, day, tupleElement(piece, 1) AS seen_from, least(tupleElement(piece, 2), {as_of:DateTime64(3, 'UTC')}) AS seen_to
        FROM (
            SELECT vessel_id, day,
                arrayJoin(arrayZip(arrayPushFront(arrayMap(g -> g.to_at, gaps), first_at), arrayPushBack(arrayMap(g -> g.from_at, gaps), last_at))) AS piece
            FROM vessel_days FINAL
            WHERE positions > 0 AND day <= toDate({as_of:DateTime64(3, 'UTC')})
        )
        WHERE seen_from <= {as_of:DateTime64(3, 'UTC')}
    ) AS pieces
    INNER JOIN (
        SELECT after_hour, until_hour, open, arrayJoin(arrayDistinct([toDate(toDateTime(after_hour * 3600, 'UTC')) - 1, toDate(toDateTime(after_hour * 3600, 'UTC')), toDate(toDateTime(until_hour * 3600, 'UTC'))])) AS day
        FROM (
            SELECT hour AS after_hour, leadInFrame(hour, 1, toUInt32(intDiv(toUnixTimestamp({as_of:DateTime64(3, 'UTC')}), 3600) + 1)) OVER w AS until_hour,
                row_number() OVER w = count() OVER () AS open
            FROM (
                SELECT arrayJoin(arrayFilter(h -> bitTest(seen, h), range(24))) + toUInt32(toUInt16(day)) * 24 AS hour
                FROM (
                    SELECT day, groupBitOr(hours_seen) AS seen FROM vessel_days
                    WHERE positions > 0 AND day <= toDate({as_of:DateTime64(3, 'UTC')})
                    GROUP BY day
                )
            )
            WHERE hour <= intDiv(toUnixTimestamp({as_of:DateTime64(3, 'UTC')}), 3600)
            WINDOW w AS (ORDER BY hour ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
        )
        WHERE until_hour >= after_hour + 6
    ) AS silences ON silences.day = pieces.day
    GROUP BY after_hour, until_hour, open
)
WHERE spanning = 0 AND vessels >= 5 AND to_at >= from_at + INTERVAL 6 HOUR
