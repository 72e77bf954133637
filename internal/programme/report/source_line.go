package report

import (
	"unicode"
	"unicode/utf8"
)

// source tells where a block comes from and of which day it speaks.
func (fs *figures) source(r *Reference) string {
	if r.Source != "" {
		return textf("Source : %s, situation au %s.", "Source: %s, as of %s.", r.Source, fs.day).In(fs.language)
	}
	return textf("Source : registre des réalisations, situation au %s.", "Source: ledger of entries, as of %s.", fs.day).In(fs.language)
}

// within lowers the first letter of words that stand inside a sentence; an acronym keeps its capitals.
func within(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	second, _ := utf8.DecodeRuneInString(words[size:])
	if unicode.IsUpper(second) {
		return words
	}
	return string(unicode.ToLower(first)) + words[size:]
}
