package render

import (
	"context"
	"strings"
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// Links tells where the parts of a document lead: to anchors of the file, or to pages of the application. Each gives "" for what has no
// place of its own.
type Links struct {
	Entry  func(anchor string) string
	Piece  func(anchor string) string
	Figure func(anchor string) string
	ByID   func(entry string) (number int, url string)
}

// links lead inside the file.
func (v view) links() Links {
	inside := func(anchor string) string { return "#" + anchor }
	return Links{Entry: inside, Piece: inside, Figure: inside, ByID: func(id string) (int, string) {
		for _, r := range v.Entries.Rows {
			if r.ID == id {
				return r.Number, "#" + r.Anchor
			}
		}
		return 0, ""
	}}
}

func number(ctx context.Context, n int) string { return frnum.Format(int64(n), i18n.Lang(ctx)) }

func euros(ctx context.Context, cents int64) string { return frnum.Euros(cents, i18n.Lang(ctx)) }

func longDay(ctx context.Context, at time.Time) string {
	return frdate.LongDay(at.Format(time.DateOnly), i18n.Lang(ctx))
}

// orDash tells that nothing is known, which is not nothing.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func deliverableTone(state string) web.Tone {
	switch state {
	case "delivered", "published":
		return web.OK
	case "late", "missing":
		return web.Bad
	}
	return web.Quiet
}

func openWord(ctx context.Context, v report.Variance) string {
	if v.Stale {
		return t(ctx, "variances.stale")
	}
	return t(ctx, "variances.open")
}

// orAxis names the activity of a variance, or its axis when it is about all of it.
func orAxis(ctx context.Context, v report.Variance) string {
	if v.Activity == "" && v.Axis != "" {
		return t(ctx, "axis", "number", v.Axis)
	}
	return orDash(v.Activity)
}

// openVariances counts those that nobody has closed.
func openVariances(rows []report.Variance) int {
	n := 0
	for _, v := range rows {
		if v.Open() {
			n++
		}
	}
	return n
}

func testimonyOf(w report.Testimony) string {
	var parts []string
	for _, s := range []string{w.Who, w.Where, w.When} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}
