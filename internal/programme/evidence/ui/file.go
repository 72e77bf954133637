package ui

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"maillage/internal/kit/blob"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
)

// file sends a piece's file as it was kept.
func (h Handlers) file(w http.ResponseWriter, r *http.Request) error {
	item, err := h.Evidence.Item(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	content, size, err := h.Evidence.Open(r.Context(), item)
	if err != nil {
		return err
	}
	return send(w, content, size, item.Type, item.Filename)
}

// publishable sends the one file of a piece that may be published: its redacted copy, else the original if it was freed.
func (h Handlers) publishable(w http.ResponseWriter, r *http.Request) error {
	item, err := h.Evidence.Item(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	content, size, err := h.Evidence.OpenPublishable(r.Context(), item)
	if err != nil {
		return err
	}
	mediaType, name := item.Type, item.Filename
	if item.Publication() == evidence.ByCopy {
		mediaType, name = item.RedactedType, item.RedactedFilename
	}
	return send(w, content, size, mediaType, name)
}

// send serves a kept file. What it holds came from outside: its type is the one found in its content, the browser may not guess another,
// nothing in it may run, and only plain pictures and PDF open in a page. A captured web page goes out as a text to keep, under a name that no
// browser runs when it is opened from a folder. The last read fails when the file was damaged, and then the connection is cut: a damaged file
// never passes for evidence.
func send(w http.ResponseWriter, content io.ReadCloser, size int64, mediaType, name string) error {
	defer func() { _ = content.Close() }()
	way := "attachment"
	switch {
	case evidence.IsPage(mediaType):
		mediaType, name = "text/plain; charset=utf-8", name+".txt"
	case blob.Inline(mediaType):
		way = "inline"
	}
	header := w.Header()
	header.Set("Content-Type", mediaType)
	header.Set("Content-Disposition", mime.FormatMediaType(way, map[string]string{"filename": name}))
	header.Set("Content-Length", strconv.FormatInt(size, 10))
	header.Set("Content-Security-Policy", policyOf(mediaType))
	header.Set("X-Content-Type-Options", "nosniff")
	return web.Stream(w, func(out io.Writer) error {
		_, err := io.Copy(out, content)
		return err
	})
}

// policyOf keeps a served file from doing anything. A PDF is not sandboxed: browsers show it in a viewer of their own, which a sandbox
// would keep from starting.
func policyOf(mediaType string) string {
	if mediaType == "application/pdf" {
		return "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
	}
	return "sandbox; default-src 'none'; frame-ancestors 'none'"
}
