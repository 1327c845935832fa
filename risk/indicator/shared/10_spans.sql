-- Facts about States that hold on the date.
SELECT topic, subject, from_at, value, stale,
    concat('{"at":', toJSONString(if(from_at > toDateTime64('1901-01-01 00:00:00', 3, 'UTC'), toString(toDate32(from_at)), '')), ',"text":', toJSONString(note), ',"source":', toJSONString(source), '}') AS fact,
    if(stale, concat(' when last listed on ', toString(toDate32(last_known))), '') AS carried
FROM reference_spans FINAL
WHERE vintage = {vintage:String} AND from_at <= {as_of:DateTime64(3, 'UTC')} AND to_at > {as_of:DateTime64(3, 'UTC')}
