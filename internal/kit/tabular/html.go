package tabular

import (
	"html"
	"regexp"
	"strings"
)

var (
	hidden  = regexp.MustCompile(`(?is)<!--.*?-->|<style\b[^>]*>.*?</style\s*>|<script\b[^>]*>.*?</script\s*>`)
	breaks  = regexp.MustCompile(`(?i)<br\s*/?>|</?(?:p|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|blockquote)(?:\s[^<>]*)?/?>`)
	inline  = regexp.MustCompile(`(?i)</?(?:a|abbr|b|big|cite|code|em|font|i|img|o:p|s|small|span|strike|strong|sub|sup|td|th|tt|u)(?:\s[^<>]*)?/?>`)
	entity  = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});`)
	padding = regexp.MustCompile(`[ \t\x{00a0}]*\n[\s\x{00a0}]*`)
)

// CleanHTML turns what web tools leave in cells (<br/>, <ul style="…">, <u>, &eacute;) into plain text, with a line break where a block
// ended. Only known tags and entities that end with a semicolon are touched: "a < b", "Name <name@example.org>" and "?a=1&copy=2" stay.
func CleanHTML(s string) string {
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	text := hidden.ReplaceAllLiteralString(s, "")
	text = breaks.ReplaceAllLiteralString(text, "\n")
	text = inline.ReplaceAllLiteralString(text, "")
	if text != s {
		text = strings.TrimSpace(padding.ReplaceAllLiteralString(text, "\n"))
	}
	return entity.ReplaceAllStringFunc(text, html.UnescapeString)
}
