package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"maillage/internal/programme/check"
)

// telling is a text as its readers will see it, with its figures in their places, so that the check reads what will be printed; and the way
// back from there to what people wrote.
type telling struct {
	text  strings.Builder
	lines []toldLine
}

// toldLine is the figures of one line, which move its columns. Lines themselves are those of the file.
type toldLine []toldFigure

// toldFigure is a figure in a line: the column where it begins as told and as written, and its width in both. Columns count from 1, in letters.
type toldFigure struct{ told, width, written, was int }

// tell writes a text out. Of a block only its caption is told: what it shows was counted, and not written by anybody.
func (b *builder) tell(s *Source) *telling {
	t := &telling{}
	next := 0
	for i, line := range bytes.Split(s.body, []byte("\n")) {
		var told toldLine
		written, column := line, 1 // what is left of the line, and its column
		for next < len(s.References) && s.References[next].Line == i+1 {
			r := s.References[next]
			next++
			before := lettersUntil(written, r.Column-column)
			t.text.Write(written[:before])
			words, width := b.tellings[r], utf8.RuneCountInString(r.Words)
			told = append(told, toldFigure{told: told.at(r.Column), width: utf8.RuneCountInString(words), written: r.Column, was: width})
			t.text.WriteString(words)
			written, column = written[min(len(written), before+len(r.Words)):], r.Column+width
		}
		t.text.Write(written)
		t.text.WriteByte('\n')
		t.lines = append(t.lines, told)
	}
	return t
}

// at is the column at which a column of the file is told, behind the figures of the line so far.
func (l toldLine) at(written int) int {
	if len(l) == 0 {
		return written
	}
	last := l[len(l)-1]
	return written + last.told + last.width - last.written - last.was
}

// lettersUntil is the length in bytes of the first n letters of a line.
func lettersUntil(line []byte, n int) int {
	at := 0
	for ; n > 0 && at < len(line); n-- {
		_, size := utf8.DecodeRune(line[at:])
		at += size
	}
	return at
}

// written is the column of the file that a told column comes from; within a figure, where its braces open.
func (l toldLine) written(told int) int {
	column := told
	for _, f := range l {
		switch {
		case told < f.told:
			return column
		case told < f.told+f.width:
			return f.written
		}
		column = told - f.told - f.width + f.written + f.was
	}
	return column
}

// asWritten is a text in its lines, with the words of its references.
func asWritten(s *Source) *check.Document {
	d := &check.Document{Name: s.File}
	for line := range strings.Lines(string(s.body)) {
		d.Lines = append(d.Lines, check.Line{Text: strings.TrimRight(line, "\r\n")})
	}
	return d
}

// back puts a finding where people wrote what it is about.
func (t *telling) back(f check.Finding) Checked {
	if f.Line >= 1 && f.Line <= len(t.lines) {
		f.Column = t.lines[f.Line-1].written(f.Column)
	}
	if f.EndLine >= 1 && f.EndLine <= len(t.lines) {
		f.EndColumn = t.lines[f.EndLine-1].written(f.EndColumn)
	}
	return Checked{Finding: f}
}
