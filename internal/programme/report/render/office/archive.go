package office

import (
	"archive/zip"
	"io"
	"time"
)

// archive is the zip file that both formats are. Every part carries the moment of the document, so that the same document gives the same bytes.
type archive struct {
	zip *zip.Writer
	at  time.Time
}

// stored adds a part as it is: the media type of an ODT must be readable without unpacking, and pictures are packed already.
func (a archive) stored(name string, content []byte) error {
	return a.put(name, zip.Store, content)
}

func (a archive) part(name string, content []byte) error {
	return a.put(name, zip.Deflate, content)
}

func (a archive) put(name string, method uint16, content []byte) error {
	w, err := a.create(name, method)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// create starts a part that is written bit by bit; the next call to any method ends it.
func (a archive) create(name string, method uint16) (io.Writer, error) {
	return a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: a.at})
}

// moment is a time that zip files can hold.
func moment(t time.Time) time.Time {
	if t.Year() < 1980 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UTC().Truncate(2 * time.Second)
}
