package ui_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/evidence/ui"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// mostQueries is how many a page may ask.
const mostQueries = 12

func TestPagesAskFewQueries(t *testing.T) {
	w := withDays(t, withFile(t, pagetest.Example(t, dbtest.SQLite(t))))
	texts, err := i18n.New(web.Texts, ui.Texts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Agreements.Current(t.Context()); err != nil { // it is read once and kept
		t.Fatal(err)
	}
	m := web.NewMux(web.Options{Site: pagetest.Site, Texts: texts})
	routes(w)(m)
	for _, path := range []string{
		"/pieces", "/pieces?vue=calendrier", "/pieces/manques", "/pieces/conservation", "/pieces/conservation?vue=calendrier", "/livrables", "/livrables?vue=calendrier",
		"/pieces/" + pieceOf(t, w, "connection_log").ID,
	} {
		var n atomic.Int64
		request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
		request.RemoteAddr = "127.0.0.1:1"
		answer := httptest.NewRecorder()
		m.ServeHTTP(answer, request.WithContext(db.Counting(request.Context(), &n)))
		if got := n.Load(); answer.Code != http.StatusOK || got == 0 || got > mostQueries {
			t.Errorf("%s: %d with %d queries, at most %d", path, answer.Code, got, mostQueries)
		}
	}
}
