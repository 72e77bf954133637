// Package delimited reads separated values (CSV) as spreadsheets and web tools write them: any usual encoding, separator and line end.
//
// It is more lenient than encoding/csv: it keeps a row with a stray quote and tells where it is, and it knows the three line ends. Lines
// without a quote, nearly all of them, take a path with two allocations.
package delimited

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"maillage/internal/kit/apperr"
)

// maxRecord is the size in bytes beyond which a record is no record: a quote was opened and never closed.
const maxRecord = 4 << 20

const maxColumns = 1 << 14 // as many as a spreadsheet opens

// Record is one record of the file, blank ones included.
type Record struct {
	Number int // 1-based line where the record begins
	Cells  []string
	Fault  *apperr.E // a stray quote; Cells hold the text with the quote in it
}

// Reader walks through one file.
type Reader struct {
	Encoding  string // one of Encodings
	Separator rune

	in   *bufio.Reader
	sep  string
	end  byte // '\n' (with or without '\r' before), or '\r' alone
	line int  // lines read so far
	long []byte
}

// Open detects the separator if it is 0 and the encoding if it is "". r must stay open while the records are read.
// Errors (Invalid): unknown separator or encoding, or a file that is not in the encoding asked for.
func Open(r io.ReaderAt, size int64, separator rune, encoding string) (*Reader, error) {
	enc, err := detectEncoding(r, size, encoding)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(enc.decode(r, size), 64<<10)
	head, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return nil, err
	}
	c := &Reader{Encoding: enc.name, in: in, end: '\n'}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		c.end = '\r'
	}
	if c.Separator, err = c.separator(head, separator); err != nil {
		return nil, err
	}
	c.sep = string(c.Separator)
	return c, nil
}

// separator returns the one asked for, the one that a first line "sep=;" declares, or the one detected.
func (c *Reader) separator(head []byte, asked rune) (rune, error) {
	declared := rune(0)
	if line, _, ok := bytes.Cut(head, []byte{c.end}); ok && len(bytes.TrimSpace(line)) <= 5 && bytes.HasPrefix(line, []byte("sep=")) {
		if _, err := c.readLine(); err != nil {
			return 0, err
		}
		declared = rune(line[min(4, len(line)-1)])
	}
	switch {
	case asked == 0 && declared == 0:
		return detectSeparator(head, c.end), nil
	case asked == 0:
		asked = declared
	}
	if asked >= 0x80 || asked < ' ' && asked != '\t' || asked == '"' || asked == '=' {
		return 0, apperr.Newf(apperr.Invalid, "tabular.separator", "Le caractère %q ne peut pas séparer des colonnes. Choisissez ; , | ou la tabulation.",
			"The character %q cannot separate columns. Choose ; , | or tab.", asked)
	}
	return asked, nil
}

// Next returns the next record, io.EOF after the last. Errors (Invalid): a NUL character, a quote never closed, a line or a number of
// columns beyond all tables; reading cannot go on after them.
func (c *Reader) Next() (Record, error) {
	line, err := c.readLine()
	if err != nil {
		return Record{}, err
	}
	rec := Record{Number: c.line}
	if bytes.IndexByte(line, '"') < 0 {
		rec.Cells = strings.Split(string(line), c.sep)
	} else if err := c.quotedRecord(line, &rec); err != nil {
		return Record{}, err
	}
	if len(rec.Cells) > maxColumns {
		return Record{}, apperr.Newf(apperr.Invalid, "tabular.columns", "Ligne %d : plus de %d colonnes. Vérifiez le séparateur.",
			"Line %d: more than %d columns. Check the separator.", rec.Number, maxColumns)
	}
	return rec, nil
}

// readLine returns the next line without its end. The bytes hold until the next call.
func (c *Reader) readLine() ([]byte, error) {
	line, err := c.in.ReadSlice(c.end)
	if err == bufio.ErrBufferFull {
		line, err = c.longLine(line)
	}
	if err != nil && (err != io.EOF || len(line) == 0) {
		return nil, err
	}
	c.line++
	if bytes.IndexByte(line, 0) >= 0 {
		return nil, apperr.Newf(apperr.Invalid, "tabular.nul",
			"Ligne %d : caractère nul. Ce n'est pas un fichier texte, ou son codage n'est pas reconnu : enregistrez-le en « CSV UTF-8 ».",
			"Line %d: NUL character. This is not a text file, or its encoding is not recognised: save it as “CSV UTF-8”.", c.line)
	}
	line = bytes.TrimSuffix(line, []byte{c.end})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// longLine gathers a line larger than the buffer.
func (c *Reader) longLine(start []byte) ([]byte, error) {
	c.long = append(c.long[:0], start...)
	for {
		more, err := c.in.ReadSlice(c.end)
		if c.long = append(c.long, more...); len(c.long) > maxRecord {
			return nil, apperr.Newf(apperr.Invalid, "tabular.line", "Ligne %d : plus de %d Mo sans fin de ligne. Ce n'est pas un fichier CSV.",
				"Line %d: more than %d MB without an end of line. This is not a CSV file.", c.line+1, maxRecord>>20)
		}
		if err != bufio.ErrBufferFull {
			return c.long, err
		}
	}
}

// quotedRecord reads a record with quotes, which may go on over several lines.
func (c *Reader) quotedRecord(line []byte, rec *Record) error {
	for more := true; more; {
		var cell string
		if body := bytes.TrimLeft(line, " "); len(body) > 0 && body[0] == '"' {
			var err error
			if cell, line, more, err = c.quotedCell(body[1:], rec); err != nil {
				return err
			}
		} else {
			var bare []byte
			if bare, line, more = bytes.Cut(line, []byte(c.sep)); bytes.IndexByte(bare, '"') >= 0 {
				rec.stray(c.line)
			}
			cell = string(bare)
		}
		rec.Cells = append(rec.Cells, cell)
	}
	return nil
}

// quotedCell reads from behind the opening quote to the separator; more says that another cell follows in rest.
func (c *Reader) quotedCell(line []byte, rec *Record) (cell string, rest []byte, more bool, err error) {
	var text []byte
	for {
		i := bytes.IndexByte(line, '"')
		if i < 0 {
			text = append(append(text, line...), '\n')
			if line, err = c.readLine(); err == io.EOF || len(text) > maxRecord {
				return "", nil, false, unclosed(rec.Number)
			} else if err != nil {
				return "", nil, false, err
			}
			continue
		}
		text = append(text, line[:i]...)
		line = line[i+1:]
		if len(line) > 0 && line[0] == '"' { // a doubled quote stands for one
			text, line = append(text, '"'), line[1:]
			continue
		}
		after, rest, more := bytes.Cut(line, []byte(c.sep))
		if len(bytes.TrimSpace(after)) > 0 {
			rec.stray(c.line)
			text = append(append(text, '"'), after...)
		}
		return string(text), rest, more, nil
	}
}

func (rec *Record) stray(line int) {
	if rec.Fault == nil {
		rec.Fault = apperr.Newf(apperr.Invalid, "tabular.quote",
			"Ligne %d : guillemet isolé. Doublez les guillemets à l'intérieur d'un texte (\"\") et entourez ce texte de guillemets.",
			"Line %d: stray quote. Double the quotes inside a text (\"\") and put the text in quotes.", line)
	}
}

func unclosed(line int) error {
	return apperr.Newf(apperr.Invalid, "tabular.unclosed", "Ligne %d : un guillemet est ouvert et n'est jamais refermé. Fermez-le ou supprimez-le.",
		"Line %d: a quote is opened and never closed. Close it or remove it.", line)
}

// decode gives the text of the file as UTF-8.
func (e encodingFound) decode(r io.ReaderAt, size int64) io.Reader {
	section := io.NewSectionReader(r, e.skip, size-e.skip)
	if e.decoder == nil {
		return section
	}
	return transform.NewReader(section, e.decoder.NewDecoder())
}
