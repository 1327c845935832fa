-- A wage claim that is not settled.
{{template "case" (case "wage_claim" "in_force" "'wage claim on record'" "")}}
