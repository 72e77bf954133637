package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/programme/evidence"
)

// TestEvidenceCommands never leaves the machine: its links lead to the loopback, which the guard refuses, or asking is forbidden.
func TestEvidenceCommands(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "inst")
	files := t.TempDir()
	for name, content := range map[string]string{
		"programme.toml": "[programme]\ncode = \"p\"\nstart = 2018-01-01\nend = 2020-12-31\n[[axis]]\nnumber = \"1\"\nname.fr = \"A\"\n[[evidence_kind]]\ncode = \"photo\"\nname.fr = \"Photo\"\n" +
			"[[funder]]\ncode = \"f\"\nshort.fr = \"F\"\nstart = 2018-01-01\nend = 2020-12-31\ndepartments = [\"33\"]\nfund_period = \"2021-2027\"\nlast_payment = 2022-05-01\n",
		"pieces.csv":  "Nature;Titre;Lien;Fichier\nphoto;Locale;http://127.0.0.1:9/x;\nphoto;Original;;feuille.pdf\n",
		"feuille.pdf": "%PDF-1.4\n%%EOF\n", "public.pdf": "%PDF-1.4\n%public\n",
	} {
		if err := os.WriteFile(filepath.Join(files, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must(t, 0, "import", "agreement", filepath.Join(files, "programme.toml"), "--dir", dir)
	batch := decode[struct{ Batch string }](t, must(t, 0, "import", "evidence", filepath.Join(files, "pieces.csv"), "--dir", dir, "--format", "json")).Batch

	captured := decode[[]struct{ Title, Error string }](t, must(t, 1, "evidence", "capture", "--all", "--dir", dir, "--format", "json"))
	if len(captured) != 1 || captured[0].Title != "Locale" || !strings.Contains(captured[0].Error, "127.0.0.1:9") {
		t.Errorf("captured: %+v", captured)
	}
	must(t, 2, "evidence", "capture", "--dir", dir)
	must(t, 1, "evidence", "capture", "inconnue", "--dir", dir)
	looked := decode[[]evidence.LinkCheck](t, must(t, 1, "evidence", "check-links", "--dir", dir, "--format", "json"))
	if len(looked) != 1 || looked[0].State != evidence.Refused {
		t.Errorf("looked at: %+v", looked)
	}
	if again := decode[[]evidence.LinkCheck](t, must(t, 0, "evidence", "check-links", "--dir", dir, "--format", "json")); len(again) != 0 {
		t.Errorf("looked at again at once: %+v", again)
	}

	kept := decode[[]evidence.Kept](t, must(t, 0, "evidence", "retention", "--dir", dir, "--format", "json"))
	if len(kept) != 1 || kept[0].Retention.Until != "2027-12-31" {
		t.Fatalf("kept: %+v", kept)
	}
	must(t, 0, "evidence", "redact", kept[0].ID, filepath.Join(files, "public.pdf"), "--note", "noms", "--dir", dir)
	must(t, 2, "evidence", "redact", kept[0].ID, filepath.Join(files, "feuille.pdf"), "--dir", dir)
	must(t, 2, "evidence", "redact", "inconnue", filepath.Join(files, "public.pdf"), "--dir", dir)
	must(t, 2, "evidence", "redact", kept[0].ID, filepath.Join(files, "absent.pdf"), "--dir", dir)
	if out := must(t, 0, "undo", batch, "--dir", dir); !strings.Contains(out, "leurs fichiers restent") {
		t.Errorf("undoing says %q", out)
	}
	if out := must(t, 0, "evidence", "retention", "--dir", dir); !strings.Contains(out, "2027-12-31 (retirée le ") {
		t.Errorf("after the undo: %q", out)
	}
	must(t, 0, "doctor", "--dir", dir)
	t.Setenv("MAILLAGE_OFFLINE", "true")
	for _, command := range [][]string{{"capture", "--all"}, {"check-links"}} {
		if code, _, errs := maillage(t, append([]string{"evidence", "--dir", dir}, command...)...); code != 3 || !strings.Contains(errs, "offline") {
			t.Errorf("%v where asking is forbidden: %d %s", command, code, errs)
		}
	}
}
