package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"regexp"
)

// Format is the family of a file, which says where its seal stands.
type Format string

// The formats. ZIP is also that of ODT, DOCX and XLSX.
const (
	PDF  Format = "pdf"
	ZIP  Format = "zip"
	HTML Format = "html"
)

// body is a file without its seal: its first size bytes, save that the length of a ZIP's comment, at their end, reads as 0.
type body struct {
	format Format
	size   int64
	after  string // what follows the seal in a PDF: its own last startxref again
}

const (
	endOfZIP  = "PK\x05\x06"
	zipEnd    = 22 // bytes of the end record without a comment
	nearStart = 1024
	// nearEnd is where the last startxref of a PDF is looked for, before its seal.
	nearEnd = 2048
)

// framing is what stands around the text of a seal.
func (b body) framing() (before, after string) {
	switch b.format {
	case PDF:
		return "\n%", "\n" + b.after
	case HTML:
		return "\n<!-- ", " -->\n"
	}
	return "", ""
}

// digest is the SHA-256 of the body, read as a stream.
func (b body) digest(r io.ReaderAt) (string, error) {
	h := sha256.New()
	plain := b.size
	if b.format == ZIP {
		plain -= 2
	}
	if _, err := io.Copy(h, io.NewSectionReader(r, 0, plain)); err != nil {
		return "", err
	}
	if b.format == ZIP {
		h.Write([]byte{0, 0})
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// write puts a seal after the body, in place of what stood there.
func (b body) write(f *os.File, text []byte) error {
	before, after := b.framing()
	if err := f.Truncate(b.size); err != nil {
		return err
	}
	if _, err := f.WriteAt([]byte(before+string(text)+after), b.size); err != nil {
		return err
	}
	if b.format == ZIP {
		if _, err := f.WriteAt(binary.LittleEndian.AppendUint16(nil, uint16(len(text))), b.size-2); err != nil {
			return err
		}
	}
	return f.Sync()
}

// find looks for the text of a seal near the end. A text that is nil means that there is none.
func find(r io.ReaderAt, size int64, format Format) (text []byte, at int64, err error) {
	tail, start, err := part(r, size-maxText-nearEnd, size)
	if err != nil || format == ZIP && endsPlainly(tail) {
		return nil, 0, err
	}
	before, _ := body{format: format}.framing()
	found := lastMarker(tail, before)
	if found < 0 {
		return nil, 0, nil
	}
	text = tail[found:]
	if end := bytes.IndexFunc(text[len(marker):], notInSeal); end >= 0 {
		text = text[:len(marker)+end]
	}
	return bytes.TrimSuffix(text, []byte(" ")), start + int64(found), nil
}

// endsPlainly says whether an archive ends without a comment: a seal that stands before its end is then that of a file within.
func endsPlainly(tail []byte) bool {
	end := tail[max(0, len(tail)-zipEnd):]
	return len(end) == zipEnd && bytes.HasPrefix(end, []byte(endOfZIP)) && end[20] == 0 && end[21] == 0
}

// lastMarker finds the marker that stands last where a seal of the format may stand.
func lastMarker(tail []byte, before string) int {
	i := bytes.LastIndex(tail, []byte(before+marker))
	if i < 0 {
		return -1
	}
	return i + len(before)
}

func notInSeal(c rune) bool {
	base64 := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '='
	return !base64 && c != ' '
}

// locate finds the body before a seal whose text stands at a place. The format is empty when something else than this seal, in its one form,
// follows the body.
func locate(r io.ReaderAt, size int64, format Format, at int64, text []byte) (body, error) {
	b := body{format: format}
	before, _ := b.framing()
	b.size = at - int64(len(before))
	if format == ZIP {
		end, _, err := part(r, b.size-zipEnd, b.size)
		if err != nil || len(end) < zipEnd || !bytes.HasPrefix(end, []byte(endOfZIP)) || int(binary.LittleEndian.Uint16(end[20:])) != len(text) {
			return body{}, err
		}
	}
	if err := b.readEnd(r); err != nil {
		return body{}, err
	}
	before, after := b.framing()
	want := before + string(text) + after
	if b.size < 0 || b.size+int64(len(want)) != size {
		return body{}, nil
	}
	got, _, err := part(r, b.size, size)
	if err != nil || string(got) != want {
		return body{}, err
	}
	return b, nil
}

var (
	startxref = regexp.MustCompile(`startxref\s+(\d{1,15})\s+%%EOF`)
	html      = regexp.MustCompile(`(?i)^(\x{FEFF})?\s*(<!doctype html|<html)[\s>]`)
)

// formatOf tells what a file is by its first bytes, never by its name; "" when it can carry no seal.
func formatOf(r io.ReaderAt, size int64) (Format, error) {
	head, _, err := part(r, 0, min(size, nearStart))
	switch {
	case err != nil:
		return "", err
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(head, []byte("PK")):
		return ZIP, nil
	case html.Match(head):
		return HTML, nil
	}
	return "", nil
}

// unsealed is the body of a file that carries no seal. The format is empty when it can carry none.
func unsealed(r io.ReaderAt, size int64) (b body, err error) {
	b.size = size
	if b.format, err = formatOf(r, size); err != nil {
		return body{}, err
	}
	if b.format == ZIP {
		end, _, err := part(r, size-zipEnd, size)
		if err != nil || !endsPlainly(end) {
			return body{}, err
		}
	}
	if err := b.readEnd(r); err != nil || b.format == PDF && b.after == "" {
		return body{}, err
	}
	return b, nil
}

// readEnd reads the last startxref of a PDF, to be told again after the seal.
func (b *body) readEnd(r io.ReaderAt) error {
	if b.format != PDF {
		return nil
	}
	end, _, err := part(r, b.size-nearEnd, b.size)
	if all := startxref.FindAllSubmatch(end, -1); len(all) > 0 {
		b.after = "startxref\n" + string(all[len(all)-1][1]) + "\n%%EOF\n"
	}
	return err
}

// part reads the bytes between two bounds, the first cut at 0, and says where they start. The caller keeps their number small.
func part(r io.ReaderAt, from, to int64) ([]byte, int64, error) {
	from = max(from, 0)
	if to <= from {
		return nil, from, nil
	}
	b := make([]byte, to-from)
	_, err := io.ReadFull(io.NewSectionReader(r, from, to-from), b)
	return b, from, err
}
