package report

import (
	"context"
	"fmt"
	"slices"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// Register is the name under which the check tells of what is recorded, where it is no text.
const Register = "registre"

// Review is what the consistency check found in a draft (contrôle de cohérence), with what people answered for.
type Review struct {
	Findings  []Checked
	Waivers   []Waiver          // in force
	Documents []*check.Document // the texts as people wrote them: the lines that findings refer to
}

// Checked is a finding of the check. Its line and column are those of the file that people wrote; File is Register for what is recorded.
type Checked struct {
	check.Finding
	URL     string // of the page where what is recorded can be mended, "" for a text
	Waiving *Waiver
}

// Place is where the finding stands, as editors read it.
func (c Checked) Place() string {
	if c.File == Register {
		return Register
	}
	return fmt.Sprintf("%s:%d:%d", c.File, c.Line, c.Column)
}

// Question says that the author knows, and the check does not: it stops nothing.
func (c Checked) Question() bool { return c.Confidence == check.Low }

// Stops says that a final version cannot be built over the finding.
func (c Checked) Stops() bool {
	return c.Severity == check.Blocking && c.Waived == nil && !c.Question()
}

func (r *Review) find(fingerprint string) (Checked, bool) {
	i := slices.IndexFunc(r.Findings, func(c Checked) bool { return c.Fingerprint == fingerprint })
	if i < 0 {
		return Checked{}, false
	}
	return r.Findings[i], true
}

// Stale lists the waivers whose finding is no longer there: the text was mended, or has changed.
func (r *Review) Stale() []Waiver {
	return slices.DeleteFunc(slices.Clone(r.Waivers), func(w Waiver) bool { _, ok := r.find(w.Fingerprint); return ok })
}

// AllRules are those that texts are checked with, then those about what is recorded.
func (s *Service) AllRules() []*check.Rule { return slices.Concat(s.Rules, RecordRules()) }

// Review checks the draft of a perimeter. Errors: those of Build.
func (s *Service) Review(ctx context.Context, o Options) (*Review, error) {
	o.Final, o.Check = false, true
	b, err := s.build(ctx, o)
	if err != nil {
		return nil, err
	}
	return b.doc.Review, nil
}

// review runs the check on the texts as they will be read, figures in their places, and on what is recorded.
func (b *builder) review(ctx context.Context) error {
	waivers, err := b.s.waivers(ctx, b.moment())
	if err != nil {
		return err
	}
	b.doc.Waivers = waivers
	if !b.options.Check && !b.options.Final || b.kept != nil {
		return nil // a kept version was checked when it was kept: newer rules do not judge it
	}
	corpus := &check.Corpus{Closed: b.closed()}
	tellings := map[string]*telling{}
	for _, s := range b.sources {
		t := b.tell(s)
		tellings[s.File] = t
		d, err := check.Read(s.File, []byte(t.text.String()))
		if err != nil {
			return err
		}
		corpus.Documents = append(corpus.Documents, d)
	}
	r := &Review{Waivers: waivers, Findings: []Checked{}}
	for _, s := range b.sources {
		r.Documents = append(r.Documents, asWritten(s))
	}
	for _, f := range check.Run(corpus, b.s.Rules) {
		r.Findings = append(r.Findings, tellings[f.File].back(f))
	}
	for _, f := range corpus.Failed {
		r.Findings = append(r.Findings, brokenRule(f))
	}
	recorded, err := b.recordFindings(ctx)
	if err != nil {
		return err
	}
	r.Findings = append(r.Findings, recorded...)
	r.waive()
	b.doc.Review = r
	return nil
}

// brokenRule tells of a rule that broke: what it would have found is not known.
func brokenRule(f check.Failure) Checked {
	return Checked{URL: "/bilan/coherence", Finding: check.Finding{
		Rule: f.Rule, Severity: check.Serious, Confidence: check.High, File: Register, Words: f.Why, Related: []check.Related{}, Fingerprint: check.Fingerprint(f.Rule, f.Why, "", 0),
		Message: lang.Text{FR: "Cette règle s’est arrêtée : ce qu’elle aurait relevé n’est pas connu.", EN: "This rule broke: what it would have found is not known."},
		Mend:    lang.Text{FR: "C’est un défaut de Maillage : signalez-le.", EN: "This is a defect of Maillage: tell us."},
	}}
}

// closed says that the report is handed in, or its programme over: what is provisional in it is a defect.
func (b *builder) closed() bool {
	return b.options.Final || b.agreement.Programme.End != "" && b.moment().Format("2006-01-02") > b.agreement.Programme.End
}

// waive puts the waivers beside their findings.
func (r *Review) waive() {
	for i := range r.Findings {
		f := &r.Findings[i]
		for j := range r.Waivers {
			if w := &r.Waivers[j]; w.Fingerprint == f.Fingerprint {
				f.Waiving = w
				f.Waived = &check.Waiver{Fingerprint: w.Fingerprint, Rule: w.Rule, Words: w.Words, By: w.By, Reason: w.Reason, Day: w.At.Format("2006-01-02")}
			}
		}
	}
}

// stopping lists what keeps a final version from being built, in the form in which a build tells what is wrong.
func (r *Review) stopping() []Finding {
	var list []Finding
	if r == nil {
		return nil
	}
	for _, f := range r.Findings {
		if f.Stops() {
			list = append(list, f.told())
		}
	}
	return list
}

// told is the finding beside those of the build.
func (c Checked) told() Finding {
	severity := Notice
	switch {
	case c.Waived != nil || c.Question():
	case c.Severity == check.Blocking:
		severity = Error
	case c.Severity == check.Serious:
		severity = Warning
	}
	place := Place{File: c.File, Line: c.Line, Column: c.Column}
	return Finding{Place: place, Rule: c.Rule, Severity: severity, Words: c.Words, Message: c.Message, Mend: c.Mend, Fingerprint: c.Fingerprint}
}

// Told are all findings of the check in the form in which a build tells what is wrong, waived ones as notices.
func (r *Review) Told() []Finding {
	var list []Finding
	if r == nil {
		return nil
	}
	for _, f := range r.Findings {
		list = append(list, f.told())
	}
	return list
}
