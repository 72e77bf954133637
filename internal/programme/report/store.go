package report

import (
	"context"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
)

type store struct{ db *db.DB }

// replace writes the settings and texts. A text that did not change keeps its version.
func (s store) replace(ctx context.Context, r stored, at time.Time) error {
	before, err := s.load(ctx)
	if err != nil && apperr.CodeOf(err) != apperr.NotFound {
		return err
	}
	if _, err := s.db.Exec(ctx, `/* report.save */ insert into report (id, version, settings, updated_at) values (1, ?, ?, ?)
		on conflict (id) do update set version = excluded.version, settings = excluded.settings, updated_at = excluded.updated_at`,
		before.version+1, r.Settings, at); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, `/* report.clearTexts */ delete from report_text`); err != nil {
		return err
	}
	if err := s.replaceLogos(ctx, r.Logos); err != nil {
		return err
	}
	old := map[string]Text{}
	for _, t := range before.Texts {
		old[t.File] = t
	}
	rows := s.db.Bulk(ctx, "report_text", "file", "position", "axis", "body", "version")
	for _, t := range r.Texts {
		version := old[t.File].Version
		if old[t.File].Body != t.Body {
			version++
		}
		if err := rows.Add(t.File, t.Position, t.Axis, t.Body, max(version, 1)); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (s store) replaceLogos(ctx context.Context, logos []storedLogo) error {
	if _, err := s.db.Exec(ctx, `/* report.clearLogos */ delete from report_logo`); err != nil {
		return err
	}
	for _, l := range logos {
		_, err := s.db.Exec(ctx, `/* report.saveLogo */ insert into report_logo (funder, file, type, sha256) values (?, ?, ?, ?)`, l.Funder, l.File, l.Type, l.SHA256)
		if err != nil {
			return err
		}
	}
	return nil
}

func (s store) load(ctx context.Context) (stored, error) {
	var head []struct {
		Version  int
		Settings string
	}
	if err := s.db.All(ctx, &head, `/* report.settings */ select version, settings from report`); err != nil {
		return stored{}, err
	}
	if len(head) == 0 {
		return stored{}, apperr.New(apperr.NotFound, "report.none",
			"Cette installation n’a pas encore de bilan. Importez-en un : maillage import report bilan/report.toml",
			"This installation has no report yet. Import one: maillage import report bilan/report.toml")
	}
	r := stored{Settings: head[0].Settings, version: head[0].Version}
	if err := s.db.All(ctx, &r.Texts, `/* report.texts */ select file, position, axis, body, version from report_text order by position`); err != nil {
		return r, err
	}
	err := s.db.All(ctx, &r.Logos, `/* report.logos */ select funder, file, type, sha256 from report_logo order by funder`)
	return r, err
}

func (s store) addAct(ctx context.Context, a act) error {
	_, err := s.db.Exec(ctx, `/* variance.act */ insert into variance_closing (id, key, act, kind, words, reference, terms, told, source, actor, at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.ID, a.Key, a.Act, string(a.Kind), a.Text, a.Reference, a.Terms, a.Told, a.Source, a.Actor, a.At)
	return err
}

// acts lists what was done to variances until a moment, oldest first.
func (s store) acts(ctx context.Context, until time.Time) ([]act, error) {
	var list []act
	err := s.db.All(ctx, &list, `/* variance.acts */ select id, key, act, kind, words, reference, terms, told, source, actor, at from variance_closing
		where at <= ? order by at, id`, until)
	return list, err
}

// lastActOfRow finds what was last done to the variance that an imported row closed, when that row did it.
func (s store) lastActOfRow(ctx context.Context, source string) (act, bool, error) {
	var list []act
	err := s.db.All(ctx, &list, `/* variance.lastActOfRow */ select id, key, act, kind, words, reference, terms, told, source, actor, at from variance_closing a
		where a.key in (select key from variance_closing where source = ?) order by at desc, id desc limit 1`, source)
	return append(list, act{})[0], len(list) > 0 && list[0].Source == source, err
}

func (s store) addWaiverAct(ctx context.Context, a waiverAct) error {
	_, err := s.db.Exec(ctx, `/* waiver.act */ insert into waiver_act (id, fingerprint, act, rule, severity, words, place, message_fr, message_en, reason, actor, at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.ID, a.Fingerprint, a.Act, a.Rule, a.Severity, a.Words, a.Place, a.MessageFR, a.MessageEN, a.Reason, a.Actor, a.At)
	return err
}

// waiverActs lists what was done to findings of the check until a moment, oldest first.
func (s store) waiverActs(ctx context.Context, until time.Time) ([]waiverAct, error) {
	var list []waiverAct
	err := s.db.All(ctx, &list, `/* waiver.acts */ select id, fingerprint, act, rule, severity, words, place, message_fr, message_en, reason, actor, at from waiver_act
		where at <= ? order by at, id`, until)
	return list, err
}

const versionColumns = "number, final, label, funder, language, as_of, kept_at, actor, hash, content, template, ledger_seq, replaces, reason"

func (s store) lastVersion(ctx context.Context) (int, error) {
	var last int
	err := s.db.Get(ctx, &last, `/* version.last */ select coalesce(max(number), 0) from report_version`)
	return last, err
}

func (s store) addVersion(ctx context.Context, v Version, files []VersionFile) error {
	_, err := s.db.Exec(ctx, `/* version.add */ insert into report_version (`+versionColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.Number, v.Final, v.Label, v.Funder, v.Language, v.AsOf, v.KeptAt, v.Actor, v.Hash, v.Content, v.Template, v.LedgerSeq, v.Replaces, v.Reason)
	if err != nil {
		return err
	}
	return s.addVersionFiles(ctx, files)
}

func (s store) addVersionFiles(ctx context.Context, files []VersionFile) error {
	rows := s.db.Bulk(ctx, "report_version_file", "version", "name", "format", "sha256", "size")
	for _, f := range files {
		if err := rows.Add(f.Version, f.Name, f.Format, f.SHA256, f.Size); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (s store) versions(ctx context.Context) ([]Version, error) {
	var list []Version
	err := s.db.All(ctx, &list, `/* version.all */ select `+versionColumns+` from report_version order by number desc`)
	return list, err
}

func (s store) version(ctx context.Context, number int) (Version, []VersionFile, error) {
	var found []Version
	if err := s.db.All(ctx, &found, `/* version.one */ select `+versionColumns+` from report_version where number = ?`, number); err != nil {
		return Version{}, nil, err
	}
	if len(found) == 0 {
		return Version{}, nil, apperr.Newf(apperr.NotFound, "version.none", "Il n’y a pas de version n° %d du bilan.", "There is no version %d of the report.", number)
	}
	var files []VersionFile
	err := s.db.All(ctx, &files, `/* version.files */ select version, name, format, sha256, size from report_version_file where version = ? order by name`, number)
	return found[0], files, err
}

func (s store) allFiles(ctx context.Context) ([]VersionFile, error) {
	var files []VersionFile
	err := s.db.All(ctx, &files, `/* version.allFiles */ select version, name, format, sha256, size from report_version_file order by version, name`)
	return files, err
}

func (s store) filesWith(ctx context.Context, sha string) ([]VersionFile, error) {
	var files []VersionFile
	err := s.db.All(ctx, &files, `/* version.filesWith */ select version, name, format, sha256, size from report_version_file where sha256 = ? order by version, name`, sha)
	return files, err
}
