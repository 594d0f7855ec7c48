package ui

// Problem is one thing wrong with a form, as the summary at the top of the page
// and the field itself say it. The template "problems" draws a []Problem; a page
// that has any begins its title with "Error: ".
type Problem struct {
	Field string // id of the field, "" where no single field is wrong
	Words string
}

// Field is one labeled control of a form, drawn by the template "field": label
// above, hint below it, then the error, then the control. No placeholder is
// used.
type Field struct {
	ID           string // id and name of the control
	Label        string
	Hint         string
	Type         string // text, password; "" is text
	Value        string // kept when the form comes back with an error; never set for a password
	Autocomplete string // as HTML names it, so that password managers work
	Error        string
}

// InputType is the control's type.
func (f Field) InputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// DescribedBy names what a screen reader says with the control.
func (f Field) DescribedBy() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.ID + "-hint " + f.ID + "-error"
	case f.Hint != "":
		return f.ID + "-hint"
	case f.Error != "":
		return f.ID + "-error"
	}
	return ""
}
