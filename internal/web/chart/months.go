package chart

import (
	"context"
	"strconv"
	"time"

	"maillage/internal/web/i18n"
)

var months = map[string][12]string{
	"fr": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"},
}

// monthYear writes "nov. 2020".
func monthYear(ctx context.Context, t time.Time) string {
	return months[i18n.Lang(ctx)][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// dayMonthYear writes "17 déc. 2020".
func dayMonthYear(ctx context.Context, t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + monthYear(ctx, t)
}
