-- Whether the flag State stands on Tier 2 Watch List or Tier 3 of the
-- Trafficking in Persons report.
{{template "lookup" (lookup 3 "tip_tier" "'2WL', '3'" "'1', '2'" "concat(subject, ' is on Tier ', replaceOne(value, '2WL', '2 Watch List'))")}}
