-- Combines what was found into scores: found (rows of indicators), fleet
-- (vessel_id, populations, class) and asked come before it. A vessel's missing
-- rows are filled in: measured and nothing found where a list is said to be
-- complete, else unknown. Sums are compared a billionth early, so that a decimal
-- fraction that binary arithmetic misses does not shut a gate. Each step is a
-- query of its own, because an alias is expanded wherever it is named. The
-- evidence is put beside the scores later, and only beside those that changed.
SELECT vessel_id, population, {now:DateTime64(3, 'UTC')} AS scored_at, {as_of:DateTime64(3, 'UTC')} AS as_of, {model:String} AS model, {vintage:String} AS vintage,
    toUInt8(points) AS points, toUInt8(could_be) AS could_be,
    if(level_0 > 0 OR (examined AND tracked), {{.BandIDs}}[level_0 + 1], if(tracked, '{{.Earned.NotExamined}}', '{{.Earned.NotSeen}}')) AS band,
    multiIf({{range .Steps}}level_{{.Below}} < level_{{.Level}} AND level_0 = level_{{.Below}}, '{{.Band}}', {{end}}'') AS gate,
    floors, toUInt8(floor(100 * share_known + 0.5 + 1e-9)) AS completeness, total,
    {{.PillarIDs}} AS pillars, pillar_points, pillar_could_be, pillar_completeness,
    names AS indicators, arrayMap(s -> ['unknown', 'measured', 'not_applicable'][s + 1], states) AS states, values AS indicator_values, held AS weights,
    points_of AS indicator_points, coulds AS indicator_could_be, knowns AS indicator_known, decays AS indicator_decays, slots
FROM (
{{range .Steps}}SELECT *, if(level_{{.Level}} = {{.Level}} AND NOT {{.Open}}, {{.Below}}, level_{{.Level}}) AS level_{{.Below}} FROM (
{{end -}}
SELECT *, {{.RawLevel}} AS level_{{.Top}},
    values[indexOf(names, '{{.Earned.Inspection}}')] >= 1 AS examined,
    values[indexOf(names, '{{.Earned.Track}}')] + 1e-9 >= {{.TrackAtLeast}} AS tracked
FROM (
SELECT *, greatest(points, floor(least(100, arraySum(pillar_could_be)) + 0.5 + 1e-9){{range .Floors}}, if(bitAnd(raisable, {{.Mask}}) = {{.Mask}}, {{.Points}}, 0){{end}}) AS could_be
FROM (
SELECT *, least(100, arraySum(pillar_points)) AS total,
    greatest(floor(total + 0.5 + 1e-9){{range .Floors}}, if(bitAnd(raised, {{.Mask}}) = {{.Mask}}, {{.Points}}, 0){{end}}) AS points,
    arrayFilter(x -> x != '', [{{range $i, $f := .Floors}}{{if $i}}, {{end}}if(bitAnd(raised, {{$f.Mask}}) = {{$f.Mask}}, '{{$f.ID}}', ''){{end}}]) AS floors
FROM (
SELECT *,
    [{{range $i, $p := .Pillars}}{{if $i}},
     {{end}}least({{$p.Cap}}, arraySum(arraySlice(points_of, starts[{{$p.Number}}], lengths[{{$p.Number}}]))){{end}}] AS pillar_points,
    [{{range $i, $p := .Pillars}}{{if $i}},
     {{end}}least({{$p.Cap}}, arraySum(arraySlice(could_of, starts[{{$p.Number}}], lengths[{{$p.Number}}]))){{end}}] AS pillar_could_be,
    [{{range $i, $p := .Pillars}}{{if $i}},
     {{end}}100 * class_factor * arraySum(arraySlice(known_of, starts[{{$p.Number}}], lengths[{{$p.Number}}])) / arraySum(arraySlice(counted, starts[{{$p.Number}}], lengths[{{$p.Number}}])){{end}}] AS pillar_completeness,
    if(arraySum(counted) = 0, 1, arraySum(known_of) / arraySum(counted)) * class_factor AS share_known,
    bitOr(raised, arrayReduce('groupBitOr', raisable_of)) AS raisable
FROM (
SELECT *,
    arrayMap((v, d, w) -> v * d * w, values, decays, held) AS points_of,
    arrayMap((c, w) -> c * w, coulds, held) AS could_of,
    arrayMap((w, k) -> w * k, counted, knowns) AS known_of,
    arrayMap((c, v, d, f) -> if(c > v * d, f, 0), coulds, values, decays, can_raise) AS raisable_of
FROM (
SELECT *,
    arrayMap((w, s) -> if(s = 2, 0, w), weights, states) AS held,
    arrayMap((w, l, k, s) -> if(s = 2 OR (l AND k >= 1), 0, w), weights, lookups, knowns, states) AS counted
FROM (
SELECT vessel_id, population, class_factor, names, all_slots AS slots, weights, starts, lengths, lookups, can_raise, raised,
    arraySort((x, y) -> y, arrayConcat(g_values, arrayResize(emptyArrayFloat64(), gone)), mixed) AS values,
    arraySort((x, y) -> y, arrayConcat(g_could, arrayMap(x -> 1 - x, missing_known)), mixed) AS coulds,
    arraySort((x, y) -> y, arrayConcat(g_known, missing_known), mixed) AS knowns,
    arraySort((x, y) -> y, arrayConcat(g_decay, arrayResize(emptyArrayFloat64(), gone, toFloat64(1))), mixed) AS decays,
    arraySort((x, y) -> y, arrayConcat(g_state, arrayMap(x -> toUInt8(x), missing_known)), mixed) AS states
FROM (
SELECT *, length(missing) AS gone, arrayConcat(g_slots, missing) AS mixed, arrayMap(x -> toFloat64(has(complete_slots, x)), missing) AS missing_known
FROM (
SELECT s.vessel_id AS vessel_id, s.population AS population, if(s.class = 'unknown', {{.UnknownClass}}, toFloat64(1)) AS class_factor,
    a.names AS names, a.slots AS all_slots, a.weights AS weights, a.starts AS starts, a.lengths AS lengths, a.lookups AS lookups, a.can_raise AS can_raise, a.complete_slots AS complete_slots,
    g.raised AS raised, g.slots AS g_slots, g.v AS g_values, g.c AS g_could, g.k AS g_known, g.d AS g_decay, g.s AS g_state,
    arrayFilter(x -> NOT has(g.slots, x), a.slots) AS missing
FROM (SELECT vessel_id, class, arrayJoin(arrayFilter(p -> bitTest(populations, p - 1), [1, 2])) AS population FROM fleet) AS s
INNER JOIN asked AS a ON a.population = s.population
LEFT JOIN (
    SELECT vessel_id, population, groupArray(slot) AS slots, groupArray(value) AS v, groupArray(could) AS c, groupArray(known) AS k,
        groupArray(decay) AS d, groupArray(state) AS s,
        groupBitOr(flags) AS raised
    FROM (SELECT *, arrayJoin(arrayFilter(p -> bitTest(populations, p - 1), [1, 2])) AS population FROM found)
    GROUP BY vessel_id, population
) AS g ON g.vessel_id = s.vessel_id AND g.population = s.population
))))))))){{range .Steps}}){{end}}
