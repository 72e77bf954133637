package check

import (
	"maillage/internal/kit/lang"
	"maillage/internal/programme/check/text"
)

// Rule finds one kind of defect. It is deterministic and asks nobody: what it says follows from the text alone.
type Rule struct {
	Name     string // stable: waivers, options and other people's scripts hang on it
	Severity Severity
	Title    lang.Text
	// Explanation says what the rule looks for, why it matters, and when it stays silent.
	Explanation lang.Text
	Examples    []Example
	Check       func(*Corpus, *Reporter)
}

// Example is a short text on which the rule must fire, or must not. Each is a test.
type Example struct {
	Text  string
	Fires bool
}

// Document is a text as the check reads it, Line one of its lines.
type (
	Document = text.Document
	Line     = text.Line
)

// Read reads a document from its bytes; the name's ending says the format where the bytes do not. Errors: invalid.
func Read(name string, content []byte) (*Document, error) { return text.Read(name, content) }

// Corpus is the documents that make one report: what one says, another may contradict.
type Corpus struct {
	Documents []*text.Document
	// Closed says that the report is handed in: what is provisional in it is a defect.
	Closed bool
	// People says that names of people are compared as well; they are left alone unless asked.
	People bool
	// Failed lists the rules that broke while Run asked them.
	Failed []Failure

	shared map[string]any
}

// Shared computes what several rules need once in a check: the claims, the dates, the names of a corpus.
func Shared[T any](c *Corpus, name string, compute func(*Corpus) T) T {
	if c.shared == nil {
		c.shared = map[string]any{}
	}
	if v, ok := c.shared[name].(T); ok {
		return v
	}
	v := compute(c)
	c.shared[name] = v
	return v
}

// Spot is where words stand: bytes From to To of a block's text.
type Spot struct {
	Document *text.Document
	Block    *text.Block
	From, To int
}

// Words returns what stands at the spot.
func (s Spot) Words() string { return s.Block.Text[s.From:s.To] }

// Whole is the spot of all of a block.
func Whole(d *text.Document, b *text.Block) Spot { return Spot{d, b, 0, len(b.Text)} }

// Problem is what a rule reports; severity and confidence default to those of the rule and to High.
type Problem struct {
	At         Spot
	Related    []Spot
	Severity   Severity
	Confidence Confidence
	Message    lang.Text
	Expected   lang.Text
	Mend       lang.Text
}

// Reporter takes the problems of one rule.
type Reporter struct {
	rule *Rule
	list []Problem
}

// Report notes a problem.
func (r *Reporter) Report(p Problem) { r.list = append(r.list, p) }
