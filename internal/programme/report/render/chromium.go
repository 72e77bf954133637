package render

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// ChromiumEnv names the browser to use when it is not in the path.
const ChromiumEnv = "MAILLAGE_CHROMIUM"

// browsers are the names that systems give to it.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// pagedScript is Paged.js 0.4.3 as it was published (vendor/LICENSE-pagedjs.md). It makes pages, running heads and page numbers of contents,
// which Chromium alone does not.
//
//go:embed vendor/paged.polyfill.min.js
var pagedScript string

//go:embed pages.js
var pageRules string

// chromium prints with a headless browser that reaches no network.
type chromium struct{}

func (chromium) Name() string { return "chromium" }

func (chromium) Found() bool { return chromiumPath() != "" }

func chromiumPath() string {
	if named := os.Getenv(ChromiumEnv); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return ""
		}
		return path
	}
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// PDF gives the page to the browser through a folder of its own, with Paged.js in it, and waits until all pages are laid out.
func (chromium) PDF(ctx context.Context, html []byte) ([]byte, error) {
	folder, err := os.MkdirTemp("", "maillage-pdf-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	page := filepath.Join(folder, "page.html")
	if err := os.WriteFile(page, withPaged(html), 0o600); err != nil {
		return nil, err
	}
	ctx, stop := startBrowser(ctx, filepath.Join(folder, "profile"))
	defer stop()
	address := url.URL{Scheme: "file", Path: page}
	if err := chromedp.Do(ctx, chromedp.Navigate(address.String())); err != nil {
		return nil, fmt.Errorf("chromium: open the page: %w", err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("window.maillagePaged === true", chromedp.WithPollingInterval(100*time.Millisecond), chromedp.WithPollingTimeout(limit))); err != nil {
		return nil, fmt.Errorf("chromium: lay out the pages: %w", err)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged(), chromedp.PDFStream()))
	if err != nil {
		return nil, fmt.Errorf("chromium: print: %w", err)
	}
	return pdf, nil
}

// startBrowser starts a browser that is alone in its profile, resolves no name and updates nothing.
func startBrowser(ctx context.Context, profile string) (context.Context, func()) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromiumPath()), chromedp.UserDataDir(profile), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	if os.Geteuid() == 0 { // the sandbox refuses to start as root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stopBrowser := chromedp.NewExecAllocator(ctx, options...)
	ctx, stopTab := chromedp.NewContext(ctx)
	return ctx, func() {
		stopTab()
		stopBrowser()
	}
}

// withPaged adds the scripts that lay out pages and say when they are done. The text waits in a template, where Paged.js looks for it: the
// browser does not lay it out as one endless page before.
func withPaged(html []byte) []byte {
	head, body, _ := strings.Cut(string(html), "</head>")
	text := strings.Index(body, ">") + 1 // behind <body>
	end := strings.LastIndex(body, "</body>")
	if text == 0 || end < text {
		return html
	}
	done := "window.PagedConfig = {auto: true, after: () => { window.maillagePaged = true }}"
	var page strings.Builder
	page.WriteString(head)
	for _, script := range []string{done, pagedScript, pageRules} {
		page.WriteString("<script>" + script + "</script>")
	}
	page.WriteString("</head>" + body[:text] + `<template data-ref="pagedjs-content">` + body[text:end] + "</template>" + body[end:])
	return []byte(page.String())
}
