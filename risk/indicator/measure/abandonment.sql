-- An abandonment that is not resolved: disputed and inactive ones stand, and no
-- date in the record ends one.
{{template "case" (case "abandonment" "NOT resolved" "'abandonment on record'" "abandonment_open")}}
