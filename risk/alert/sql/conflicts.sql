-- What does not fit together in the identity of vessels that are scored: what is
-- believed and was so in the window, how many are believed at all, and until
-- when. A vessel with an alert has a row also when nothing is believed any more,
-- and when it has no score any more.
SELECT vessel_id,
    arraySort(groupUniqArrayIf((toString(kind), subject, observed_from, observed_to, evidence), known_to > {now:DateTime64(3, 'UTC')} AND observed_to >= {window:DateTime64(3, 'UTC')})) AS held,
    uniqExactIf((kind, subject), known_to > {now:DateTime64(3, 'UTC')}) AS believed,
    maxIf(observed_to, known_to > {now:DateTime64(3, 'UTC')}) AS last_observed,
    vessel_id IN (SELECT vessel_id FROM scores_current FINAL WHERE band != '') AS scored
FROM conflicts FINAL
WHERE kind IN {kinds:Array(String)} AND known_from <= {now:DateTime64(3, 'UTC')} AND observed_from <= {as_of:DateTime64(3, 'UTC')}
    AND vessel_id IN (SELECT vessel_id FROM scores_current)
    AND (known_to > {now:DateTime64(3, 'UTC')} OR vessel_id IN (SELECT vessel_id FROM alerts WHERE rule = 'identity_conflict'))
GROUP BY vessel_id
ORDER BY vessel_id
