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
	err := s.db.All(ctx, &r.Texts, `/* report.texts */ select file, position, axis, body, version from report_text order by position`)
	return r, err
}
