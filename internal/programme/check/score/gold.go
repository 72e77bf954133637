// Package score measures the consistency check: against what a careful auditor found in a real report, against reports of other kinds with
// planted defects and their clean twins, and against defects that Plant sows at random in a clean text. It knows the names of the rules and
// nothing of how they work.
package score

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/programme/check"
)

// Kind says what a finding at the place of an entry is worth.
type Kind string

// The kinds. A defect must be found; a question may be asked or not; what is marked not must not be found, even as a question.
const (
	Defect   Kind = "defect"
	Question Kind = "question"
	Not      Kind = "not"
)

// Entry is one thing that an auditor wrote down about a text.
type Entry struct {
	Kind     Kind
	Lines    []int    // any of them may carry the finding, from 1
	Rules    []string // any of them may find it; it counts for the first
	Severity check.Severity
	Words    []string // when given, one of them stands in what the finding says: a line may be long
	Note     string
}

// ReadGold reads entries, one a line: kind, lines ("3,7-9"), rules ("sum|contradiction"), severity, words ("a|b"), note, with tabs between.
func ReadGold(r io.Reader) ([]Entry, error) {
	var list []Entry
	scan := bufio.NewScanner(r)
	for n := 1; scan.Scan(); n++ {
		if s := scan.Text(); s != "" && s[0] != '#' {
			e, err := readEntry(s)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			list = append(list, e)
		}
	}
	return list, scan.Err()
}

func readEntry(s string) (Entry, error) {
	f := strings.Split(s, "\t")
	if len(f) != 6 {
		return Entry{}, fmt.Errorf("%d columns, not 6: %q", len(f), s)
	}
	e := Entry{Kind: Kind(f[0]), Rules: strings.Split(f[2], "|"), Severity: check.Severity(f[3]), Note: f[5]}
	if !slices.Contains([]Kind{Defect, Question, Not}, e.Kind) {
		return Entry{}, fmt.Errorf("no such kind: %q", e.Kind)
	}
	if f[4] != "" {
		e.Words = strings.Split(f[4], "|")
	}
	var err error
	e.Lines, err = readLines(f[1])
	return e, err
}

func readLines(s string) ([]int, error) {
	var list []int
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		first, err := strconv.Atoi(from)
		last := first
		if err == nil && isRange {
			last, err = strconv.Atoi(to)
		}
		if err != nil {
			return nil, fmt.Errorf("no lines: %q", s)
		}
		for l := first; l <= last; l++ {
			list = append(list, l)
		}
	}
	return list, nil
}
