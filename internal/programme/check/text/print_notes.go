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

// notes lists the numbers of the notes at the foot of a page that are called on it, and marks their lines: the last lines of the page, in small
// print.
func (d printed) notes(strips []*strip) map[string]bool {
	called := map[string]bool{}
	for _, s := range strips {
		for _, n := range s.calls {
			called[n] = true
		}
	}
	numbers := map[string]bool{}
	first := len(strips)
	for i := len(strips) - 1; i >= 0 && len(called) > 0; i-- {
		s := strips[i]
		if s.size > smallPrint*d.size && i < len(strips)-edgeLines {
			break
		}
		if m := noteStart.FindStringSubmatch(s.text()); m != nil && called[m[1]] && s.size <= smallPrint*d.size {
			numbers[m[1]], s.first = true, true
			first = i
		}
	}
	for _, s := range strips[first:] {
		s.note = s.size <= smallPrint*d.size
	}
	return numbers
}

// apartNotes takes the notes off a page, each without its number: they are told after the text, as other formats have them.
func apartNotes(strips []*strip) (text, notes []*strip) {
	for _, s := range strips {
		if !s.note {
			text = append(text, s)
			continue
		}
		if m := noteStart.FindString(s.text()); s.first {
			s.parts[0].text = strings.TrimSpace(strings.TrimPrefix(s.parts[0].text, strings.TrimSpace(m)))
			if s.parts[0].text == "" && len(s.parts) > 1 {
				s.parts = s.parts[1:]
			}
		}
		s.columns = 1
		notes = append(notes, s)
	}
	return text, notes
}

// raised tells whether words are a number in small print, set higher than the words right before it: the call of a note, or the 2 of m².
func raised(before, w pdf.Words) bool {
	gap := w.Left - before.Right
	return onlyDigits.MatchString(w.Text) && w.Size < callSize*before.Size && w.Base > before.Base+raisedBy*before.Size && gap < callGap*before.Size && gap > -callGap*before.Size
}

// superscript writes digits as raised ones, so that "412" with a call of note 1 is not 4121.
var superscript = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

var onlyDigits = regexp.MustCompile(`^\s*\d{1,3}(?:[,;]\s?\d{1,3})*\s*$`)
