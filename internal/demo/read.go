package demo

import (
	"html"
	"regexp"
	"strings"
)

// plain is what a reader sees of a piece of a page: its words, without the marks of the page.
func plain(piece string) string {
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

// heading is the sentence that a page opens with, "" for none.
func heading(page string) string {
	_, rest, _ := strings.Cut(page, "<h1>")
	words, _, _ := strings.Cut(rest, "</h1>")
	return plain(words)
}

// sections are the parts of a chart's page by their names in it.
func sections(page string) map[string]string {
	parts := map[string]string{}
	for _, rest := range strings.Split(page, `<section class="section`)[1:] {
		body, _, _ := strings.Cut(rest, "</section>")
		_, name, _ := strings.Cut(rest, `aria-labelledby="`)
		name, _, _ = strings.Cut(name, `"`)
		parts[name] = body
	}
	return parts
}

// known is the line of a section that says from whom it is and how old.
func known(section string) string {
	_, rest, _ := strings.Cut(section, `<p class="known">`)
	line, _, _ := strings.Cut(rest, "</p>")
	return plain(line)
}

// hidden lists the values that forms of a page carry under a name, each once.
func hidden(page, name string) []string {
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
