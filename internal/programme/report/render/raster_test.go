package render_test

import (
	"bytes"
	"context"
	"image/png"
	"testing"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report/render"
)

func TestPNGIsTwiceTheSizeOfItsDrawing(t *testing.T) {
	if testing.Short() || !render.Engines()[0].Found() {
		t.Skip("no Chromium, or short")
	}
	red := []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="15" height="20" fill="#ff0000"/><text x="1" y="9">é</text></svg>`)
	files, err := render.PNG(context.Background(), [][]byte{red, red})
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	img, err := png.Decode(bytes.NewReader(files[1]))
	if err != nil {
		t.Fatal(err)
	}
	r, g, _, _ := img.At(25, 35).RGBA()
	white, _, _, _ := img.At(45, 20).RGBA()
	if size := img.Bounds().Size(); size.X != 60 || size.Y != 40 || r != 0xffff || g != 0 || white != 0xffff {
		t.Errorf("size %v, left %x %x, right %x", size, r, g, white)
	}
}

func TestWithoutBrowserPNGIsUnavailable(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv(render.ChromiumEnv, "")
	if _, err := render.PNG(context.Background(), [][]byte{nil}); apperr.CodeOf(err) != apperr.Unavailable {
		t.Errorf("got %v, want unavailable", err)
	}
}
