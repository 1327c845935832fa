-- Whether the 2014 protocol to the Forced Labour Convention (P029) is not in
-- force for the flag.
{{template "lookup" (lookup 3 "ilo_p029" "'no'" "'yes'" "concat('P029 is ', if(value = 'no', 'not in force', 'in force'), ' for ', subject)")}}
