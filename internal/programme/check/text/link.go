package text

import (
	"regexp"
	"strings"
)

var (
	address = regexp.MustCompile("(?i)\\b(?:https?|ftp)://[^\\s<>\"«»\\])|`]+|\\bwww\\.[^\\s<>\"«»\\])|`]+")
	mdLink  = regexp.MustCompile(`\[([^\[\]\n]{1,300})\]\(([^)\s]*)\)`)
)

// links collects the addresses of a block: written out, or behind words as Markdown writes them.
func (s *structurer) links(b *Block) {
	s.carried(b)
	for _, m := range mdLink.FindAllStringSubmatchIndex(b.Text, -1) {
		s.doc.Links = append(s.doc.Links, Link{Text: b.Text[m[2]:m[3]], URL: b.Text[m[4]:m[5]], Block: b, From: m[2], To: m[3]})
	}
	for _, m := range address.FindAllStringIndex(b.Text, -1) {
		if m[0] > 1 && b.Text[m[0]-2:m[0]] == "](" {
			continue
		}
		url := strings.TrimRight(b.Text[m[0]:m[1]], ".,;:!?'")
		s.doc.Links = append(s.doc.Links, Link{Text: url, URL: url, Block: b, From: m[0], To: m[0] + len(url)})
	}
}

// carried adds the addresses that stand behind words of the block's lines.
func (s *structurer) carried(b *Block) {
	for i, a := range b.anchors {
		if i > 0 && b.anchors[i-1].line == a.line {
			continue
		}
		for _, l := range s.doc.Lines[a.line].links {
			from, to := b.at(a.line, l.from), b.at(a.line, l.to)
			if from < to {
				s.doc.Links = append(s.doc.Links, Link{Text: b.Text[from:to], URL: l.url, Block: b, From: from, To: to})
			}
		}
	}
}

// at returns where a byte of a line stands in the block's text; the end of the text when it does not.
func (b *Block) at(line, off int) int {
	at := -1
	for _, a := range b.anchors {
		if a.line == line && a.off <= off {
			at = a.at + off - a.off
		}
	}
	return min(max(at, 0), len(b.Text))
}
