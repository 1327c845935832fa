package api

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	"plimsoll/risk/jurisdiction"
)

// actFields are the fields of the form.
var actFields = []string{"as_of", "fact", "victims", "zone", "state", "asking"}

// readActForm reads what was chosen. What cannot be read is a problem, and then
// nothing of it is used: an answer to half a question is an answer to another.
func readActForm(c *gin.Context) (chosen url.Values, in *vesselActsInput, err error) {
	in = &vesselActsInput{ID: c.Param("id")}
	if chosen, err = url.ParseQuery(c.Request.URL.RawQuery); err != nil {
		return url.Values{}, in, problem(http.StatusUnprocessableEntity, "the question could not be read: "+err.Error())
	}
	for name := range chosen {
		if !slices.Contains(actFields, name) {
			return url.Values{}, in, problem(http.StatusUnprocessableEntity, fmt.Sprintf("there is no %.40q to choose; there are %s", name, strings.Join(actFields, ", ")))
		}
	}
	read := vesselActsInput{
		ID: in.ID, AsOf: chosen.Get("as_of"), Facts: strings.Join(chosen["fact"], ","), Victims: codes(chosen.Get("victims")), Zone: chosen.Get("zone"), Asking: chosen.Get("asking"),
	}
	state := codes(chosen.Get("state"))
	switch read.Zone {
	case "", string(jurisdiction.HighSeas):
	case string(jurisdiction.Port):
		read.Port = state
	default:
		read.Coastal = state
	}
	if err := tooLong(read); err != nil {
		return url.Values{}, in, err
	}
	return chosen, &read, nil
}

// tooLong holds the form to the limits of the API's own parameters.
func tooLong(in vesselActsInput) error {
	v := reflect.ValueOf(in)
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if most, err := strconv.Atoi(field.Tag.Get("maxLength")); err == nil && len(v.Field(i).String()) > most {
			return problem(http.StatusUnprocessableEntity, fmt.Sprintf("%s: too long, send %d letters or fewer", strings.ToLower(field.Name), most))
		}
	}
	return nil
}

// codes are State codes as people write them: spaces or commas between, in
// either case.
func codes(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }), ",")
}
