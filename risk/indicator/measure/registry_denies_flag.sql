-- Whether a registry has said that the vessel does not fly its flag.
{{template "case" (case "flag_denied" "in_force" "'a registry denies that the vessel flies its flag'" "")}}
