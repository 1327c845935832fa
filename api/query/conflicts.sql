-- What does not fit together in a vessel's identity, as is believed now.
SELECT toString(kind) AS kind, subject, observed_from, observed_to, evidence, known_from
FROM conflicts FINAL
WHERE vessel_id = {vessel:String} AND known_to > {now:DateTime64(3, 'UTC')} AND observed_from <= {as_of:DateTime64(3, 'UTC')}
ORDER BY observed_from, kind, subject
