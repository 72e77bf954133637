package app

import (
	"fmt"

	"maillage/internal/programme/report"
)

type varianceCmd struct {
	List   varianceListCmd   `cmd:"" help:"${h_varlist}"`
	Close  varianceCloseCmd  `cmd:"" help:"${h_varclose}"`
	Reopen varianceReopenCmd `cmd:"" help:"${h_varreopen}"`
}

type varianceListCmd struct {
	Funder string `help:"${h_funder}"`
	Open   bool   `help:"${h_varopen}"`
}

// Run lists variances, open ones first. Exit code 1: some are open.
func (c *varianceListCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	all, err := a.Reports.Variances(r.ctx, report.Options{Funder: c.Funder, Language: r.Lang})
	if err != nil {
		return err
	}
	list, closed := []report.Variance{}, []report.Variance{}
	for _, v := range all {
		if v.Open() {
			list = append(list, v)
		} else {
			closed = append(closed, v)
		}
	}
	open := len(list)
	if !c.Open {
		list = append(list, closed...)
	}
	if r.Format == "json" {
		err = r.json(list)
	} else {
		for _, v := range list {
			tellVariance(r, v)
		}
		r.say("%s, dont %d à expliquer.", "%s, %d to be explained.", r.count(len(all), "écart|écarts", "variance|variances"), open)
	}
	if err == nil && open > 0 {
		return findings{}
	}
	return err
}

func tellVariance(r *run, v report.Variance) {
	_, _ = fmt.Fprintln(r.out, v.Key)
	r.say("    axe %s, %s : prévu %s, constaté %s %s", "    axis %s, %s: planned %s, found %s %s", v.Axis, v.Title, v.Planned, v.Actual, v.Delta)
	if v.Stale {
		r.say("    à revoir : clos quand on lisait %s", "    to be looked at again: closed when one read %s", v.Closing.Told)
	}
	if v.Closing != nil {
		_, _ = fmt.Fprintf(r.out, "    %s : %s %s (%s, %s)\n", v.Closing.KindName, v.Closing.Text, v.Closing.Reference, v.Closing.By, v.Closing.At.Format("2006-01-02"))
	}
}

type varianceCloseCmd struct {
	Key       string `arg:"" help:"${h_varkey}"`
	Kind      string `required:"" help:"${h_varkind}"`
	Text      string `required:"" help:"${h_vartext}"`
	Reference string `help:"${h_varref}"`
}

func (c *varianceCloseCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	err = a.Reports.CloseVariance(r.ctx, c.Key, report.CloseInput{Kind: report.ClosingKind(c.Kind), Text: c.Text, Reference: c.Reference})
	if err != nil {
		return err
	}
	return r.acted(c.Key, "Écart clos.", "Variance closed.")
}

type varianceReopenCmd struct {
	Key string `arg:"" help:"${h_varkey}"`
}

func (c *varianceReopenCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	if err := a.Reports.ReopenVariance(r.ctx, c.Key); err != nil {
		return err
	}
	return r.acted(c.Key, "Écart rouvert.", "Variance reopened.")
}

// acted tells what was done to a variance.
func (r *run) acted(key, fr, en string) error {
	if r.Format == "json" {
		return r.json(map[string]string{"key": key})
	}
	r.say(fr, en)
	return nil
}
