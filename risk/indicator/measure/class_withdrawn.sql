-- Class withdrawn by the classification society.
{{template "case" (case "class_withdrawn" "in_force" "'class has been withdrawn'" "")}}
