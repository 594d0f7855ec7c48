package ui

// Choice is one question of a form with a few answers, all in sight, drawn by
// the template "choice".
type Choice struct {
	ID      string // id and name of the control
	Label   string
	Hint    string
	Options []Option
	Error   string
}

// Option is one answer of a Choice.
type Option struct {
	Value  string
	Text   string // "" where the value is the text
	Note   string // what it means, in a line below
	Chosen bool
}

// Words is the option's text.
func (o Option) Words() string {
	if o.Text == "" {
		return o.Value
	}
	return o.Text
}

// DescribedBy names what a screen reader says with the question.
func (c Choice) DescribedBy() string {
	return Field{ID: c.ID, Hint: c.Hint, Error: c.Error}.DescribedBy()
}

// Choose marks the option of a value as chosen.
func (c Choice) Choose(value string) Choice {
	options := make([]Option, len(c.Options))
	for i, o := range c.Options {
		o.Chosen = o.Value == value
		options[i] = o
	}
	c.Options = options
	return c
}
