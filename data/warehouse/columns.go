package warehouse

import (
	"reflect"
	"strings"
)

// columnsOf lists the `ch` names of a row type, in the order of its fields. An insert names its columns, because
// AppendStruct wants a field for each one of the statement's.
func columnsOf(row any) string {
	t := reflect.TypeOf(row)
	names := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("ch"); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
