package ui

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// ical gives the days of deliverables to a calendar program (RFC 5545): one whole day each. Those without a day are not in it.
func (h Handlers) ical(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	axis, err := axisOfQuery(a, r)
	if err != nil {
		return err
	}
	list, err := h.Evidence.Deliverables(ctx, axis, time.Time{})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="livrables.ics"`)
	stamp := h.Evidence.Now().UTC().Format("20060102T150405Z")
	return web.Stream(w, func(out io.Writer) error {
		return writeICal(out, a.Programme.Code, stamp, i18n.Lang(ctx), list)
	})
}

func writeICal(out io.Writer, programme, stamp, language string, list []evidence.DeliverableState) error {
	lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//Livrables//" + strings.ToUpper(language)}
	for _, d := range list {
		due, err := time.Parse(time.DateOnly, d.Due)
		if err != nil { // nobody told the day
			continue
		}
		lines = append(lines, "BEGIN:VEVENT", "UID:"+plain(programme+"-"+d.Code)+"@maillage", "DTSTAMP:"+stamp,
			"DTSTART;VALUE=DATE:"+due.Format("20060102"), "DTEND;VALUE=DATE:"+due.AddDate(0, 0, 1).Format("20060102"),
			"SUMMARY:"+plain(d.Name.In(language)), "DESCRIPTION:"+plain(evidence.ProgressName(d.State, language)), "TRANSP:TRANSPARENT", "END:VEVENT")
	}
	for _, line := range append(lines, "END:VCALENDAR") {
		if _, err := fmt.Fprint(out, folded(line), "\r\n"); err != nil {
			return err
		}
	}
	return nil
}

// plain escapes a text (RFC 5545 §3.3.11).
var plain = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\r", "").Replace

// folded breaks a line at 75 octets, never within a letter (RFC 5545 §3.1).
func folded(line string) string {
	var b strings.Builder
	width := 0
	for _, c := range line {
		if n := utf8.RuneLen(c); width+n > 75 {
			b.WriteString("\r\n ")
			width = 1
		}
		b.WriteRune(c)
		width += utf8.RuneLen(c)
	}
	return b.String()
}
