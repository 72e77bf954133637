package control

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// The names in the archive. They are French, as the files of the example are, and plain letters, so that every unpacker writes them.
const (
	readmeName     = "LISEZ-MOI.txt"
	reportFolder   = "bilan/"
	figuresName    = "chiffres"
	entriesName    = "realisations"
	piecesFolder   = "pieces/"
	indexName      = "index"
	viewerPage     = "visionneuse.html"
	viewerFolder   = "visionneuse/"
	manifestName   = "manifest.json"
	sumsName       = "SHA256SUMS"
	alreadyPressed = zip.Store
)

// archive writes files one after the other, each with the time of the moment, and keeps their sums.
type archive struct {
	zip  *zip.Writer
	at   time.Time
	sums []sum
}

type sum struct{ name, sha string }

// add writes one file. Compressed formats are stored as they are: pressing them again costs time and gains nothing.
func (a *archive) add(name string, method uint16, write func(io.Writer) error) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: a.at})
	if err != nil {
		return err
	}
	h := sha256.New()
	if err := write(io.MultiWriter(w, h)); err != nil {
		return err
	}
	a.sums = append(a.sums, sum{name, hex.EncodeToString(h.Sum(nil))})
	return nil
}

// text writes a file that presses well.
func (a *archive) text(name, content string) error {
	return a.add(name, zip.Deflate, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

// writeSums writes SHA256SUMS over every file before it, as `sha256sum -c` reads it.
func (a *archive) writeSums() error {
	list := a.sums
	return a.add(sumsName, zip.Deflate, func(w io.Writer) error {
		for _, s := range list {
			if _, err := fmt.Fprintf(w, "%s  %s\n", s.sha, s.name); err != nil {
				return err
			}
		}
		return nil
	})
}
