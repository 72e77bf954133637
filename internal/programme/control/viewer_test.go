package control_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/control"
	"maillage/internal/programme/pagetest"
)

// unpacked is the control file of the example, unpacked on the disk, with one stored piece.
func unpacked(t *testing.T) (dir string, p *control.Perimeter) {
	t.Helper()
	w := pagetest.Example(t, dbtest.SQLite(t))
	a, err := w.Agreements.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := a.Kind("webinar")
	w.Write(t, "relevé.pdf", []byte("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	w.Write(t, "ajouts.csv", []byte("Réalisation;Activité;Nature;Titre;Fichier;Date\nVISIO-2018-01;"+kind.Activity+`;connection_log;"<img src=x onerror=alert(1)> Relevé";relevé.pdf;06/02/2018`+"\n"))
	w.Import(t, "evidence", "ajouts.csv", "", "")
	s := &control.Service{DB: w.DB, Agreements: w.Agreements, Ledger: w.Ledger, Evidence: w.Evidence, Indicators: w.Indicators}
	b, _ := export(t, s, control.Options{Key: key(t), Documents: []control.Document{document("bilan.html", "<!doctype html><title>Bilan</title>")}})
	dir = t.TempDir()
	for name, text := range unzip(t, b) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if p, err = s.Perimeter(context.Background(), "", time.Time{}); err != nil {
		t.Fatal(err)
	}
	return dir, p
}

// TestTheViewerOpensFromTheDisk walks from a figure to its entries, to a piece, to its file, and checks each view with axe.
func TestTheViewerOpensFromTheDisk(t *testing.T) {
	dir, p := unpacked(t)
	d := pagetest.OpenDisk(t)
	page := filepath.Join(dir, "visionneuse.html")
	d.Go(page, "", 1280)
	if got := d.Text(`document.querySelector("h1").textContent + document.querySelectorAll("tbody tr").length`); !strings.HasPrefix(got, "Chiffres") || got == "Chiffres0" {
		t.Fatalf("the first view shows %q", got)
	}
	piece := ""
	for _, x := range p.Pieces {
		if x.State == control.Kept {
			piece = x.Number
			d.Go(page, "#realisation/"+strconv.Itoa(x.Of[0]), 1280)
			if got := d.Text(`document.querySelector('a[href="#piece/` + piece + `"]').textContent`); got != piece {
				t.Errorf("its entry leads to %q", got)
			}
		}
	}
	d.Go(page, "#piece/"+piece, 1280)
	if got := d.Text(`document.querySelector("dl a").getAttribute("href")`); got != "pieces/"+piece+".pdf" {
		t.Errorf("the piece leads to %q", got)
	}
	if got := d.Text(`String(document.querySelectorAll("img").length)`); got != "0" {
		t.Error("a title became markup")
	}
	d.Go(page, "#pieces", 1280)
	if got := d.Text(`document.querySelector("#menu button").click(), document.querySelector("h1").textContent + document.documentElement.lang`); got != "Piecesen" {
		t.Errorf("in English the page says %q", got)
	}
	for _, width := range []int64{1280, 390, 320} {
		for name, fragment := range map[string]string{
			"chiffres": "", "chiffre": "#chiffre/0", "realisations": "#realisations", "realisation": "#realisation/1", "pieces": "#pieces", "piece": "#piece/" + piece,
			"tirage": "#tirage/entries///20/2021", "inconnue": "#piece/PJ-0",
		} {
			d.Go(page, fragment, width)
			d.Look(fmt.Sprintf("visionneuse-%s-%d", name, width), width)
		}
	}
}

// TestTheViewerDrawsTheSameSample compares the draws of the page with those of this package.
func TestTheViewerDrawsTheSameSample(t *testing.T) {
	dir, p := unpacked(t)
	d := pagetest.OpenDisk(t)
	d.Go(filepath.Join(dir, "visionneuse.html"), "", 1280)
	for _, draw := range []control.Draw{
		{Of: control.OfEntries, Seed: "2021", Size: 20}, {Of: control.OfPieces, Seed: "2021", Size: 1000}, {Of: control.OfEntries, Seed: "é « œ » 🙂", Size: 7, Activity: "1", Year: 2019},
		{Of: control.OfPieces, Seed: strings.Repeat("long ", 40), Size: 30, Activity: "1.3"},
	} {
		s, err := p.Sample(draw)
		if err != nil || len(s.Drawn) == 0 {
			t.Fatalf("%+v: %d drawn, %v", draw, len(s.Drawn), err)
		}
		how, err := json.Marshal(map[string]any{"of": draw.Of, "activity": draw.Activity, "year": draw.Year, "size": draw.Size, "seed": s.Seed})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, x := range s.Drawn {
			want = append(want, x.Number+" "+x.Key)
		}
		got := d.Text(`(() => { const s = maillage.sample(` + string(how) + `); return s.among + "\n" + s.drawn.map(x => x.number + " " + x.key).join("\n") })()`)
		if got != strconv.Itoa(s.Among)+"\n"+strings.Join(want, "\n") {
			t.Errorf("%+v: the page draws\n%s\nwant %d\n%s", draw, got, s.Among, strings.Join(want, "\n"))
		}
	}
	seed := url.PathEscape("2021")
	d.Go(filepath.Join(dir, "visionneuse.html"), "#tirage/entries///5/"+seed, 1280)
	s, _ := p.Sample(control.Draw{Seed: "2021", Size: 5})
	if got := d.Text(`document.querySelector("tbody th").textContent`); got != s.Drawn[0].Number {
		t.Errorf("the page shows %q first, want %s", got, s.Drawn[0].Number)
	}
}
