package seal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// ZIPWriter seals an archive while it is written, for one that goes to a network and not to a disk: it holds back the last bytes, which
// are the end record of the archive, until Close knows the hash of the whole.
type ZIPWriter struct {
	w      io.Writer
	key    *Key
	fields any
	hash   hash.Hash
	size   int64
	held   []byte
}

// NewZIPWriter returns a writer for the bytes of an archive without a comment. Close it after the archive's own writer.
func NewZIPWriter(w io.Writer, key *Key, fields any) *ZIPWriter {
	return &ZIPWriter{w: w, key: key, fields: fields, hash: sha256.New()}
}

// Write implements io.Writer.
func (z *ZIPWriter) Write(p []byte) (int, error) {
	z.hash.Write(p)
	z.size += int64(len(p))
	z.held = append(z.held, p...)
	ready := len(z.held) - zipEnd
	if ready <= 0 {
		return len(p), nil
	}
	_, err := z.w.Write(z.held[:ready])
	z.held = append(z.held[:0], z.held[ready:]...)
	return len(p), err
}

// Close writes the end record with the seal as its comment. It does not close the writer below.
func (z *ZIPWriter) Close() error {
	if len(z.held) < zipEnd || string(z.held[:4]) != endOfZIP || z.held[20] != 0 || z.held[21] != 0 {
		return errors.New("seal: what was written is not an archive without a comment")
	}
	s := Statement{Format: ZIP, SHA256: hex.EncodeToString(z.hash.Sum(nil)), Size: z.size}
	_, text, err := sign(z.key, s, z.fields)
	if err != nil {
		return err
	}
	binary.LittleEndian.PutUint16(z.held[20:], uint16(len(text)))
	_, err = z.w.Write(append(z.held, text...))
	return err
}
