package importer

import (
	"context"
	"io"
	"runtime"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
)

// chunkRows is how many rows are read, compared and saved at a time.
const chunkRows = 500

type chunk struct {
	list []parsed
	err  error
}

// parseAll yields chunks in order, each a promise that a worker keeps.
func (r *run) parseAll(ctx context.Context, reader *tabular.Reader) <-chan chan chunk {
	promises := make(chan chan chunk, 2*runtime.NumCPU())
	slots := make(chan struct{}, runtime.NumCPU())
	go func() {
		defer close(promises)
		for {
			rows, err := readChunk(reader)
			promise := make(chan chunk, 1)
			select {
			case promises <- promise:
			case <-ctx.Done():
				return
			}
			if err != nil && err != io.EOF {
				promise <- chunk{err: err}
				return
			}
			slots <- struct{}{}
			go func() {
				promise <- chunk{list: r.parse(rows)}
				<-slots
			}()
			if err == io.EOF {
				return
			}
		}
	}()
	return promises
}

func readChunk(reader *tabular.Reader) ([]tabular.Row, error) {
	rows := make([]tabular.Row, 0, chunkRows)
	for len(rows) < chunkRows {
		row, err := reader.Next()
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (r *run) parse(rows []tabular.Row) []parsed {
	out := make([]parsed, len(rows))
	for i, raw := range rows {
		p := parsed{raw: raw, row: r.columns.row(raw, r.request.Options)}
		if raw.Err != nil { // the reader kept the row but doubts it, such as one cell too many
			p.refused = []Refusal{{Code: "row", Text: lang.Text{FR: apperr.Message(raw.Err, "fr"), EN: apperr.Message(raw.Err, "en")}}}
		} else {
			p.payload, p.refused = r.session.Read(p.row)
		}
		if len(p.refused) == 0 {
			p.cells = encodeCells(p.row, r.columns.order)
			p.hash = digestOf(p.cells)
			p.ref, p.ident = r.columns.identity(p.row)
		}
		out[i] = p
	}
	return out
}
