package workshop

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/reading/request"
	"redoutlet/internal/wording"
)

// fieldError says what is wrong with one field.
type fieldError struct{ field, words string }

// Error is the words.
func (e *fieldError) Error() string { return e.words }

// typedSource reads the form over a source.
func typedSource(src Source, typed url.Values) (Source, error) {
	get := func(id string) string { return strings.TrimSpace(typed.Get(id)) }
	if src.Name == "" {
		if src.Name = get("new"); !reading.ValidName(src.Name) {
			return src, &fieldError{"new", "Give a short name of letters, digits, - and _, as adt."}
		}
	}
	src.Title, src.Listen, src.Zone, src.Authority = get("title"), get("listen"), get("zone"), get("authority")
	if _, err := time.LoadLocation(src.Zone); err != nil || src.Zone == "" {
		return src, &fieldError{"zone", "There is no such time zone. Use a name such as America/Chicago."}
	}
	src.Live, src.Closed, src.CountsUp = get("is-live") != "", get("closed") != "", get("counts_up") != ""
	src.EndsLines = get("ends_lines") != ""
	src.AlwaysAnswer, src.RefuseUnknown = get("always_answer") != "", get("refuse_unknown") != ""
	src.NotAsked, src.VitalCodes, src.Restricted = linesOf(typed, "not_asked"), linesOf(typed, "vital_codes"), linesOf(typed, "restricted")
	src.NoneCodes = map[string]string{}
	for code, scope := range pairsOf(typed, "none_codes") {
		src.NoneCodes[strings.ToUpper(code)] = strings.ToUpper(scope)
	}
	minutes, err := strconv.Atoi(cmp.Or(get("clock_minutes"), "0"))
	if err != nil || minutes < 0 || minutes > 24*60 {
		return src, &fieldError{"clock_minutes", "Give whole minutes, from 0 to 1440, or nothing."}
	}
	src.ClockMinutes = minutes
	if src.Withhold, err = typedWithholdings(typed); err != nil {
		return src, err
	}
	if err := typedRules(&src.Rules, typed); err != nil {
		return src, err
	}
	return src, typedSections(&src.Profile, typed)
}

// typedRules reads what is declared of orders.
func typedRules(rules *request.Rules, typed url.Values) error {
	rules.CodeStatusIn, rules.HomeCodes, rules.HighAlert = linesOf(typed, "code_status_in"), linesOf(typed, "home_codes"), linesOf(typed, "high_alert")
	for id, to := range map[string]*map[string]order.Kind{"order_kinds": &rules.OrderKinds, "own_fields": &rules.OwnFields} {
		*to = map[string]order.Kind{}
		for code, kind := range pairsOf(typed, id) {
			(*to)[strings.ToUpper(code)] = order.Kind(strings.ToLower(kind))
		}
		if err := rules.Check(); err != nil {
			return &fieldError{id, wording.Capital(err.Error()) + "."}
		}
	}
	return nil
}

func typedSections(p *reading.Profile, typed url.Values) error {
	known := func(id, name string) error {
		if slices.Contains(fact.Sections(), fact.Section(name)) {
			return nil
		}
		return &fieldError{id, "There is no part of the chart called " + strconv.Quote(name) + ": use " + strings.Join(sectionNames(), ", ") + "."}
	}
	for id, to := range map[string]*[]fact.Section{"gives": &p.Gives, "primary": &p.Primary} {
		*to = nil
		for _, name := range linesOf(typed, id) {
			if err := known(id, name); err != nil {
				return err
			}
			*to = append(*to, fact.Section(name))
		}
	}
	for id, to := range map[string]*map[fact.Section]string{"partly": &p.Partly, "lacks": &p.Lacks} {
		*to = map[fact.Section]string{}
		for name, words := range pairsOf(typed, id) {
			if err := known(id, name); err != nil {
				return err
			}
			if words == "" {
				return &fieldError{id, "Say behind " + name + " what is missing, as " + name + " = intensive care only."}
			}
			(*to)[fact.Section(name)] = words
		}
	}
	return nil
}

func linesOf(typed url.Values, id string) []string {
	var lines []string
	for line := range strings.Lines(typed.Get(id)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func pairsOf(typed url.Values, id string) map[string]string {
	found := map[string]string{}
	for _, line := range linesOf(typed, id) {
		key, words, _ := strings.Cut(line, "=")
		found[strings.TrimSpace(key)] = strings.TrimSpace(words)
	}
	return found
}
