// Package blob keeps files by their content: the SHA-256 of the bytes is the name. The same file kept twice takes its place once, and
// what is read back is checked against its name, so that a damaged file never passes for evidence.
//
// Two stores: a folder, and any S3-compatible service. Who may read a file is not known here.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"os"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"maillage/internal/kit/apperr"
)

// Ref names a kept file.
type Ref struct {
	SHA256 string // 64 hexadecimal digits, lower case
	Size   int64  // bytes
	Type   string // media type found in the content, never taken from a file name; without parameters
}

// Store keeps files. All methods may be called at the same time from several places.
type Store interface {
	// Put reads r to its end and keeps it. limit is the largest size in bytes. Errors: Invalid beyond the limit, Unavailable.
	Put(ctx context.Context, r io.Reader, limit int64) (Ref, error)
	// Open returns the content, to be closed, and its size. The last read fails where the content is not what its name says.
	// Errors: NotFound, Unavailable.
	Open(ctx context.Context, sha string) (io.ReadCloser, int64, error)
	// Has says whether a file is kept.
	Has(ctx context.Context, sha string) (bool, error)
	// Delete removes a file; one that is not there is no error.
	Delete(ctx context.Context, sha string) error
	// Each calls fn for each file, in the order of names, until fn returns an error.
	Each(ctx context.Context, fn func(sha string, size int64) error) error
}

// staged is a file that was received whole but not yet kept.
type staged struct {
	Ref
	path string
}

// stage receives r into a temporary file of dir. The caller removes the file, also after an error.
func stage(ctx context.Context, dir string, r io.Reader, limit int64) (s staged, err error) {
	f, err := os.CreateTemp(dir, "incoming-*")
	if err != nil {
		return staged{}, unavailable(err)
	}
	s.path = f.Name()
	digest := sha256.New()
	s.Size, err = io.Copy(io.MultiWriter(f, digest), io.LimitReader(stopping{ctx, r}, limit+1))
	if err == nil && s.Size > limit {
		err = TooLarge(limit)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return s, err
	}
	s.SHA256 = hex.EncodeToString(digest.Sum(nil))
	s.Type, err = sniff(s.path)
	return s, err
}

// sniff finds the media type in the content.
func sniff(file string) (string, error) {
	found, err := mimetype.DetectFile(file)
	if err != nil {
		return "", unavailable(err)
	}
	kind, _, err := mime.ParseMediaType(found.String())
	return kind, err
}

// stopping ends a reading when its context ends.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// checked compares what was read with the name it was asked by.
type checked struct {
	io.ReadCloser
	sha    string
	digest hash.Hash
}

func check(r io.ReadCloser, sha string) io.ReadCloser { return &checked{r, sha, sha256.New()} }

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.digest.Write(p[:n])
	if err == io.EOF && hex.EncodeToString(c.digest.Sum(nil)) != c.sha {
		return n, fmt.Errorf("blob: the content kept as %s is damaged", c.sha)
	}
	return n, err
}

// keyOf spreads files over folders of 256: aa/bb/aabb….
func keyOf(sha string) string { return path.Join(sha[:2], sha[2:4], sha) }

// isSHA also keeps foreign paths out: a name is never anything but 64 digits.
func isSHA(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// TooLarge is the error for a file beyond limit bytes.
func TooLarge(limit int64) *apperr.E {
	number, fr, en := limit>>20, "Mo", "MB"
	if limit < 1<<20 {
		number, fr, en = limit>>10, "ko", "kB"
	}
	if limit < 1<<10 {
		number, fr, en = limit, "octets", "bytes"
	}
	return apperr.New(apperr.Invalid, "blob.too_large",
		fmt.Sprintf("Le fichier dépasse %d %s. Réduisez-le (par exemple en enregistrant les images en plus petit) ou déposez-le en plusieurs parties.", number, fr),
		fmt.Sprintf("The file is larger than %d %s. Make it smaller (for instance by saving its pictures at a lower size) or send it in parts.", number, en))
}

func notFound(sha string) *apperr.E {
	return apperr.Newf(apperr.NotFound, "blob.not_found", "Le fichier %.12s… n'est pas dans la réserve.", "The file %.12s… is not in the store.", sha)
}

func unavailable(err error) *apperr.E {
	return apperr.New(apperr.Unavailable, "blob.unavailable", "La réserve de fichiers ne répond pas. Réessayez dans un moment.",
		"The file store does not answer. Try again in a moment.").Because(err)
}
