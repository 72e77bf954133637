// Package lang holds a text in the two languages of the product.
package lang

// Text is French first; English may be missing, then French stands for it.
type Text struct {
	FR string `json:"fr" toml:"fr"`
	EN string `json:"en,omitempty" toml:"en"`
}

// In returns the text in a language: "en", else French.
func (t Text) In(language string) string {
	if language == "en" && t.EN != "" {
		return t.EN
	}
	return t.FR
}

// List is a list of sentences in the two languages.
type List struct {
	FR []string `json:"fr,omitempty" toml:"fr"`
	EN []string `json:"en,omitempty" toml:"en"`
}

// In returns the list in a language: "en", else French.
func (l List) In(language string) []string {
	if language == "en" && len(l.EN) > 0 {
		return l.EN
	}
	return l.FR
}
