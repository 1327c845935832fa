-- Whether the flag is on the Paris MoU's black list. Grey and white are not.
{{template "lookup" (lookup 1 "paris_list" "'black'" "'grey', 'white'" "concat(subject, ' is on the Paris MoU ', value, ' list')")}}
