package web

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"

	"maillage/internal/kit/apperr"
)

// SelfContained turns a page of ours that is written to it into one file that opens anywhere, off line: style, fonts and icons inside, its
// scripts left out for the one that is given. It passes the page on as it comes, so that a page of many megabytes is never held whole.
type SelfContained struct {
	w     io.Writer
	style string       // of the page's own, after ours
	end   string       // the script at the end of the body
	held  bytes.Buffer // written to us, not yet passed on
	open  bool         // the body has begun
}

// NewSelfContained makes a file on w; style is added to the end of the head, script to the end of the body when there is one. The caller
// ends the page with Close.
func NewSelfContained(w io.Writer, style, script string) *SelfContained {
	s := &SelfContained{w: w, style: style, end: bodyEnd}
	if script != "" {
		s.end = "<script>" + script + "</script>" + bodyEnd
	}
	return s
}

const bodyEnd = "</body>"

// passOn is how much is held before it is passed on.
const passOn = 64 << 10

// Write takes a part of the page.
func (s *SelfContained) Write(p []byte) (int, error) {
	s.held.Write(p)
	if s.held.Len() < passOn {
		return len(p), nil
	}
	return len(p), s.pass(false)
}

// Close passes the rest on. Errors: internal when the page had no head and body of ours.
func (s *SelfContained) Close() error {
	if err := s.pass(true); err != nil {
		return err
	}
	if !s.open {
		return apperr.New(apperr.Internal, "web.self_contained", "La page à emporter n’est pas entière.", "The page to take away is not whole.")
	}
	return nil
}

// pass writes what is complete: up to the last tag that was closed, and not into a script.
func (s *SelfContained) pass(last bool) error {
	text := s.held.String()
	if !s.open {
		head, ok := assets().head(text, s.style)
		if !ok {
			return nil // the body has not come yet
		}
		s.open, text = true, head
	}
	cut := len(text)
	if !last {
		cut = strings.LastIndex(text, ">") + 1
		if script := strings.LastIndex(text[:cut], "<script"); script >= 0 && !strings.Contains(text[script:cut], "</script>") {
			cut = script
		}
		if end := strings.LastIndex(text[:cut], bodyEnd); end >= 0 {
			cut = end
		}
	}
	rest := text[cut:]
	s.held.Reset()
	s.held.WriteString(rest)
	part := assets().body(text[:cut])
	if last {
		part = strings.Replace(part, bodyEnd, s.end, 1)
	}
	_, err := io.WriteString(s.w, part)
	return err
}

// head puts the style in the place of its link and the icons at the beginning of the body; false while the page has not come that far.
func (t assetTable) head(text, style string) (string, bool) {
	end, body := strings.Index(text, "</head>"), strings.Index(text, "<body")
	if !strings.Contains(text, `href="`+t.byName[styleName].url+`"`) || end < 0 || body < end {
		return "", false
	}
	length := strings.Index(text[body:], ">") + 1
	if length == 0 {
		return "", false
	}
	sprite := strings.Replace(string(t.byName[spriteName].data), "<svg ", `<svg class="sprite" aria-hidden="true" width="0" height="0" `, 1)
	head := dropElements(dropElements(text[:end], "<script", "</script>"), "<link", ">")
	return head + "<style>" + t.inlineFonts(t.away) + "</style><style>" + style + "</style>" + text[end:body+length] + sprite + text[body+length:], true
}

// body points icons at those inside and drops scripts.
func (t assetTable) body(text string) string {
	return strings.ReplaceAll(dropElements(text, "<script", "</script>"), t.byName[spriteName].url+"#", "#")
}

func (t assetTable) inlineFonts(css string) string {
	for name, a := range t.byName {
		if strings.HasPrefix(name, "fonts/") {
			css = strings.ReplaceAll(css, a.url, "data:font/woff2;base64,"+base64.StdEncoding.EncodeToString(a.data))
		}
	}
	return css
}

func dropElements(text, open, end string) string {
	for {
		i := strings.Index(text, open)
		if i < 0 {
			return text
		}
		j := strings.Index(text[i:], end)
		if j < 0 {
			return text
		}
		text = text[:i] + text[i+j+len(end):]
	}
}
