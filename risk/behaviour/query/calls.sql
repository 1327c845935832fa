-- Confirmed calls up to {as_of}: what shows that a vessel lay in a port, though
-- not that anyone stepped ashore. Either a stop of 24 hours or more in one port
-- at a berth (moored by most of the positions that have a status, or without any
-- status within 500 m of shore), entered and left as far as was seen (basis
-- berth); or the port's own record (basis port_record), which needs no length.
-- A stop goes on across midnight when the one day ended and the next began in
-- it and at most 24 hours between were unseen, and over a shift of two hours.
SELECT vessel_id, port, from_at, to_at, 'berth' AS basis
FROM (
    SELECT vessel_id, port, min(stop_from) AS from_at, max(stop_to) AS to_at,
        sum(stop_moored) AS at_berth, sum(stop_status) AS with_status, max(stop_shore_m) AS off_shore_m
    FROM (
        SELECT *, sum(begins) OVER (PARTITION BY vessel_id ORDER BY stop_from, stop_to ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stay
        FROM (
            SELECT *,
                NOT (port = lagInFrame(port) OVER w AND (
                    (starts_day AND lagInFrame(ends_day) OVER w AND stop_from <= lagInFrame(stop_to) OVER w + INTERVAL 24 HOUR)
                    OR before_at = lagInFrame(stop_to) OVER w
                    OR stop_from <= lagInFrame(stop_to) OVER w + INTERVAL 2 HOUR)) AS begins
            FROM (
                SELECT vessel_id, tupleElement(stop, 1) AS port, tupleElement(stop, 2) AS stop_from, least(tupleElement(stop, 3), {as_of:DateTime64(3, 'UTC')}) AS stop_to,
                    tupleElement(stop, 4) AS before_at, tupleElement(stop, 5) AS stop_moored, tupleElement(stop, 6) AS stop_status, tupleElement(stop, 7) AS stop_shore_m,
                    stop_from = first_at AS starts_day, tupleElement(stop, 3) = last_at AS ends_day
                FROM (
                    SELECT vessel_id, first_at, last_at, arrayJoin(stops) AS stop FROM vessel_days FINAL
                    WHERE positions > 0 AND {{only}} AND notEmpty(stops) AND first_at <= {as_of:DateTime64(3, 'UTC')}
                )
                WHERE stop_from <= {as_of:DateTime64(3, 'UTC')}
            )
            WINDOW w AS (PARTITION BY vessel_id ORDER BY stop_from, stop_to ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
        )
    )
    GROUP BY vessel_id, port, stay
    HAVING to_at >= from_at + INTERVAL 24 HOUR AND if(with_status > 0, at_berth * 2 > with_status, off_shore_m <= 500)
) AS c
INNER JOIN (
    SELECT vessel_id, min(outside_first_at) AS first_outside,
        max(multiIf(outside_last_at <= {as_of:DateTime64(3, 'UTC')}, outside_last_at, outside_first_at <= {as_of:DateTime64(3, 'UTC')}, outside_first_at, toDateTime64(0, 3, 'UTC'))) AS last_outside
    FROM vessel_days FINAL WHERE positions > 0 AND {{only}} AND first_at <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY vessel_id
) AS o ON o.vessel_id = c.vessel_id
WHERE first_outside < from_at AND last_outside > to_at
UNION ALL
SELECT vessel_id, port, from_at, to_at, 'port_record' AS basis
FROM (
    SELECT if(p.imo != 0, concat('imo-', leftPad(toString(p.imo), 7, '0')), l.vessel_id) AS vessel_id, p.port AS port, p.from_at AS from_at, p.to_at AS to_at
    FROM (
        SELECT imo, mmsi, port, at AS to_at,
            multiIf(kind = 'departed' AND arrived_at > toDateTime64(0, 3, 'UTC'), arrived_at,
                kind = 'departed' AND lagInFrame(kind) OVER w = 'arrived' AND lagInFrame(port) OVER w = port, lagInFrame(at) OVER w, at) AS from_at,
            -- An arrival is told once more by the departure that follows it.
            kind = 'arrived' AND leadInFrame(kind) OVER w = 'departed' AND leadInFrame(port) OVER w = port AS told_again
        FROM (
            SELECT imo, if(imo = 0, mmsi, 0) AS mmsi, port, at, arrived_at, toString(kind) AS kind
            FROM portcalls FINAL WHERE by_the_port AND kind != 'announced' AND at <= {as_of:DateTime64(3, 'UTC')} AND (imo != 0 OR mmsi != 0)
        )
        WINDOW w AS (PARTITION BY imo, mmsi ORDER BY at, kind ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)
    ) AS p
    LEFT JOIN (
        SELECT mmsi, vessel_id, valid_from, valid_to FROM links FINAL WHERE segment = 1 AND known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC')
    ) AS l ON p.imo = 0 AND l.mmsi = p.mmsi
    WHERE NOT p.told_again AND (p.imo != 0 OR (l.valid_from <= p.to_at AND l.valid_to > p.to_at))
)
WHERE vessel_id != '' AND {{only}}
