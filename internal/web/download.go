package web

import (
	"io"
	"iter"
	"mime"
	"net/http"
	"strings"

	"maillage/internal/kit/tabular"
)

// Rows streams a list as a file to keep; the ending of the name, .csv or .xlsx, says the format.
func Rows(w http.ResponseWriter, name string, columns []tabular.Column, rows iter.Seq2[[]any, error]) error {
	write, mediaType := tabular.WriteCSV, "text/csv; charset=utf-8"
	if strings.HasSuffix(name, ".xlsx") {
		write, mediaType = tabular.WriteXLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return Stream(w, func(out io.Writer) error { return write(out, columns, rows) })
}

// Stream sends a file as it is made. An error before the first byte becomes a page; later the connection is cut, so that half a file never
// passes for a whole one.
func Stream(w http.ResponseWriter, write func(io.Writer) error) error {
	out := &started{w: w}
	if err := write(out); err != nil {
		if out.begun {
			panic(http.ErrAbortHandler)
		}
		w.Header().Del("Content-Disposition")
		return err
	}
	return nil
}

// started remembers whether anything was sent.
type started struct {
	w     io.Writer
	begun bool
}

func (s *started) Write(p []byte) (int, error) {
	s.begun = s.begun || len(p) > 0
	return s.w.Write(p)
}
