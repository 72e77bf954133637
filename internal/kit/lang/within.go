package lang

import (
	"unicode"
	"unicode/utf8"
)

// Within lowers the first letter of words that stand inside a sentence; an acronym keeps its capitals.
func Within(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return words
	}
	if second, _ := utf8.DecodeRuneInString(words[size:]); unicode.IsUpper(second) {
		return words
	}
	return string(unicode.ToLower(first)) + words[size:]
}
