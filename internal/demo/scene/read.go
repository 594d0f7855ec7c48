package scene

import (
	"html"
	"regexp"
	"strings"
)

// Plain is what a reader sees of a piece of a page: its words, without the marks of the page.
func Plain(piece string) string {
	var words strings.Builder
	for piece != "" {
		text, rest, marked := strings.Cut(piece, "<")
		words.WriteString(text)
		if !marked {
			break
		}
		if strings.HasPrefix(rest, "/p") || strings.HasPrefix(rest, "/h") || strings.HasPrefix(rest, "/li") {
			words.WriteByte(' ')
		}
		_, piece, _ = strings.Cut(rest, ">")
	}
	return strings.Join(strings.Fields(html.UnescapeString(words.String())), " ")
}

// Heading is the sentence that a page opens with, "" for none.
func Heading(page string) string {
	_, rest, _ := strings.Cut(page, "<h1>")
	words, _, _ := strings.Cut(rest, "</h1>")
	return Plain(words)
}

// Section is a part of a chart as its page shows it.
type Section struct {
	Name  string // as its address on the page
	Title string
	From  string // the line that says from whom it is and how old
	Asof  string // up to when it is known, in the form of an HTML time; "" for never
	Box   string // the warning above it; "" for none
	Body  string // all of it, with the marks of the page
}

// Source is who gives the section.
func (s Section) Source() string {
	names, _, _ := strings.Cut(strings.TrimPrefix(s.From, "source "), ", as of")
	return names
}

// Words are what is said of how far the section can be trusted: the warning, or that there is none.
func (s Section) Words() string {
	if s.Box == "" {
		return "no warning"
	}
	return s.Box
}

// Sections are the parts of a chart's page, in the order of the page.
func Sections(page string) []Section {
	var parts []Section
	for _, rest := range strings.Split(page, `<section class="section`)[1:] {
		body, _, _ := strings.Cut(rest, "</section>")
		from := between(body, `<p class="known">`, "</p>")
		parts = append(parts, Section{
			Name: between(body, `aria-labelledby="`, `"`), Title: Plain("<h2" + between(body, "<h2", "</h2>")),
			From: Plain(from), Asof: between(from, `datetime="`, `"`), Box: box(body), Body: body,
		})
	}
	return parts
}

// SectionOf is the part of a chart's page of a name; the zero Section for none.
func SectionOf(page, name string) Section {
	for _, s := range Sections(page) {
		if s.Name == name {
			return s
		}
	}
	return Section{}
}

// box is the first warning in a part of a page that is about its age.
func box(body string) string {
	_, rest, found := strings.Cut(body, `<p class="box`)
	if !found {
		return ""
	}
	_, rest, _ = strings.Cut(rest, ">")
	words, _, _ := strings.Cut(rest, "</p>")
	return Plain(words)
}

// between is what stands between two texts, "" where they do not.
func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	words, _, found := strings.Cut(rest, to)
	if !found {
		return ""
	}
	return words
}

// Hidden lists the values that forms of a page carry under a name, each once.
func Hidden(page, name string) []string {
	var values []string
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`name="`+regexp.QuoteMeta(name)+`" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			values = append(values, m[1])
		}
	}
	return values
}
