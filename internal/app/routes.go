package app

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/chain"
	"maillage/internal/programme/agreement"
	agreementui "maillage/internal/programme/agreement/ui"
	"maillage/internal/programme/control"
	controlui "maillage/internal/programme/control/ui"
	evidenceui "maillage/internal/programme/evidence/ui"
	financeui "maillage/internal/programme/finance/ui"
	"maillage/internal/programme/indicator"
	indicatorui "maillage/internal/programme/indicator/ui"
	ledgerui "maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/report/render"
	reportui "maillage/internal/programme/report/ui"
	siteui "maillage/internal/site/ui"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// Handler serves the pages of the installation.
func (a *App) Handler(ctx context.Context) (http.Handler, error) {
	agreed, err := a.Agreements.Current(ctx)
	if err != nil && apperr.CodeOf(err) != apperr.NotFound {
		return nil, err
	}
	return newMux(a, siteOf(agreed, "fr")), nil
}

// siteOf is what all pages share. Only addresses that exist are given: nothing on a page leads nowhere.
func siteOf(agreed *agreement.Agreement, language string) web.Site {
	site := web.Site{
		Network: "Maillage", Home: "/", Accessibility: "/accessibilite", Licences: "/licences",
		Areas: map[web.Area]string{web.Today: "/a-completer", web.Network: "/carte", web.Actions: "/realisations", web.Report: "/"},
	}
	if agreed != nil {
		site.Network, site.Region = agreed.Programme.Holder, agreed.Programme.Name.In(language)
	}
	return site
}

// newMux registers every room's pages: the table of contents of the product. A nil App gives the table alone.
func newMux(a *App, site web.Site) *web.Mux {
	texts, err := i18n.New(web.Texts, render.Texts, reportui.Texts, indicatorui.Texts, ledgerui.Texts, evidenceui.Texts, agreementui.Texts, financeui.Texts, controlui.Texts,
		siteui.Texts)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	if a == nil {
		a = &App{}
	}
	m := web.NewMux(web.Options{Site: site, Texts: texts, Log: slog.Default(), Actor: a.Actor})
	figure := func(key string) string { return indicatorui.Address(indicator.Request{Key: key}) }
	report := reportui.New(site, a.Reports, a.revision, indicatorui.Address)
	report.Reports, report.Keep, report.Reprint = a.Reports, a.keep, a.reprint
	a.work = append(a.work, report.Close)
	report.Behind = []web.Link{
		{Label: "indicator.list.title", URL: "/chiffres"}, {Label: "ledger.list.title", URL: "/realisations"}, {Label: "ledger.map.title", URL: "/carte"},
		{Label: "evidence.list.title", URL: "/pieces"}, {Label: "agreement.title", URL: "/convention"}, {Label: "finance.title", URL: "/moyens"}, {Label: "ledger.review.title", URL: "/a-completer"},
		{Label: "control.title", URL: "/controle"}, {Label: "site.journal.title", URL: "/journal"},
		{Label: "report.variance.title", URL: "/bilan/ecarts"}, {Label: "report.kept.title", URL: "/bilan/versions"}, {Label: "report.reconciliation.title", URL: "/bilan/rapprochement"},
	}
	reportui.Routes(m, report)
	indicatorui.Routes(m, indicatorui.Handlers{
		Site: site, Agreements: a.Agreements, Indicators: a.Indicators, Ledger: a.Ledger, Evidence: a.Evidence, Gazetteer: a.Gazetteer, Uses: report.Uses,
	})
	ledgerui.Routes(m, ledgerui.Handlers{
		Site: site, Agreements: a.Agreements, Ledger: a.Ledger, Evidence: a.Evidence, Indicators: a.Indicators, Gazetteer: a.Gazetteer, Figure: figure,
	})
	evidenceui.Routes(m, evidenceui.Handlers{Site: site, Agreements: a.Agreements, Evidence: a.Evidence, Ledger: a.Ledger, Indicators: a.Indicators, Figure: figure})
	agreementui.Routes(m, agreementui.Handlers{Site: site, Agreements: a.Agreements, Ledger: a.Ledger, Indicators: a.Indicators, Gazetteer: a.Gazetteer, Figure: figure})
	financeui.Routes(m, financeui.Handlers{Site: site, Agreements: a.Agreements, Finance: a.Finance})
	controlui.Routes(m, a.controlPages(site))
	siteui.Routes(m, siteui.Handlers{Site: site, Trail: a.Trail})
	return m
}

// controlPages make control files with what they download: the files of a version, or a draft without its PDF, which takes a browser and its
// time.
func (a *App) controlPages(site web.Site) controlui.Handlers {
	return controlui.Handlers{
		Site: site, Control: a.Control, Evidence: a.Evidence, Indicators: a.Indicators, Key: a.SealKey, Fingerprint: a.sealFingerprint,
		Versions: a.sealedVersions, Version: a.controlVersion,
		Documents: func(ctx context.Context, funder, language string, at time.Time) ([]control.Document, func(), error) {
			return a.controlDocuments(ctx, funder, language, at, false)
		},
	}
}

// revision names the state of the installation on this day: every change leaves a line in the audit trail, in its own transaction, and a
// draft tells the day on which it was built.
func (a *App) revision(ctx context.Context) (string, error) {
	head, err := chain.Read(ctx, a.DB, "audit")
	return head.Hash + a.Reports.Now().Format(time.DateOnly), err
}
