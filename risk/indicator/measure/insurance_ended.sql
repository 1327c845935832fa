-- Financial security under MLC 2006, or liability insurance, that has ended.
{{template "case" (case "insurance_ended" "in_force" "'insurance or financial security has ended'" "")}}
