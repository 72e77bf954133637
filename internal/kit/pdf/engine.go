package pdf

import (
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// mostMemory bounds what PDFium may take, in pages of 64 KiB: 1 GiB, as much as reports full of photographs need.
const mostMemory = 16384

// engine is PDFium, made ready once: that takes three seconds the first time on a machine, a tenth of one afterwards.
var engine struct {
	sync.Mutex
	pool pdfium.Pool
}

// instance is a PDFium of its own for one file, with fresh memory: what one file breaks, the next does not see.
func instance() (pdfium.Pdfium, error) {
	engine.Lock()
	defer engine.Unlock()
	if engine.pool == nil {
		pool, err := start(cached())
		if err != nil {
			return nil, err
		}
		engine.pool = pool
	}
	return engine.pool.GetInstance(10 * time.Second)
}

// forget lets go of an engine that does not answer: the next file gets a new one.
func forget() {
	engine.Lock()
	defer engine.Unlock()
	engine.pool = nil
}

func start(config wazero.RuntimeConfig) (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 8, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), // no folder: without this it would be given the whole disk
		Stdout:   io.Discard, Stderr: io.Discard,
	})
}

// cached is the way PDFium runs; its machine code is kept in the user's cache folder where there is one that can be written.
func cached() wazero.RuntimeConfig {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithMemoryLimitPages(mostMemory)
	dir, err := os.UserCacheDir()
	if err != nil {
		return config
	}
	dir = filepath.Join(dir, "maillage", "pdfium")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return config
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return config
	}
	return config.WithCompilationCache(cache)
}
