-- Whether the convention that would cover this crew is not in force for the
-- flag: MLC 2006 for seafarers, C188 for fishers.
{{template "lookup" (lookup 1 "mlc2006" "'no'" "'yes'" "concat('MLC 2006 is ', if(value = 'no', 'not in force', 'in force'), ' for ', subject)")}}
UNION ALL
{{template "lookup" (lookup 2 "ilo_c188" "'no'" "'yes'" "concat('C188 is ', if(value = 'no', 'not in force', 'in force'), ' for ', subject)")}}
