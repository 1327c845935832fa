-- Conflicts of some vessels that are still believed.
SELECT vessel_id, kind, subject, observed_from, observed_to, evidence, known_from FROM conflicts FINAL
WHERE vessel_id IN {vessels:Array(String)} AND known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC')
