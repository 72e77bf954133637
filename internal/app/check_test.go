package app_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"maillage/internal/app"
)

// faulty has a value that was never filled in (blocking) and a wrong weekday (serious); sound has neither.
const (
	faulty = "# Bilan\n\nX porteurs de projets ont été reçus.\n\nLe mardi 12 mars 2020, réunion publique.\n"
	sound  = "# Bilan\n\nDouze porteurs de projets ont été reçus.\n\nLe jeudi 12 mars 2020, réunion publique.\n"
)

type checkFinding struct {
	Rule, Severity, File, Words, Fingerprint, Message string
	Line, Column                                      int
	Waived                                            *struct{ By, Reason, Day, File string }
}

type checked struct {
	Findings []checkFinding
	Stale    []struct{ Fingerprint string } `json:"stale_waivers"`
}

// told lists the findings as "rule file:line".
func (c checked) told(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	for _, f := range c.Findings {
		name, err := filepath.Rel(dir, f.File)
		if err != nil || strings.HasPrefix(name, "..") {
			name = f.File
		}
		list = append(list, fmt.Sprintf("%s %s:%d", f.Rule, name, f.Line))
	}
	return list
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// fed runs a command with a text on its standard input.
func fed(t *testing.T, input string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = app.Main(args, strings.NewReader(input), &o, &e)
	return code, o.String(), e.String()
}

func TestCheckFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"bilan.md": faulty, "net.txt": sound, "dossier/a.md": faulty, "dossier/sous/b.txt": faulty, "dossier/.caché/c.md": faulty, "dossier/.d.md": faulty,
		"dossier/photo.png": "\x89PNG", "vide/.gitkeep": "", "image.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x05\x00\x00\x00\x05\x78\x08\x02\x00\x00\x00\x4e\xd9\x01\xfc", "abîmé.docx": "PK\x03\x04word/document.xml",
	})
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, x := range []struct {
		code int
		args []string
		want []string
	}{
		{0, []string{at("net.txt")}, nil},
		{1, []string{at("bilan.md")}, []string{"placeholder bilan.md:3", "weekday bilan.md:5"}},
		{1, []string{at("bilan.md"), at("net.txt"), at("./bilan.md")}, []string{"placeholder bilan.md:3", "weekday bilan.md:5"}},
		{1, []string{at("bilan.md"), "--min-severity", "blocking"}, []string{"placeholder bilan.md:3"}},
		{0, []string{at("bilan.md"), "--fail-on", "never"}, []string{"placeholder bilan.md:3", "weekday bilan.md:5"}},
		{1, []string{at("bilan.md"), "--only", "weekday"}, []string{"weekday bilan.md:5"}},
		{0, []string{at("bilan.md"), "--only", "weekday", "--fail-on", "blocking"}, []string{"weekday bilan.md:5"}},
		{0, []string{at("bilan.md"), "--skip", "weekday,placeholder"}, nil},
		{1, []string{at("dossier"), "--only", "placeholder", "--apart"}, []string{"placeholder dossier/a.md:3", "placeholder dossier/sous/b.txt:3"}},
		{2, []string{at("bilan.md"), "--only", "weekdays"}, nil},
		{2, []string{at("absent.md")}, nil},
		{2, []string{at("vide")}, nil},
		{2, []string{at("image.png")}, nil},
		{2, []string{at("abîmé.docx")}, nil},
		{2, []string{at("bilan.md"), "--min-severity", "grave"}, nil},
		{2, []string{at("bilan.md"), "--lift", "abc"}, nil},
		{2, []string{"--dir", at("nulle-part"), "--waivers", at("absent.toml"), at("bilan.md")}, nil},
	} {
		code, out, errs := maillage(t, append([]string{"check", "--format", "json"}, x.args...)...)
		if code != x.code {
			t.Errorf("%v: code %d, want %d\n%s%s", x.args, code, x.code, out, errs)
			continue
		}
		if code == 2 {
			if errs == "" {
				t.Errorf("%v: refused without a word", x.args)
			}
			continue
		}
		if got := decode[checked](t, out).told(t, dir); !slices.Equal(got, x.want) {
			t.Errorf("%v: %q, want %q", x.args, got, x.want)
		}
	}
	if _, _, errs := maillage(t, "check", "--only", "weekdays", at("bilan.md")); !strings.Contains(errs, "placeholder") {
		t.Errorf("an unknown rule does not list those that there are: %s", errs)
	}
}

// TestCheckOneTextInTwoFormats: a report is not read against itself, and its parts are read against each other.
func TestCheckOneTextInTwoFormats(t *testing.T) {
	dir := t.TempDir()
	again := "Le jeudi 12 mars 2020 : réunion publique « Habiter ensemble » à la salle des fêtes de Pau, 45 participants.\n\n" +
		"Le vendredi 13 mars 2020 : atelier « Réparer son vélo » à Dax, 12 participants.\n"
	put(t, dir, map[string]string{"formats/bilan.md": again, "formats/bilan.txt": again, "parties/un.md": again, "parties/deux.md": again})
	for folder, repeated := range map[string]bool{"formats": false, "parties": true} {
		out := must(t, 0, "check", "--format", "json", "--fail-on", "never", "--only", "duplicate", filepath.Join(dir, folder))
		if got := decode[checked](t, out); (len(got.Findings) > 0) != repeated {
			t.Errorf("%s: %s", folder, out)
		}
	}
	out := must(t, 0, "check", "--format", "json", "--fail-on", "never", "--only", "duplicate", "--apart", filepath.Join(dir, "parties"))
	if got := decode[checked](t, out); len(got.Findings) > 0 {
		t.Errorf("apart: %s", out)
	}
}

func TestCheckTheStandardInput(t *testing.T) {
	none := filepath.Join(t.TempDir(), "no installation")
	for _, args := range [][]string{{"-"}, {}, {"--stdin-name", "bilan.md"}} {
		code, out, errs := fed(t, faulty, append([]string{"check", "--dir", none, "--format", "json"}, args...)...)
		if got := decode[checked](t, out); code != 1 || len(got.Findings) != 2 || len(args) == 2 && got.Findings[0].File != "bilan.md" {
			t.Errorf("%v: code %d, %s%s", args, code, out, errs)
		}
	}
	page := "<p>X porteurs de projets</p>"
	if code, out, _ := fed(t, page, "check", "-", "--stdin-name", "page.html", "--show-text"); code != 0 || out != "    1  X porteurs de projets\n" {
		t.Errorf("code %d, %q", code, out)
	}
	if code, _, errs := fed(t, "\n", "check", "-", "--lang", "en"); code != 0 || errs != "-: no word to read.\n" {
		t.Errorf("a text without a word: code %d, %q", code, errs)
	}
	var o, e bytes.Buffer
	if code := app.Main([]string{"check", "--dir", none}, nil, &o, &e); code != 2 || !strings.Contains(e.String(), "maillage check rapport.odt") {
		t.Errorf("nothing to read: code %d, %s", code, &e)
	}
}

// TestCheckAnInstallationBeforeAPipe: whoever starts the command may leave a pipe open through which nothing comes.
func TestCheckAnInstallationBeforeAPipe(t *testing.T) {
	dir := demo(t)
	reader, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	var o, e bytes.Buffer
	code := app.Main([]string{"check", "--dir", dir, "--fail-on", "never", "--format", "json"}, reader, &o, &e)
	if code != 0 || !strings.Contains(e.String(), dir) {
		t.Fatalf("code %d, %s", code, &e)
	}
	decode[checked](t, o.String())
	if code, _, errs := maillage(t, "check", "--dir", dir, "--links"); code != 2 || !strings.Contains(errs, "check-links") {
		t.Errorf("--links on an installation: code %d, %s", code, errs)
	}
}

func TestCheckWaivers(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"2020/bilan.md": faulty, "2020/autre.md": sound, "maillage-check.toml": "fail-on = \"blocking\"\n# note\n"})
	file, config := filepath.Join(dir, "2020", "bilan.md"), filepath.Join(dir, "maillage-check.toml")
	list := decode[checked](t, must(t, 1, "check", "--format", "json", file)).Findings
	mark := list[0].Fingerprint
	for _, args := range [][]string{{"--waive", mark, "--by", "Le trésorier"}, {"--waive", mark, "--reason", "X est un nom."}, {"--waive", "abc", "--by", "a", "--reason", "b"}} {
		must(t, 2, append([]string{"check", file}, args...)...)
	}
	must(t, 0, "check", file, "--waive", mark, "--by", "Le trésorier", "--reason", "X est le nom du collectif.")
	must(t, 2, "check", file, "--waive", mark, "--by", "Le trésorier", "--reason", "Deux fois.")
	out := must(t, 0, "check", "--format", "json", file) // the serious one does not fail: fail-on of the file
	got := decode[checked](t, out)
	if w := got.Findings[0].Waived; w == nil || w.By != "Le trésorier" || w.File != "2020/bilan.md" || w.Day == "" || len(got.Findings) != 2 || got.Findings[1].Waived != nil {
		t.Errorf("%s", out)
	}
	must(t, 1, "check", "--fail-on", "serious", file)
	if out := must(t, 0, "check", file); !strings.Contains(out, "dérogation de Le trésorier") || !strings.Contains(out, "X est le nom du collectif.") {
		t.Errorf("the waiver is not shown: %s", out)
	}
	if content, err := os.ReadFile(config); err != nil || !strings.HasPrefix(string(content), "fail-on = \"blocking\"\n# note\n") {
		t.Errorf("the file of choices changed: %s, %v", content, err)
	}

	// Once the text is mended, the waiver matches nothing: told when that text is read by that rule, and not otherwise.
	put(t, dir, map[string]string{"2020/bilan.md": sound})
	for _, x := range []struct {
		args  []string
		stale int
	}{
		{[]string{file}, 1}, {[]string{filepath.Join(dir, "2020")}, 1}, {[]string{file, "--only", "weekday"}, 0}, {[]string{filepath.Join(dir, "2020", "autre.md")}, 0}, {[]string{file, "--draft"}, 0},
	} {
		if got := decode[checked](t, must(t, 0, append([]string{"check", "--format", "json"}, x.args...)...)); len(got.Stale) != x.stale {
			t.Errorf("%v: %d stale waivers, want %d", x.args, len(got.Stale), x.stale)
		}
	}
}

func TestCheckRefusesAConfigThatCannotBe(t *testing.T) {
	for config, want := range map[string]string{
		"skip = [\"weekdays\"]": "weekday", "min-severity = \"grave\"": "blocking", "fail-on = \"jamais\"": "never", "skips = []": "min-severity", "only = [": "ligne 1",
		"[[waiver]]\nfingerprint = \"a\"\nby = \"b\"\n": "reason",
	} {
		dir := t.TempDir()
		put(t, dir, map[string]string{"bilan.md": faulty, "maillage-check.toml": config})
		if code, _, errs := maillage(t, "check", filepath.Join(dir, "bilan.md")); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: code %d, %s", config, code, errs)
		}
	}
	dir := t.TempDir()
	put(t, dir, map[string]string{"bilan.md": faulty, "maillage-check.toml": "skip = [\"placeholder\", \"weekday\"]\n"})
	must(t, 0, "check", filepath.Join(dir, "bilan.md"))
	must(t, 1, "check", filepath.Join(dir, "bilan.md"), "--skip", "sum") // what is asked for goes before what the file chose
}

func TestCheckWritesAFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"bilan.md": faulty})
	for format, want := range map[string]string{"text": "placeholder", "json": `"findings"`, "sarif": `"2.1.0"`, "html": "<mark"} {
		out := filepath.Join(dir, "out", "constats."+format)
		must(t, 2, "check", "--format", format, "--out", out, filepath.Join(dir, "bilan.md"))
		put(t, dir, map[string]string{"out/.gitkeep": ""})
		if said := must(t, 1, "check", "--format", format, "--out", out, filepath.Join(dir, "bilan.md")); said != "" {
			t.Errorf("%s: the output says %q too", format, said)
		}
		content, err := os.ReadFile(out)
		if err != nil || !strings.Contains(string(content), want) || strings.Contains(string(content), "\x1b[") {
			t.Errorf("%s: %v, %.80q", format, err, content)
		}
		if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
			t.Fatal(err)
		}
	}
	must(t, 2, "kinds", "--format", "sarif")
}

func TestCheckLooksAtLinksWhenAsked(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"bilan.md": "Voir http://10.1.2.3/bilan pour la suite.\n"})
	file := filepath.Join(dir, "bilan.md")
	asked := func(args ...string) bool {
		out := must(t, 0, append([]string{"check", "--format", "json", "--fail-on", "never", file}, args...)...)
		return slices.ContainsFunc(decode[checked](t, out).Findings, func(f checkFinding) bool {
			return f.Rule == "link" && strings.Contains(f.Message, "rien n’y a été demandé")
		})
	}
	if asked() || !asked("--links") || !asked("--links", "--only", "sum") {
		t.Error("addresses are looked at when asked, and then alone")
	}
}

func TestCheckExplains(t *testing.T) {
	if out := must(t, 0, "check", "--explain", "weekday", "--lang", "en"); !strings.Contains(out, "Wrong weekday (weekday, serious)") || !strings.Contains(out, "What it leaves alone:") {
		t.Errorf("%s", out)
	}
	if out := must(t, 0, "check", "--explain", "all"); strings.Count(out, "\n") < 15 || !strings.Contains(out, "evidence-missing") {
		t.Errorf("%s", out)
	}
	must(t, 2, "check", "--explain", "weekdays")
}

// TestCheckColoursATerminalOnly runs the command on a terminal made by script(1).
func TestCheckColoursATerminalOnly(t *testing.T) {
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("no script(1) to make a terminal")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, dir, map[string]string{"bilan.md": faulty})
	file := filepath.Join(dir, "bilan.md")
	for setting, coloured := range map[string]bool{"TERM=xterm": true, "NO_COLOR=1": false, "TERM=dumb": false} {
		command := exec.Command(script, "-qec", self+" check --fail-on never "+file, "/dev/null")
		command.Env = append(os.Environ(), asMaillage+"=1", "TERM=xterm", setting)
		out, err := command.Output()
		if err != nil || !strings.Contains(string(out), "placeholder") || strings.Contains(string(out), "\x1b[") != coloured {
			t.Errorf("%s: %v, %q", setting, err, out)
		}
	}
	if out := must(t, 1, "check", file); strings.Contains(out, "\x1b[") {
		t.Errorf("colours where there is no terminal: %q", out)
	}
}
