-- Facts about States that hold on the date, from the dictionary of the vintage.
SELECT topic, subject, from_at, value, stale,
    concat('{"at":', toJSONString(if(from_at > toDateTime64('1901-01-01 00:00:00', 3, 'UTC'), toString(toDate32(from_at)), '')), ',"text":', toJSONString(note), ',"source":', toJSONString(source), '}') AS fact,
    if(stale, concat(' when last listed on ', toString(toDate32(last_known))), '') AS carried
FROM {facts:Identifier}
WHERE from_at <= {as_of:DateTime64(3, 'UTC')} AND until >= {as_of:DateTime64(3, 'UTC')}
