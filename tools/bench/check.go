package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/score"
	"maillage/internal/programme/check/text"
)

// typedReport is what the long report is made of, from the root of the repository.
const typedReport = "internal/programme/check/score/testdata/season.clean.txt"

const manyPages = 300

// checks times the consistency check with all rules that need nothing but a text: on the real report where it is, and on a report of 300 pages
// as text and, where LibreOffice can make one, as PDF.
func checks(ctx context.Context, dir, source string) error {
	if source == "" {
		fmt.Println("check                    the real report was not given (-source): not measured")
	} else if content, err := os.ReadFile(source); err != nil {
		return err
	} else if err := checkOnce("the real report", "source.txt", content); err != nil {
		return err
	}
	content, err := os.ReadFile(typedReport)
	if err != nil {
		return fmt.Errorf("run this from the root of the repository: %w", err)
	}
	content = []byte(score.Long(string(content), manyPages*score.LinesOfPage))
	if err := checkOnce("a typed report", "long.txt", content); err != nil {
		return err
	}
	long := filepath.Join(dir, "long.txt")
	if err := os.WriteFile(long, content, 0o600); err != nil {
		return err
	}
	return checkPDF(ctx, dir, long)
}

func checkPDF(ctx context.Context, dir, long string) error {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		fmt.Print("check                    no LibreOffice (soffice) to make a PDF with: not measured\n\n")
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	defer stop()
	said, err := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--infilter=Text (encoded):UTF8,LF,,,", "--convert-to", "pdf", "--outdir", dir, long).CombinedOutput()
	if err != nil {
		return fmt.Errorf("LibreOffice: %w\n%s", err, said)
	}
	content, err := os.ReadFile(filepath.Join(dir, "long.pdf"))
	if err != nil {
		return err
	}
	err = checkOnce("the same as PDF", "long.pdf", content)
	var e *apperr.E
	if errors.As(err, &e) && e.Key == "check.format" {
		fmt.Println("check                    this build reads no PDF: not measured")
		err = nil
	}
	fmt.Println()
	return err
}

// checkOnce reads and checks one document, and says what it is.
func checkOnce(what, name string, content []byte) error {
	began := time.Now()
	d, err := text.Read(name, content)
	if err != nil {
		return err
	}
	read := time.Since(began)
	findings := check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, rule.All())
	size := fmt.Sprintf("%d lines", len(d.Lines))
	if last := d.Lines[len(d.Lines)-1].Page; last > 0 {
		size = fmt.Sprintf("%d pages", last)
	}
	fmt.Printf("check                    %10s: %s, %s, %d kB, %d rules; %s of it to read, %d findings\n",
		time.Since(began).Round(time.Millisecond), what, size, len(content)>>10, len(rule.All()), read.Round(time.Millisecond), len(findings))
	return nil
}
