package workshop

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// differences says in which settings two versions differ, each with what it
// was and is.
func differences(was, is Source) []string {
	before, after := settings(was), settings(is)
	var list []string
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if before[key] != after[key] {
			list = append(list, strings.ReplaceAll(key, "_", " ")+": "+before[key]+" became "+after[key])
		}
	}
	return list
}

// settings are the settings of a version by name, as they are written in the
// record: a field that is added to a profile is among them.
func settings(s Source) map[string]string {
	found := map[string]string{"listen": strconv.Quote(s.Listen), "closed": strconv.FormatBool(s.Closed)}
	text, err := json.Marshal(s.Profile)
	var fields map[string]json.RawMessage
	if err != nil || json.Unmarshal(text, &fields) != nil {
		return found
	}
	for name, value := range fields {
		if text := string(value); text == "null" || text == "[]" || text == "{}" {
			found[name] = "nothing"
		} else {
			found[name] = text
		}
	}
	return found
}
