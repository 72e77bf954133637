package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/app"
	"maillage/internal/programme/report"
)

// small makes an installation with the little programme of the report's tests.
func small(t *testing.T) string {
	t.Helper()
	const files = "../programme/report/reporttest/testdata"
	dir := filepath.Join(t.TempDir(), "petit")
	for _, x := range [][2]string{
		{"agreement", "programme.toml"}, {"indicators", "indicators.toml"}, {"tour", "tour.csv"}, {"meetup", "meetup.csv"}, {"census", "census.csv"},
		{"hotline", "hotline.csv"}, {"report", "bilan/report.toml"},
	} {
		args := []string{"import", x[0], filepath.Join(files, x[1]), "--dir", dir}
		if strings.HasSuffix(x[1], ".csv") {
			args = append(args, "--period", "2018..2019")
		}
		must(t, 0, args...)
	}
	return dir
}

// TestVersionsFromTheCommandLine: variances closed, a final version signed, a correction told, every version computed again.
func TestVersionsFromTheCommandLine(t *testing.T) {
	dir := small(t)
	do := func(want int, args ...string) string {
		t.Helper()
		return must(t, want, append(args, "--dir", dir, "--lang", "fr")...)
	}
	keep := []string{"report", "keep", "--final", "--label", "Bilan signé", "--formats", "html,json", "--quiet", "--actor", "Direction"}
	do(2, keep...)
	open := decode[[]report.Variance](t, do(1, "variance", "list", "--open", "--format", "json"))
	if len(open) != 2 {
		t.Fatalf("%d variances are open", len(open))
	}
	do(2, "variance", "close", open[0].Key, "--kind", "agreement", "--text", "Le comité de pilotage l’a accepté.")
	for _, v := range open {
		do(0, "variance", "close", v.Key, "--kind", "agreement", "--text", "Le comité de pilotage l’a accepté.", "--reference", "Lettre du 3 mars 2020")
	}
	do(2, "variance", "close", "target_missed:nothing:0", "--kind", "reason", "--text", "Une explication assez longue.")
	do(0, "variance", "reopen", open[0].Key)
	do(1, "variance", "list")
	do(0, "variance", "close", open[0].Key, "--kind", "reason", "--text", "Une salle a fermé pendant deux mois.")
	do(0, "variance", "list")

	v := decode[report.Version](t, do(0, append(keep, "--format", "json")...))
	if v.Number != 1 || !v.Final || v.Actor != "Direction" || len(v.Hash) != 64 {
		t.Fatalf("kept: %+v", v)
	}
	do(0, "report", "diff", "1")
	correction := filepath.Join(t.TempDir(), "meetup.csv")
	const rows = "Référence;Date;Intitulé;Département;Ville;Participations;État\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;60;annulé\n"
	if err := os.WriteFile(correction, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	do(0, "import", "meetup", correction, "--period", "2018..2019", "--actor", "Chargée de mission")
	if told := do(1, "report", "diff", "1"); !strings.Contains(told, "Rencontres tenues, 2018-2019 : 3 → 2 −1\n    Rencontre de Tulle, ") || !strings.Contains(told, "corrigé par Chargée de mission") {
		t.Errorf("the difference: %s", told)
	}
	do(2, "report", "keep", "--replaces", "1", "--formats", "json", "--quiet")
	do(0, "report", "keep", "--replaces", "1", "--reason", "Une rencontre annulée avait été comptée.", "--formats", "json", "--quiet")
	do(1, "report", "diff", "1", "2")
	do(2, "report", "diff", "9")
	if told := do(0, "report", "versions"); strings.Count(told, "\n") != 2 || !strings.Contains(told, "Bilan signé") {
		t.Errorf("versions: %s", told)
	}
	if told := do(0, "report", "replay"); strings.Count(told, "tous identiques") != 2 {
		t.Errorf("replay: %s", told)
	}
	do(0, "doctor", "--quiet")
}

// TestDoctorSeesALostFileAndAChangedVersion names both, though either would be enough.
func TestDoctorSeesALostFileAndAChangedVersion(t *testing.T) {
	dir := small(t)
	must(t, 0, "report", "keep", "--formats", "html,json", "--quiet", "--dir", dir)
	a, err := app.Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	_, files, err := a.Reports.Version(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.DB.Exec(t.Context(), `update report_version set label = 'Autre' where number = 1`); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	lost := 0
	err = filepath.WalkDir(filepath.Join(dir, "files"), func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.Contains(path, files[0].SHA256[4:]) {
			lost++
			return os.Remove(path)
		}
		return err
	})
	if err != nil || lost != 1 {
		t.Fatalf("%d files removed, %v", lost, err)
	}
	told := must(t, 1, "doctor", "--quiet", "--dir", dir, "--lang", "fr")
	for _, want := range []string{"a perdu son fichier " + files[0].Name, "n’est plus décrite comme son contenu scellé le dit"} {
		if !strings.Contains(told, want) {
			t.Errorf("doctor does not say %q: %s", want, told)
		}
	}
}
