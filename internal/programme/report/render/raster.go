package render

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"

	"maillage/internal/kit/apperr"
)

// rasterScript draws each SVG on a canvas at twice its size and answers with the PNG files as data addresses.
const rasterScript = `Promise.all(%s.map(async text => {
  const picture = new Image();
  picture.src = "data:image/svg+xml;base64," + text;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * 2; canvas.height = picture.height * 2;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}))`

// PNG turns SVG files, which must tell their width and height in pixels, into PNG of twice that size, on white, in one run of the browser.
// Error: unavailable when the machine has no Chromium.
func PNG(ctx context.Context, svgs [][]byte) ([][]byte, error) {
	if !(chromium{}).Found() {
		return nil, apperr.New(apperr.Unavailable, "report.png.no_engine",
			"Cette machine n’a pas Chromium, qui met les dessins en PNG. Installez chromium, ou indiquez-le par MAILLAGE_CHROMIUM.",
			"This machine has no Chromium, which turns drawings into PNG. Install chromium, or name it in MAILLAGE_CHROMIUM.")
	}
	if len(svgs) == 0 {
		return nil, nil
	}
	folder, err := os.MkdirTemp("", "maillage-png-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	list, err := json.Marshal(svgs) // a []byte becomes base64
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ctx, stop := startBrowser(ctx, filepath.Join(folder, "profile"))
	defer stop()
	drawn, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(rasterScript, list), chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, fmt.Errorf("chromium: draw the pictures: %w", err)
	}
	return pngFiles(drawn)
}

func pngFiles(addresses []string) ([][]byte, error) {
	files := make([][]byte, len(addresses))
	for i, a := range addresses {
		text, ok := strings.CutPrefix(a, "data:image/png;base64,")
		if !ok {
			return nil, errors.New("chromium: a picture was not drawn")
		}
		var err error
		if files[i], err = base64.StdEncoding.DecodeString(text); err != nil {
			return nil, err
		}
	}
	return files, nil
}
