// Package seal makes a file carry its own proof of origin: who made it, what it is, and the SHA-256 of its bytes, signed with Ed25519. The
// seal stands inside the file, where every reader of the format passes over it, so that it travels with the file and needs no server:
//
//	ZIP, ODT, DOCX, XLSX  the comment of the archive; no entry changes
//	PDF                   a comment line after the last %%EOF, then the same startxref and %%EOF again, for readers that look at the end
//	HTML                  a comment after the last line
//
// A seal says that the file is, bit for bit, what the holder of a key sealed. Whose key it is, the file cannot say: compare the
// fingerprint with the one that its holder tells by another way (docs/adr/0013-sealed-files.md).
package seal

import (
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"maillage/internal/kit/apperr"
)

// Statement is what a seal says of a file.
type Statement struct {
	Format Format          `json:"format"`
	SHA256 string          `json:"sha256"` // of the file without its seal; 64 hexadecimal digits
	Size   int64           `json:"size"`   // of the file without its seal, in bytes
	Key    []byte          `json:"key"`    // the public key that signs
	Fields json.RawMessage `json:"fields"` // what the caller tells of the file, a JSON object
}

// Fingerprint is the printable form of the key that signs.
func (s Statement) Fingerprint() string { return Fingerprint(s.Key) }

// State is what reading a seal came to.
type State string

// The states. Only Sound proves anything; Statement is then to be believed, of whoever holds the key.
const (
	None    State = "none"    // the file carries no seal
	Altered State = "altered" // the file, or the seal itself, is not what was sealed
	Forged  State = "forged"  // the signature is not that of the key it names
	Sound   State = "sound"
)

// Seal is the seal of a file. Statement is empty when there is none or it cannot be read.
type Seal struct {
	State     State
	Statement Statement
}

const (
	marker = "maillage-seal 2 "
	domain = "maillage seal 2\n" // a signature made for a seal never fits anything else
	// maxFields keeps the whole text under the 65,535 bytes that the comment of a ZIP holds.
	maxFields = 32 << 10
	maxText   = 65535
	// OfficeText is the longest seal after which LibreOffice 7.4 still opens an office document: it looks for the end of a ZIP no further back.
	OfficeText = 512
)

// usual are the words that statements share: a seal says them in a few bits, so that it stays short.
const usual = `"as_of":"20-T:Z","format":"zip""format":"pdf""format":"html""sha256":"","size":,"key":"=","fields":{"document":"control""document":"report","holder":"","programme":{"fr":"","en":""},"code":"","funder":"","version":"","digest":""}`

// Append seals a file in place; one that is sealed gets the new seal instead. Write the file beside its place, seal it, then move it there:
// a machine that stops in between leaves a file that is told as altered. fields become the statement's, a map or a struct.
// Errors: invalid for a format that cannot be sealed, conflict for a file that was altered since it was sealed.
func Append(path string, key *Key, fields any) (s Statement, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return s, unreadable(path, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return s, err
	}
	b, err := bodyToSeal(f, info.Size(), path)
	if err != nil {
		return s, err
	}
	digest, err := b.digest(f)
	if err != nil {
		return s, err
	}
	s, text, err := sign(key, Statement{Format: b.format, SHA256: digest, Size: b.size}, fields)
	if err != nil {
		return s, err
	}
	return s, b.write(f, text)
}

// bodyToSeal is the file without the seal that it may carry.
func bodyToSeal(f io.ReaderAt, size int64, path string) (body, error) {
	old, at, err := read(f, size)
	if err != nil {
		return body{}, err
	}
	switch old.State {
	case Sound:
		return at, nil
	case Altered, Forged:
		return body{}, apperr.Newf(apperr.Conflict, "seal.altered", "Le fichier %s a changé depuis qu’il a été scellé. Refaites-le à partir de l’installation.",
			"The file %s has changed since it was sealed. Make it again from the installation.", path)
	}
	b, err := unsealed(f, size)
	if err == nil && b.format == "" {
		err = apperr.Newf(apperr.Invalid, "seal.format", "Le fichier %s ne peut pas porter de sceau : il faut un PDF, une page HTML, ou une archive ZIP (ODT, DOCX, XLSX) sans commentaire.",
			"The file %s cannot carry a seal: a PDF, an HTML page, or a ZIP archive (ODT, DOCX, XLSX) without a comment is needed.", path)
	}
	return b, err
}

// Read finds the seal of a file and verifies it, reading the file once as a stream. An error means that the file could not be read.
func Read(path string) (Seal, error) {
	f, err := os.Open(path)
	if err != nil {
		return Seal{}, unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return Seal{}, err
	}
	if !info.Mode().IsRegular() {
		return Seal{}, unreadable(path, fs.ErrInvalid)
	}
	return ReadFrom(f, info.Size())
}

// ReadFrom is Read for bytes that are held elsewhere.
func ReadFrom(r io.ReaderAt, size int64) (Seal, error) {
	s, _, err := read(r, size)
	return s, err
}

func read(r io.ReaderAt, size int64) (Seal, body, error) {
	format, err := formatOf(r, size)
	if err != nil || format == "" {
		return Seal{State: None}, body{}, err
	}
	text, at, err := find(r, size, format)
	if err != nil || text == nil {
		return Seal{State: None}, body{}, err
	}
	s, signed, ok := parse(text)
	if !ok || s.Format != format {
		return Seal{State: Altered}, body{}, nil
	}
	if !signed {
		return Seal{State: Forged, Statement: s}, body{}, nil
	}
	b, err := locate(r, size, s.Format, at, text)
	if err != nil || b.format == "" || b.size != s.Size {
		return Seal{State: Altered, Statement: s}, body{}, err
	}
	digest, err := b.digest(r)
	if err != nil || digest != s.SHA256 {
		return Seal{State: Altered, Statement: s}, body{}, err
	}
	return Seal{State: Sound, Statement: s}, b, nil
}

// strict refuses the second spellings of one value that base64 has: a seal has one form.
var strict = base64.StdEncoding.Strict()

// sign completes a statement and writes the text of its seal.
func sign(key *Key, s Statement, fields any) (Statement, []byte, error) {
	content, err := json.Marshal(fields)
	if err != nil {
		return s, nil, err
	}
	if len(content) > maxFields {
		return s, nil, fmt.Errorf("seal: the fields take %d bytes, the limit is %d", len(content), maxFields)
	}
	s.Fields, s.Key = content, key.Public()
	payload, err := json.Marshal(s)
	if err != nil {
		return s, nil, err
	}
	packed := pack(payload)
	return s, framed(packed, key.sign(packed)), nil
}

// framed writes a seal. The signature is over the packed statement, so that it has one form.
func framed(packed, signature []byte) []byte {
	return fmt.Appendf(nil, "%s%s %s", marker, strict.EncodeToString(packed), strict.EncodeToString(signature))
}

func pack(payload []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriterDict(&b, flate.BestCompression, []byte(usual))
	if err == nil {
		_, err = w.Write(payload)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err) // the level is right and memory takes everything
	}
	return b.Bytes()
}

func unpack(packed []byte) ([]byte, error) {
	r := flate.NewReaderDict(bytes.NewReader(packed), []byte(usual))
	return io.ReadAll(io.LimitReader(r, 2*maxFields))
}

// parse reads the text of a seal. ok is false when it is none; signed says whether the signature is that of the key it names.
func parse(text []byte) (s Statement, signed, ok bool) {
	first, second, found := bytes.Cut(bytes.TrimPrefix(text, []byte(marker)), []byte(" "))
	packed, err1 := strict.DecodeString(string(first))
	signature, err2 := strict.DecodeString(string(second))
	if !found || err1 != nil || err2 != nil || !bytes.Equal(text, framed(packed, signature)) {
		return s, false, false
	}
	payload, err := unpack(packed)
	if err != nil {
		return s, false, false
	}
	if json.Unmarshal(payload, &s) != nil || len(s.Key) != ed25519.PublicKeySize {
		return Statement{}, false, false
	}
	return s, ed25519.Verify(s.Key, signedBytes(packed), signature), true
}

func signedBytes(packed []byte) []byte { return append([]byte(domain), packed...) }

func unreadable(path string, err error) error {
	return apperr.Newf(apperr.NotFound, "seal.unreadable", "Le fichier %s ne peut pas être lu.", "The file %s cannot be read.", path).Because(err)
}
