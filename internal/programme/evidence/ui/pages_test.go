package ui_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/evidence/ui"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/pagetest"
)

const hostileTitle = `=HYPERLINK("x") ' onmouseover="alert(1)`

// withFile adds two stored files to the example: a PDF that proves one webinar, and a web page under a text's clothes.
func withFile(t *testing.T, w *pagetest.World) *pagetest.World {
	t.Helper()
	a, err := w.Agreements.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := a.Kind("webinar")
	w.Write(t, "relevé «1».pdf", []byte("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	w.Write(t, "notes.txt", []byte("Notes de séance, sans balise."))
	csv := "Réalisation;Activité;Nature;Titre;Fichier;Date\n" +
		"VISIO-2018-01;" + kind.Activity + ";connection_log;" + `"` + strings.ReplaceAll(hostileTitle, `"`, `""`) + `"` + ";relevé «1».pdf;06/02/2018\n" +
		";" + kind.Activity + ";minutes;Notes de séance;notes.txt;\n"
	w.Write(t, "ajouts.csv", []byte(csv))
	w.Import(t, "evidence", "ajouts.csv", "", "")
	return w
}

func each(t *testing.T, run func(t *testing.T, w *pagetest.World, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := withFile(t, pagetest.Example(t, d))
		run(t, w, pagetest.Serve(t, routes(w), ui.Texts))
	})
}

func TestListAgreesWithItsFilters(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		for _, f := range []struct {
			query  string
			filter evidence.Filter
		}{
			{"?lang=fr", evidence.Filter{}},
			{"?activite=1", evidence.Filter{Activity: "1"}},
			{"?activite=1.3", evidence.Filter{Activity: "1.3"}},
			{"?etat=conservee", evidence.Filter{State: evidence.Stored}},
			{"?etat=non-capturee&nature=publication", evidence.Filter{State: evidence.NotCaptured, Kind: "publication"}},
		} {
			totals, err := w.Evidence.Totals(context.Background(), f.filter)
			if err != nil || totals.Items == 0 {
				t.Fatalf("%s: %+v %v", f.query, totals, err)
			}
			page := pagetest.Get(t, server, "/pieces"+f.query, http.StatusOK)
			if got := page.Find("tbody tr").Length(); got != min(totals.Items, 50) {
				t.Errorf("%s: %d rows, want %d", f.query, got, min(totals.Items, 50))
			}
			if got := page.Find(".totals b").First().Text(); got != fmt.Sprint(totals.Items) {
				t.Errorf("%s: total %q, want %d", f.query, got, totals.Items)
			}
			if warned := page.Find("tbody .state.warn").Length(); f.filter.State == evidence.Stored && warned != 0 {
				t.Errorf("%d stored pieces are told as not captured", warned)
			}
		}
	})
}

func TestPagerWalksAllPieces(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		totals, err := w.Evidence.Totals(context.Background(), evidence.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		seen, path := map[string]bool{}, "/pieces"
		for path != "" {
			page := pagetest.Get(t, server, path, http.StatusOK)
			for _, row := range page.Find("tbody tr").EachIter() {
				seen[row.AttrOr("id", "")] = true
			}
			path = page.Find(`a[rel="next"]`).AttrOr("href", "")
		}
		if len(seen) != totals.Items {
			t.Errorf("pages hold %d different pieces, want %d", len(seen), totals.Items)
		}
	})
}

func TestWrongFiltersAreNamed(t *testing.T) {
	each(t, func(t *testing.T, _ *pagetest.World, server *httptest.Server) {
		for query, names := range map[string][]string{
			"activite=9.9": {"activite", "9.9", "1.1"}, "nature=poème": {"nature", "poème", "publication"}, "etat=perdue": {"etat", "conservee, non-capturee"},
			"page=zéro": {"page", "zéro"}, "etat=<script>": {"<script>"},
		} {
			page := pagetest.Get(t, server, "/pieces?lang=fr&"+query, http.StatusUnprocessableEntity)
			for _, want := range names {
				if got := pagetest.Text(page, ".problem-message"); !strings.Contains(got, want) {
					t.Errorf("%s: %q does not name %q", query, got, want)
				}
			}
		}
		pagetest.Get(t, server, "/pieces/manques?financeur=mécène", http.StatusUnprocessableEntity)
		pagetest.Get(t, server, "/pieces/inconnue", http.StatusNotFound)
		pagetest.Get(t, server, "/pieces/inconnue/fichier", http.StatusNotFound)
	})
}

func TestItemTellsWhatItProves(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		item := pieceOf(t, w, "connection_log")
		page := pagetest.Get(t, server, "/pieces/"+item.ID+"?lang=fr", http.StatusOK)
		if got := page.Find("h1").Text(); got != hostileTitle {
			t.Errorf("title %q", got)
		}
		if n := page.Find("[onmouseover]").Length(); n != 0 {
			t.Errorf("%d scripts came out of a title", n)
		}
		entries, err := w.Ledger.List(context.Background(), ledger.Filter{Evidence: item.ID}, ledger.ByDate, 10, 0)
		if err != nil || len(entries) != 1 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		if n := page.Find(`a[href="/realisations/` + entries[0].ID + `"]`).Length(); n != 1 {
			t.Errorf("the entry proved is linked %d times", n)
		}
		if got := pagetest.Text(page, ".terms"); !strings.Contains(got, item.SHA256) {
			t.Errorf("no hash in %q", got)
		}
		if n := page.Find("section[aria-labelledby=chiffres] li").Length(); n == 0 {
			t.Error("a webinar supports no figure")
		}
	})
}

// TestFileCannotAct checks the headers: the sniffed type, no guessing, no scripts, and a way of showing that follows the type.
func TestFileCannotAct(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		for kind, want := range map[string][2]string{"connection_log": {"application/pdf", "inline"}, "minutes": {"text/plain", "attachment"}} {
			item := pieceOf(t, w, kind)
			response, err := http.Get(server.URL + "/pieces/" + item.ID + "/fichier")
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if err != nil || int64(len(body)) != item.Size {
				t.Errorf("%s: %d bytes of %d, %v", kind, len(body), item.Size, err)
			}
			header := response.Header
			if header.Get("Content-Type") != want[0] || !strings.HasPrefix(header.Get("Content-Disposition"), want[1]+";") {
				t.Errorf("%s: served as %q, %q", kind, header.Get("Content-Type"), header.Get("Content-Disposition"))
			}
			if header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s: %q, %q", kind, header.Get("X-Content-Type-Options"), header.Get("Content-Security-Policy"))
			}
		}
		link := one(t, w, evidence.NotCaptured)
		pagetest.Get(t, server, "/pieces/"+link.ID+"/fichier", http.StatusNotFound)
	})
}

// TestDamagedFileIsCut: a file changed behind the program's back never arrives whole.
func TestDamagedFileIsCut(t *testing.T) {
	w := withFile(t, pagetest.Example(t, dbtest.SQLite(t)))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	item := pieceOf(t, w, "minutes")
	damage(t, w, item)
	response, err := http.Get(server.URL + "/pieces/" + item.ID + "/fichier")
	if err == nil {
		_, err = io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err == nil && response.StatusCode == http.StatusOK {
			t.Error("a damaged file arrived whole")
		}
	}
}

// damage changes one letter of a kept file.
func damage(t *testing.T, w *pagetest.World, item evidence.Item) {
	t.Helper()
	path := filepath.Join(w.Files, item.SHA256[:2], item.SHA256[2:4], item.SHA256)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[0] ^= 1
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestExportsHoldWhatTheListHolds(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		totals, err := w.Evidence.Totals(context.Background(), evidence.Filter{State: evidence.Stored})
		if err != nil {
			t.Fatal(err)
		}
		csv := download(t, server, "/pieces.csv?etat=conservee&lang=fr", "text/csv; charset=utf-8")
		if got := strings.Count(csv, "\n") - 1; got != totals.Items {
			t.Errorf("%d rows in CSV, want %d", got, totals.Items)
		}
		if !strings.Contains(csv, `'=HYPERLINK`) {
			t.Errorf("a formula is left to run in %s", csv)
		}
		book, err := excelize.OpenReader(strings.NewReader(download(t, server, "/pieces.xlsx?etat=conservee", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = book.Close() }()
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil || len(rows)-1 != totals.Items {
			t.Errorf("%d rows in XLSX, want %d, %v", len(rows)-1, totals.Items, err)
		}
	})
}

func TestHolesAgreeWithTheService(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		holes, err := w.Evidence.Holes(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		need, have, kinds := 0, 0, 0
		for _, h := range holes {
			need, have = need+h.Need, have+h.Have
			if h.Need > 0 {
				kinds++
			}
		}
		page := pagetest.Get(t, server, "/pieces/manques?lang=fr", http.StatusOK)
		if got, want := pagetest.Text(page, "#c-tout-desc"), fmt.Sprint(have); !strings.Contains(got, want) || need == 0 || have == 0 {
			t.Errorf("the whole says %q, want %d of %d", got, have, need)
		}
		if got := page.Find("li .state").Length(); got != kinds {
			t.Errorf("%d kinds with a state, want %d", got, kinds)
		}
		csv := download(t, server, "/pieces/manques.csv?lang=fr", "text/csv; charset=utf-8")
		if got := strings.Count(csv, "\nTous;") + strings.Count(csv, "\nTous,"); got != kinds || !strings.Contains(csv, "\nFSE") || !strings.Contains(csv, "\nRégion") {
			t.Errorf("the export has %d kinds for all funders, want %d, and each funder: %.300s", got, kinds, csv)
		}
		link := page.Find(`main a[href^="/realisations?"]`).First().AttrOr("href", "")
		if !strings.Contains(link, "a-completer=preuve") {
			t.Errorf("the holes lead to %q", link)
		}
	})
}

func pieceOf(t *testing.T, w *pagetest.World, kind string) evidence.Item {
	t.Helper()
	items, err := w.Evidence.Page(context.Background(), evidence.Filter{Kind: kind, State: evidence.Stored}, 1, 0)
	if err != nil || len(items) == 0 {
		t.Fatalf("no stored piece of kind %s: %v", kind, err)
	}
	return items[0]
}

func download(t *testing.T, server *httptest.Server, path, mediaType string) string {
	t.Helper()
	response, err := http.Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != mediaType {
		t.Fatalf("%s: %d %q %v", path, response.StatusCode, response.Header.Get("Content-Type"), err)
	}
	if !strings.HasPrefix(response.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%s opens in the page", path)
	}
	return string(body)
}
