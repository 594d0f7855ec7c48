package pen

// Part is one attribute of a line. The label is never parted from its value, nor
// the value from its unit.
type Part struct {
	Label  string
	Text   string
	Strong bool
}

// Parts collects the attributes of a line; one without text is not there.
type Parts []Part

// Add adds an attribute.
func (p *Parts) Add(label, text string, strong bool) {
	if text != "" {
		*p = append(*p, Part{label, text, strong})
	}
}
