package ui

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"maillage/internal/kit/blob"
	"maillage/internal/web"
)

// file sends a piece's file as it was kept. What it holds came from outside: its type is the one found in its content, the browser may not
// guess another, nothing in it may run, and only plain pictures and PDF open in a page. The last read fails when the file was damaged, and
// then the connection is cut: a damaged file never passes for evidence.
func (h Handlers) file(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	item, err := h.Evidence.Item(ctx, r.PathValue("id"))
	if err != nil {
		return itemError(r.PathValue("id"), err)
	}
	content, size, err := h.Evidence.Open(ctx, item)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	way := "attachment"
	if blob.Inline(item.Type) {
		way = "inline"
	}
	header := w.Header()
	header.Set("Content-Type", item.Type)
	header.Set("Content-Disposition", mime.FormatMediaType(way, map[string]string{"filename": item.Filename}))
	header.Set("Content-Length", strconv.FormatInt(size, 10))
	header.Set("Content-Security-Policy", policyOf(item.Type))
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
