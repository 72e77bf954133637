package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/app"
	"maillage/internal/db/dbtest"
)

// asMaillage makes the test binary stand for the command, so that a test can kill it.
const asMaillage = "MAILLAGE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asMaillage) != "" {
		os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// maillage runs a command in process and returns its exit code and what it wrote.
func maillage(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = app.Main(args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// must runs a command that has to end with a code.
func must(t *testing.T, want int, args ...string) string {
	t.Helper()
	code, out, errs := maillage(t, args...)
	if code != want {
		t.Fatalf("maillage %s: exit %d, want %d\n%s%s", strings.Join(args, " "), code, want, out, errs)
	}
	return out
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return v
}

// demo makes an installation from the example, without PDF.
func demo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "réseau d’essai")
	must(t, 0, "demo", "--dir", dir, "--no-serve", "--no-pdf")
	return dir
}

type figure struct {
	Key         string
	Year        *int
	Value       *float64
	Numerator   *float64
	Denominator *float64
	Entries     int
	AsOf        string `json:"as_of"`
}

// TestFiguresOfTheExample checks the figures against what was counted by hand in the source: examples/…/README.md says where.
func TestFiguresOfTheExample(t *testing.T) {
	dir := demo(t)
	list := decode[[]figure](t, must(t, 0, "figures", "--dir", dir, "--format", "json"))
	got := map[string]string{}
	for _, f := range list {
		year, value := 0, "null"
		if f.Year != nil {
			year = *f.Year
		}
		if f.Value != nil {
			value = fmt.Sprintf("%g", *f.Value)
		}
		got[fmt.Sprintf("%s %d", f.Key, year)] = value
		if f.AsOf == "" {
			t.Errorf("%s: no as_of", f.Key)
		}
	}
	for key, want := range map[string]string{
		"tour.stops 0": "52", "tour.stops 2018": "12", "tour.stops 2019": "12", "tour.stops 2020": "28",
		"tour.stops.region 0": "20", "tour.stops.esf 0": "18", "tour.stops.unattributed 0": "14",
		"talks.held 0": "61", "talks.held 2018": "18", "talks.held 2019": "25", "talks.held 2020": "18",
		"webinars.held 0": "27", "webinars.held 2018": "8", "webinars.held 2019": "8", "webinars.held 2020": "11",
		"meetups.held 0": "8", "meetups.participations 0": "706", "annual_meetup.participations 2019": "182",
		"visits.visitors 0": "100", "hotline.holders 2018": "103", "hotline.holders 2019": "105", "hotline.holders 2020": "null",
		"newsletters.sent 0": "19", "newsletters.sent 2019": "10", "newsletters.subscribers 0": "820", "newsletters.subscribers 2019": "529",
		"newsletters.open_rate 2020": "43", "newsletters.click_rate 2020": "21",
		"places.open 2018": "192", "places.open 2019": "231", "places.open 2020": "286", "places.growth 2019": "20.3125",
		"support.individual 0": "24", "support.individual.region 0": "13", "support.individual.esf 0": "11", "support.collective.places 0": "31",
		"incubator.projects 0": "15", "incubator.dropouts 0": "2",
	} {
		if got[key] != want {
			t.Errorf("%s: %s, want %s", key, got[key], want)
		}
	}
}

func TestDemoTwiceChangesNothingAndDoctorIsContent(t *testing.T) {
	dir := demo(t)
	second := decode[struct {
		Example struct{ Rows, New, Changed, Unchanged, Refused int }
	}](t, must(t, 0, "demo", "--dir", dir, "--no-serve", "--no-pdf", "--format", "json"))
	if x := second.Example; x.New+x.Changed+x.Refused != 0 || x.Rows != x.Unchanged || x.Rows < 600 {
		t.Errorf("the second demonstration: %+v", x)
	}
	d := decode[struct {
		Findings []any
		Rebuilt  int
	}](t, must(t, 0, "doctor", "--dir", dir, "--rebuild-ledger", "--format", "json"))
	if len(d.Findings) != 0 || d.Rebuilt != 0 {
		t.Errorf("doctor: %+v", d)
	}
	for _, name := range []string{"bilan.html", "bilan.xlsx", "bilan.json", "bilan-region.html", "bilan-esf.html"} {
		if info, err := os.Stat(filepath.Join(dir, "out", name)); err != nil || info.Size() < 50_000 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestExitCodes(t *testing.T) {
	dir := demo(t)
	file := filepath.Join(t.TempDir(), "etapes.csv")
	content := "Référence;Date;Département;Participants\nZ1;9/07/2018;Vienne;4\nZ2;31/04/2020;Creuse;2\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		args []string
	}{
		{0, []string{"version"}}, {0, []string{"--help"}}, {0, []string{"help"}}, {0, []string{"routes"}}, {0, []string{"kinds", "--dir", dir}},
		{1, []string{"import", "tour", file, "--dry-run", "--dir", dir}}, {1, []string{"import", "tour", file, "--dir", dir}},
		{2, []string{"import", "tour", file + "x", "--dir", dir}}, {2, []string{"import", "nothing", file, "--dir", dir}}, {2, []string{"bogus"}},
		{2, []string{"figures", "--key", "no.such", "--dir", dir}}, {2, []string{"figures", "--as-of", "hier", "--dir", dir}}, {2, []string{"read", "colour", "x"}},
		{2, []string{"read", "date", "x", "--period", "2018"}}, {2, []string{"serve", "--addr", "0.0.0.0:0", "--dir", dir}},
		{2, []string{"figures", "--dir", filepath.Join(dir, "misspelt")}}, {2, []string{"doctor", "--dir", filepath.Join(dir, "misspelt")}},
		{3, []string{"migrate", "--dir", filepath.Join(file, "not-a-folder")}},
	} {
		code, out, errs := maillage(t, c.args...)
		if code != c.code || code > 1 && errs == "" {
			t.Errorf("maillage %v: exit %d, want %d\n%s%s", c.args, code, c.code, out, errs)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "misspelt")); err == nil {
		t.Error("asking for figures made an installation")
	}
	refused, err := os.ReadFile(filepath.Join(dir, "refus", "etapes-tour.csv"))
	if err != nil || !strings.Contains(string(refused), "Z2;31/04/2020;Creuse;2;3;") || !strings.Contains(string(refused), "avril a 30 jours") {
		t.Errorf("refused rows: %s %v", refused, err)
	}
}

func TestImportJSONAndUndo(t *testing.T) {
	dir := demo(t)
	file := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(file, []byte("Date;Département\n9/07/2018;Vienne\n10/07/2018;Wien\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	type result struct {
		Batch                         string
		Rows, New, Changed, Unchanged int
		Refused                       []struct {
			Row                   int
			Column, Value, Reason string
		}
	}
	dry := decode[result](t, must(t, 1, "import", "tour", file, "--dry-run", "--format", "json", "--dir", dir))
	done := decode[result](t, must(t, 1, "import", "tour", file, "--format", "json", "--dir", dir))
	if dry.New != 1 || done.New != 1 || dry.Rows != 2 || len(dry.Refused) != 1 || dry.Refused[0].Row != 3 || dry.Refused[0].Column != "Département" || dry.Refused[0].Value != "Wien" || dry.Refused[0].Reason == "" {
		t.Fatalf("dry run %+v, import %+v", dry, done)
	}
	must(t, 0, "undo", done.Batch, "--dir", dir)
	must(t, 2, "undo", done.Batch, "--dir", dir)
	list := decode[[]figure](t, must(t, 0, "figures", "--key", "tour.stops", "--dir", dir, "--format", "json"))
	if *list[3].Value != 52 {
		t.Errorf("after the undo: %g stops", *list[3].Value)
	}
}

func TestChangedByteIsNamedByDoctor(t *testing.T) {
	dir := demo(t)
	a, err := app.Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.DB.Exec(t.Context(), `update entry set title = 'Autre' where title like 'Inauguration du Quartier%'`); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, 1, "doctor", "--dir", dir); !strings.Contains(out, "Autre") || !strings.Contains(out, "empreinte") {
		t.Errorf("doctor did not name the entry: %s", out)
	}
}

func TestDoctorMendsSumsAndRefusesToRebuildOnAlteredEntries(t *testing.T) {
	dir := demo(t)
	alter := func(statement string) {
		a, err := app.Open(t.Context(), dir, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.DB.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
	alter(`update entry_cell set n = n + 1`)
	must(t, 1, "doctor", "--dir", dir)
	must(t, 0, "doctor", "--dir", dir, "--rebuild-ledger")
	must(t, 0, "doctor", "--dir", dir)
	alter(`update entry set participations = 1 where participations = 102`)
	if out := must(t, 1, "doctor", "--dir", dir, "--rebuild-ledger"); !strings.Contains(out, "non reconstruit") {
		t.Errorf("the ledger was rebuilt over an altered entry: %s", out)
	}
}

func TestFinalReportRefusesAnUnsetFigure(t *testing.T) {
	dir := demo(t)
	texts := filepath.Join(t.TempDir(), "bilan")
	if err := os.CopyFS(texts, os.DirFS("../../examples/nouvelle-aquitaine-2018-2020/bilan")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(texts, "axe-1.md")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(body, "\nEn 2020, {{hotline.holders 2020}} porteurs de projets.\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	line := strings.Count(string(body), "\n") + 2
	must(t, 0, "import", "report", texts, "--dir", dir)
	code, _, errs := maillage(t, "report", "build", "--final", "--formats", "json", "--dir", dir)
	if code == 0 || !strings.Contains(errs, fmt.Sprintf("axe-1.md:%d", line)) {
		t.Errorf("final build: exit %d, %s; want it stopped at axe-1.md:%d", code, errs, line)
	}
	must(t, 1, "report", "build", "--formats", "json,odt,docx", "--dir", dir)
	for _, name := range []string{"bilan.odt", "bilan.docx"} {
		file, err := os.ReadFile(filepath.Join(dir, "out", name))
		if err != nil || !bytes.HasPrefix(file, []byte("PK")) {
			t.Errorf("%s: %v, %d bytes, want a zip file", name, err, len(file))
		}
	}
}

// TestKilledImportLeavesNothing kills an import in its middle and asks that nothing of it is there, and that it works afterwards.
func TestKilledImportLeavesNothing(t *testing.T) {
	dir := demo(t)
	file := filepath.Join(t.TempDir(), "many.csv")
	var b strings.Builder
	b.WriteString("Nature;Date;Intitulé;Département\n")
	for i := range 120_000 {
		fmt.Fprintf(&b, "tour;%02d/%02d/2019;Étape %d;86\n", 1+i%28, 1+i%12, i)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(os.Args[0], "import", "entries", file, "--dir", dir)
	command.Env = append(os.Environ(), asMaillage+"=1")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	wal := filepath.Join(dir, "maillage.db-wal")
	for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(20 * time.Millisecond) {
		if info, err := os.Stat(wal); err == nil && info.Size() > 4<<20 {
			break
		}
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err == nil {
		t.Fatal("the import ended before it was killed: the test shows nothing")
	}
	list := decode[[]figure](t, must(t, 0, "figures", "--key", "tour.stops", "--dir", dir, "--format", "json"))
	if *list[3].Value != 52 {
		t.Errorf("after the kill: %g stops, want the 52 of before", *list[3].Value)
	}
	must(t, 0, "doctor", "--dir", dir)
	done := decode[struct{ New int }](t, must(t, 0, "import", "entries", file, "--dir", dir, "--format", "json"))
	if done.New != 120_000 {
		t.Errorf("the import after the kill: %+v", done)
	}
}

func TestCopyToPostgresAndBack(t *testing.T) {
	address := dbtest.PostgresAddress(t)
	dir := demo(t)
	must(t, 0, "copy-db", "--to", address, "--dir", dir)
	must(t, 2, "copy-db", "--to", address, "--dir", dir)
	back := filepath.Join(t.TempDir(), "back.db")
	t.Setenv("MAILLAGE_DATABASE", address)
	other := t.TempDir()
	must(t, 0, "copy-db", "--to", back, "--dir", other)
	figures := must(t, 0, "figures", "--dir", other)
	t.Setenv("MAILLAGE_DATABASE", back)
	if again := must(t, 0, "figures", "--dir", other); again != figures {
		t.Error("the figures differ after the way to PostgreSQL and back")
	}
	must(t, 0, "doctor", "--dir", other)
}

func TestHelpInBothLanguages(t *testing.T) {
	if out := must(t, 0, "--lang", "fr", "--help"); !strings.Contains(out, "Calculer les chiffres") {
		t.Errorf("French help: %s", out)
	}
	if out := must(t, 0, "--lang=en", "--help"); !strings.Contains(out, "Compute the figures") {
		t.Errorf("English help: %s", out)
	}
}
