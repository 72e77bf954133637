package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/indicator"
)

type figuresCmd struct {
	Key    []string `help:"${h_key}"`
	Year   int      `help:"${h_year}"`
	Funder string   `help:"${h_funder}"`
	AsOf   string   `help:"${h_asof}"`
}

// Run lists figures: each indicator for each year and for the whole period.
func (c *figuresCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	at, err := readMoment(c.AsOf)
	if err != nil {
		return err
	}
	requests, err := c.requests(r, a)
	if err != nil {
		return err
	}
	list, err := a.Indicators.Figures(r.ctx, requests, at)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(list)
	}
	for _, f := range list {
		when := fmt.Sprint(f.Year())
		if f.Year() == 0 {
			when = r.t("total", "whole")
		}
		proof := ""
		if f.Proof.Need > 0 {
			proof = fmt.Sprintf("%d/%d", f.Proof.Have, f.Proof.Need)
		}
		_, _ = fmt.Fprintf(r.out, "%-32s %-6s %14s  %-18s %5d %s %s  %s\n", f.Indicator.Key, when, f.Text(r.Lang), f.TermsText(r.Lang), f.Entries, r.t("réal.", "entr."), proof, c.remark(r, f))
	}
	return nil
}

func (c *figuresCmd) remark(r *run, f indicator.Figure) string {
	if f.Partial() {
		return r.t("(incomplet)", "(incomplete)")
	}
	return ""
}

func (c *figuresCmd) requests(r *run, a *App) ([]indicator.Request, error) {
	agreed, err := a.Agreements.Current(r.ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := agreed.Funder(c.Funder); c.Funder != "" && c.Funder != "none" && !ok {
		return nil, unknownFunder(c.Funder)
	}
	all, err := a.Indicators.All(r.ctx)
	if err != nil {
		return nil, err
	}
	years := append(agreed.Years(), 0)
	if c.Year != 0 {
		years = []int{c.Year}
	}
	var list []indicator.Request
	for _, x := range all {
		if len(c.Key) > 0 && !slices.Contains(c.Key, x.Key) {
			continue
		}
		for _, y := range years {
			s := indicator.Year(y)
			s.Funder = c.Funder
			list = append(list, indicator.Request{Key: x.Key, Scope: s})
		}
	}
	for _, key := range c.Key {
		if !slices.ContainsFunc(all, func(x indicator.Indicator) bool { return x.Key == key }) {
			return nil, apperr.Newf(apperr.NotFound, "indicator.unknown", "Il n’y a pas d’indicateur « %s ».", "There is no indicator “%s”.", key)
		}
	}
	return list, nil
}

func unknownFunder(code string) error {
	return apperr.Newf(apperr.NotFound, "funder.unknown", "Il n’y a pas de financeur « %s ».", "There is no funder “%s”.", code)
}

// readMoment reads --as-of: a day means its end, so that what was recorded that day counts.
func readMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	if day, err := time.Parse(time.DateOnly, strings.TrimSpace(text)); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Microsecond), nil
	}
	return time.Time{}, apperr.Newf(apperr.Invalid, "as_of", "La date « %s » ne se lit pas. Écrivez 2020-12-31 ou 2020-12-31T18:00:00Z.", "The date “%s” cannot be read. Write 2020-12-31 or 2020-12-31T18:00:00Z.", text)
}
