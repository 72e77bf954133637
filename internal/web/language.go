package web

import (
	"embed"
	"net/http"
	"slices"

	"golang.org/x/text/language"

	"maillage/internal/web/i18n"
)

// Texts are the words of the frame and the components; the application joins them with those of the rooms.
//
//go:embed fr.json en.json
var Texts embed.FS

func mustTexts() *i18n.Catalogue {
	c, err := i18n.New(Texts)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	return c
}

const (
	langParam  = "lang"
	langCookie = "lang"
)

var matcher = language.NewMatcher([]language.Tag{language.French, language.English})

// pickLanguage follows the choice made now (?lang=), else the one made before (cookie), else the browser's, else French. A choice made now
// is kept a year.
func pickLanguage(w http.ResponseWriter, r *http.Request) string {
	if lang := r.URL.Query().Get(langParam); slices.Contains(i18n.Languages, lang) {
		http.SetCookie(w, &http.Cookie{
			Name: langCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
		})
		return lang
	}
	if c, err := r.Cookie(langCookie); err == nil && slices.Contains(i18n.Languages, c.Value) {
		return c.Value
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return i18n.Languages[0]
	}
	_, i, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return i18n.Languages[0]
	}
	return i18n.Languages[i]
}

// languageLinks are the addresses of this page in each language, filters kept.
func languageLinks(r *http.Request) []LanguageLink {
	current := i18n.Lang(r.Context())
	var out []LanguageLink
	for _, lang := range i18n.Languages {
		u := *r.URL
		q := u.Query()
		q.Set(langParam, lang)
		u.RawQuery = q.Encode()
		out = append(out, LanguageLink{Lang: lang, URL: u.RequestURI(), Current: lang == current})
	}
	return out
}
