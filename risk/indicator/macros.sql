{{- /* Text that several measurements share. */ -}}
{{- define "flag_evidence" -}}
if(f.flag_source = 'mid', replaceOne(s.evidence, '","facts":', ' (the flag is known from the MMSI alone)","facts":'), s.evidence)
{{- end -}}

{{- define "lookup" -}}
SELECT f.vessel_id AS vessel_id, toUInt8({{.Populations}}) AS populations,
    s.adverse AS value, s.adverse AS could, s.fresh AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    {{template "flag_evidence"}} AS evidence, s.since AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM (SELECT vessel_id, flag, flag_source FROM fleet WHERE flag != '') AS f
INNER JOIN (
    SELECT toString(subject) AS subject, toFloat64(value IN ({{.Adverse}})) AS adverse, toFloat64(NOT stale) AS fresh, from_at AS since,
        concat('{"summary":', toJSONString(concat({{.Words}}, carried)), ',"facts":[', fact, ']}') AS evidence
    FROM spans WHERE topic = '{{.Topic}}' AND value IN ({{.Adverse}}, {{.Fine}})
) AS s ON s.subject = f.flag
{{- end -}}

{{- define "case" -}}
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(max(open)) AS value,
    if(max(open), 1, toFloat64('{{.Kind}}' NOT IN (SELECT toString(list) FROM covered))) AS could,
    toFloat64(max(open) OR '{{.Kind}}' IN (SELECT toString(list) FROM covered)) AS known,
    toFloat64(1) AS decay, toUInt8(known) AS state, toUInt16(if(max(open), {{.Flags}}, 0)) AS flags,
    {{evidence (printf "concat(%s, '; of ', toString(count()), ' case(s), ', toString(countIf(open)), ' not ended')" .Words)
        "arraySlice(arraySort(groupArray((toString(toDate(began)), concat('case ', case_key, ', ', status, if(authority = '', '', concat(', ', authority)), if(reference = '', '', concat(', ', reference))), toString(source)))), 1, 10)"}} AS evidence,
    min(began) AS observed_from, if(max(open), {as_of:DateTime64(3, 'UTC')}, max(least(ended_at, {as_of:DateTime64(3, 'UTC')}))) AS observed_to
FROM (SELECT *, {{.Open}} AS open FROM cases WHERE kind = '{{.Kind}}')
GROUP BY vessel_id
{{- end -}}

{{- define "conflict" -}}
SELECT f.vessel_id AS vessel_id, toUInt8(3) AS populations,
    toFloat64(c.vessel_id != ''{{.Except}}) AS value, value AS could, toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(value = 0, '', {{evidence .Words "c.facts"}}) AS evidence,
    if(value = 0, toDateTime64(f.window_12, 3, 'UTC'), c.since) AS observed_from, if(value = 0, {as_of:DateTime64(3, 'UTC')}, c.until) AS observed_to
FROM (SELECT * FROM fleet WHERE {{.Where}}) AS f
LEFT JOIN (
    SELECT x.vessel_id AS vessel_id, min(x.observed_from) AS since, max(least(x.observed_to, {as_of:DateTime64(3, 'UTC')})) AS until,
        arraySlice(arraySort(groupArray((toString(toDate(x.observed_from)), concat(toString(x.kind), ': ', x.subject), 'identity claims and positions'))), 1, 10) AS facts
    FROM (SELECT * FROM conflicts FINAL WHERE kind IN ({{.Kinds}}) AND known_from <= {now:DateTime64(3, 'UTC')} AND known_to > {now:DateTime64(3, 'UTC')} AND observed_from <= {as_of:DateTime64(3, 'UTC')}) AS x
    INNER JOIN fleet AS g ON g.vessel_id = x.vessel_id
    WHERE toDate(least(x.observed_to, {as_of:DateTime64(3, 'UTC')})) >= g.window_12
    GROUP BY vessel_id
) AS c ON c.vessel_id = f.vessel_id
{{- end -}}
