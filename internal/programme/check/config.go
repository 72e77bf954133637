package check

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/apperr"
)

// ConfigFile is what keeps the choices and waivers of those who check files: it stands beside the files, or in a folder above.
const ConfigFile = "maillage-check.toml"

// Config is such a file: what to look at, and who answers for what.
type Config struct {
	MinSeverity Severity `toml:"min-severity,omitempty"` // what is shown
	FailOn      Severity `toml:"fail-on,omitempty"`      // what is a failure; Never for nothing
	Only        []string `toml:"only,omitempty"`
	Skip        []string `toml:"skip,omitempty"`
	People      bool     `toml:"people,omitempty"` // names of people are compared as well
	Draft       bool     `toml:"draft,omitempty"`  // the report is not closed
	Apart       bool     `toml:"apart,omitempty"`  // each file is a report of its own
	Waivers     []Waiver `toml:"waiver,omitempty"`
}

// Never is the severity that no finding reaches.
const Never Severity = "never"

// configKeys are the keys of such a file, for people.
const configKeys = "min-severity, fail-on, only, skip, people, draft, apart, waiver"

// FindConfig returns the path of the nearest file beside a path or above it, "" where there is none.
func FindConfig(path string) string {
	dir, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	for {
		candidate := filepath.Join(dir, ConfigFile)
		if info, err := os.Stat(candidate); err == nil && info.Mode().IsRegular() {
			return candidate
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// ReadConfig reads such a file. Errors: invalid, with the line; a waiver without name or reason is none.
func ReadConfig(path string) (Config, error) {
	var c Config
	content, err := os.ReadFile(path)
	if err != nil {
		return c, apperr.Newf(apperr.Invalid, "check.config", "Le fichier %s ne se lit pas.", "The file %s cannot be read.", path).Because(err)
	}
	err = toml.NewDecoder(bytes.NewReader(content)).DisallowUnknownFields().Decode(&c)
	var syntax *toml.DecodeError
	var unknown *toml.StrictMissingError
	switch {
	case errors.As(err, &unknown): // before syntax, which it wraps
		return c, apperr.Newf(apperr.Invalid, "check.config", "%s : clé inconnue. Clés possibles : %s.\n%s", "%s: unknown key. Possible keys: %s.\n%s", path, configKeys, unknown.String())
	case errors.As(err, &syntax):
		line, column := syntax.Position()
		return c, apperr.Newf(apperr.Invalid, "check.config", "%s, ligne %d, colonne %d : %v.", "%s, line %d, column %d: %v.", path, line, column, syntax)
	case err != nil:
		return c, apperr.Newf(apperr.Invalid, "check.config", "%s : %v.", "%s: %v.", path, err)
	}
	return c, c.validate(path)
}

func (c Config) validate(path string) error {
	if c.MinSeverity != "" && !slices.Contains(Severities, c.MinSeverity) || c.FailOn != "" && c.FailOn != Never && !slices.Contains(Severities, c.FailOn) {
		return apperr.Newf(apperr.Invalid, "check.config", "%s : min-severity est blocking, serious ou notice ; fail-on l’un d’eux, ou never.", "%s: min-severity is blocking, serious or notice; fail-on one of them, or never.", path)
	}
	for i, w := range c.Waivers {
		if w.Fingerprint == "" || strings.TrimSpace(w.By) == "" || strings.TrimSpace(w.Reason) == "" {
			return apperr.Newf(apperr.Invalid, "check.waiver", "%s : la dérogation n° %d demande fingerprint, by (qui) et reason (motif).",
				"%s: waiver no. %d needs fingerprint, by and reason.", path, i+1)
		}
	}
	return nil
}

// AddWaiver writes a waiver at the end of a file, which it makes when there is none; what stands in the file stays as it is. Errors: invalid
// without a name or a reason, or when the file cannot be read or written; conflict when the fingerprint is waived already.
func AddWaiver(path string, w Waiver, now time.Time) error {
	w.By, w.Reason = strings.TrimSpace(w.By), strings.TrimSpace(w.Reason)
	if w.By == "" || w.Reason == "" {
		return apperr.New(apperr.Invalid, "check.waiver", "Une dérogation demande qui en répond (--by) et pourquoi (--reason).", "A waiver needs who answers for it (--by) and why (--reason).")
	}
	if w.Day == "" {
		w.Day = now.Format(time.DateOnly)
	}
	if err := notYet(path, w.Fingerprint); err != nil {
		return err
	}
	text, err := toml.Marshal(map[string][]Waiver{"waiver": {w}})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return apperr.Newf(apperr.Invalid, "check.config", "Le fichier %s ne peut pas être écrit.", "The file %s cannot be written.", path).Because(err)
	}
	_, err = f.Write(append([]byte("\n"), text...))
	return errors.Join(err, f.Close())
}

// notYet makes sure that a file, where there is one, can be read and does not answer for a finding already.
func notYet(path, fingerprint string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	c, err := ReadConfig(path)
	if err == nil && slices.ContainsFunc(c.Waivers, func(x Waiver) bool { return x.Fingerprint == fingerprint }) {
		err = apperr.Newf(apperr.Conflict, "check.waived", "Une dérogation couvre déjà l’empreinte %s.", "The fingerprint %s is waived already.", fingerprint)
	}
	return err
}

// Waive puts waivers beside their findings, and returns those that match none.
func Waive(list []Finding, waivers []Waiver) (stale []Waiver) {
	for i := range waivers {
		w, found := &waivers[i], false
		for j := range list {
			if list[j].Fingerprint == w.Fingerprint {
				list[j].Waived, found = w, true
			}
		}
		if !found {
			stale = append(stale, *w)
		}
	}
	return stale
}

// Select keeps the rules named in only, all when it is empty, less those of skip. Errors: invalid for a name that no rule has.
func Select(all []*Rule, only, skip []string) ([]*Rule, error) {
	var names []string
	for _, r := range all {
		names = append(names, r.Name)
	}
	for _, name := range slices.Concat(only, skip) {
		if !slices.Contains(names, name) {
			return nil, apperr.Newf(apperr.Invalid, "check.rule", "Il n’y a pas de règle « %s ». Règles : %s.", "There is no rule “%s”. Rules: %s.", name, strings.Join(names, ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(r *Rule) bool {
		return len(only) > 0 && !slices.Contains(only, r.Name) || slices.Contains(skip, r.Name)
	}), nil
}

// Question says that the author knows, and the rule does not.
func (f Finding) Question() bool { return f.Confidence == Low }

// Fails says that a finding is as bad as floor or worse, that nobody answers for it, and that it is no mere question.
func (f Finding) Fails(floor Severity) bool {
	return f.Severity.Reaches(floor) && f.Waived == nil && !f.Question()
}
