package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/kit/seal"
)

// TestTheControlFileIsMadeAndVerified makes the files of the example, verifies them with and without an installation, and sees an alteration.
func TestTheControlFileIsMadeAndVerified(t *testing.T) {
	dir := demo(t)
	out := t.TempDir()
	must(t, 0, "control", "export", "--dir", dir, "--out", out, "--no-pdf")
	files, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("written: %v %v", files, err)
	}
	if told := must(t, 0, "verify", "--dir", dir, files[0], files[1]); strings.Count(told, "intact") != 2 || !strings.Contains(told, "C’est la clé de cette installation") {
		t.Errorf("verify says:\n%s", told)
	}
	nowhere := filepath.Join(t.TempDir(), "rien")
	if told := must(t, 0, "verify", "--dir", nowhere, "--lang", "en", files[0]); !strings.Contains(told, "Compare the key") {
		t.Errorf("without an installation verify says:\n%s", told)
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("verify made an installation")
	}
	other := t.TempDir()
	if _, err := seal.OpenKey(other); err != nil {
		t.Fatal(err)
	}
	if told := must(t, 0, "verify", "--dir", other, files[0]); !strings.Contains(told, "Ce n’est PAS la clé") {
		t.Errorf("with the key of another installation verify says:\n%s", told)
	}
	again := t.TempDir()
	must(t, 0, "control", "export", "--dir", dir, "--out", again, "--funder", "esf", "--no-pdf")
	first, second := read(t, filepath.Join(out, "controle-na-2018-2020-esf-brouillon.zip")), read(t, filepath.Join(again, "controle-na-2018-2020-esf-brouillon.zip"))
	if !bytes.Equal(first, second) {
		t.Error("the same state gives other bytes")
	}
	sameNumbers(t, first)
	second[len(second)/2] ^= 1
	broken := filepath.Join(again, "broken.zip")
	if err := os.WriteFile(broken, second, 0o600); err != nil {
		t.Fatal(err)
	}
	list := decode[[]struct {
		Seal string
		Ours *bool
	}](t, must(t, 1, "verify", "--dir", dir, "--format", "json", broken, files[0], filepath.Join(dir, "maillage.db")))
	if list[0].Seal != "altered" || list[1].Seal != "sound" || !*list[1].Ours || list[2].Seal != "none" {
		t.Errorf("verify: %+v", list)
	}
	must(t, 2, "verify", filepath.Join(again, "absent.zip"))
	must(t, 2, "verify")
	must(t, 2, "control", "export", "--dir", dir, "--funder", "mécène", "--out", again)
}

// sameNumbers fails when an entry of a control file has another number than in the report beside it.
func sameNumbers(t *testing.T, file []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	text := func(name string) string {
		content, err := fs.ReadFile(z, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	rows := decode[struct {
		Entries struct {
			Rows []struct {
				Number int
				ID     string
			}
		}
	}](t, text("bilan/bilan-esf-brouillon.json")).Entries.Rows
	table := text("realisations.csv")
	for _, x := range rows {
		if !strings.Contains(table, fmt.Sprintf("\nR%d;%s;", x.Number, x.ID)) {
			t.Errorf("R%d of the report is not that of the control file", x.Number)
		}
	}
	if len(rows) == 0 {
		t.Error("the report lists no entry")
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestASampleIsToldWithItsSeed(t *testing.T) {
	dir := demo(t)
	type sample struct {
		Seed  string
		Drawn []struct{ Number, Key string }
	}
	first := decode[sample](t, must(t, 0, "control", "sample", "--dir", dir, "--size", "4", "--activity", "1", "--format", "json"))
	if len(first.Drawn) != 4 || len(first.Seed) != 8 {
		t.Fatalf("%+v", first)
	}
	text := must(t, 0, "control", "sample", "--dir", dir, "--size", "4", "--activity", "1", "--seed", first.Seed)
	table := must(t, 0, "control", "sample", "--dir", dir, "--size", "4", "--activity", "1", "--seed", first.Seed, "--csv")
	for i, x := range first.Drawn {
		if line := strings.Split(text, "\n")[i]; !strings.Contains(line, " "+x.Number+" ") {
			t.Errorf("line %d of the same draw: %q, want %s", i+1, line, x.Number)
		}
		if !strings.Contains(table, ";"+x.Number+";") || !strings.Contains(table, x.Key) {
			t.Errorf("%s is not in the CSV", x.Number)
		}
	}
	must(t, 2, "control", "sample", "--dir", dir, "--activity", "9.9")
	must(t, 2, "control", "sample", "--dir", dir, "--size", "0")
}
