package text

import (
	"regexp"
	"strings"

	"maillage/internal/kit/pdf"
)

const (
	smallPrint = 0.92 // of the size of most letters: notes are set in no larger
	callSize   = 0.8  // of the size of the words before it: the number that calls a note
	raisedBy   = 0.15 // of that size
	callGap    = 0.5  // of that size: it stands beside the words before it
)

var noteStart = regexp.MustCompile(`^\s*(\d{1,3})(?:[.)]?\s|$)`)

// notes lists the numbers of the notes at the foot of a page, and marks their lines: the last lines of the page, in small print.
func (d printed) notes(strips []*strip) map[string]bool {
	numbers := map[string]bool{}
	first := len(strips)
	for i := len(strips) - 1; i >= 0; i-- {
		s := strips[i]
		if s.size > smallPrint*d.size && i < len(strips)-edgeLines {
			break
		}
		if m := noteStart.FindStringSubmatch(s.text()); m != nil && s.size <= smallPrint*d.size && (len(s.parts) > 1 || len(m[0]) < len(s.text())) {
			numbers[m[1]] = true
			first = i
		}
	}
	for _, s := range strips[first:] {
		s.note = s.size <= smallPrint*d.size
	}
	return numbers
}

// raised tells whether words are a number in small print, set higher than the words right before it: the call of a note, or the 2 of m².
func raised(before, w pdf.Words) bool {
	gap := w.Left - before.Right
	return onlyDigits.MatchString(w.Text) && w.Size < callSize*before.Size && w.Base > before.Base+raisedBy*before.Size && gap < callGap*before.Size && gap > -callGap*before.Size
}

// superscript writes digits as raised ones, so that "412" with a call of note 1 is not 4121.
var superscript = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

var onlyDigits = regexp.MustCompile(`^\s*\d{1,3}(?:[,;]\s?\d{1,3})*\s*$`)
