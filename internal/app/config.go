// Package app is the one place that knows every room: configuration, wiring, the command line, routes and the example.
package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/blob"
)

// Config is where an installation keeps its things. It is read from DIR/maillage.toml; the environment wins over the file, so that
// secrets need not be written down.
type Config struct {
	// Database is "postgres://…" or the path of a SQLite file, by default DIR/maillage.db.
	Database string `toml:"database" env:"MAILLAGE_DATABASE"`
	// Files is the folder of evidence, by default DIR/files; unused when S3 has an endpoint.
	Files string   `toml:"files" env:"MAILLAGE_FILES"`
	S3    S3Config `toml:"s3" envPrefix:"MAILLAGE_S3_"`
	// Offline forbids to ask the web: no link is captured and none is looked at.
	Offline bool `toml:"offline" env:"MAILLAGE_OFFLINE"`
}

// S3Config names an S3-compatible store for evidence.
type S3Config struct {
	Endpoint  string `toml:"endpoint" env:"ENDPOINT"`
	Bucket    string `toml:"bucket" env:"BUCKET"`
	Region    string `toml:"region" env:"REGION"`
	Prefix    string `toml:"prefix" env:"PREFIX"`
	AccessKey string `toml:"access_key" env:"ACCESS_KEY"`
	SecretKey string `toml:"secret_key" env:"SECRET_KEY"`
	Plain     bool   `toml:"plain_http" env:"PLAIN_HTTP"` // without TLS, for a store on the same machine
}

// ReadConfig reads the configuration of an installation. Errors: invalid, naming the file.
func ReadConfig(dir string) (Config, error) {
	c := Config{}
	path := filepath.Join(dir, "maillage.toml")
	content, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	if err := toml.Unmarshal(content, &c); err != nil {
		return c, apperr.Newf(apperr.Invalid, "config.file", "Le fichier %s ne se lit pas : %v.", "The file %s cannot be read: %v.", path, err)
	}
	if err := env.Parse(&c); err != nil {
		return c, apperr.New(apperr.Invalid, "config.env", "Une variable MAILLAGE_… ne se lit pas.", "A variable MAILLAGE_… cannot be read.").Because(err)
	}
	if c.Database == "" {
		c.Database = filepath.Join(dir, "maillage.db")
	}
	if c.Files == "" {
		c.Files = filepath.Join(dir, "files")
	}
	return c, nil
}

// isFile says that the database is a file of this machine.
func (c Config) isFile() bool { return !strings.Contains(c.Database, "://") }

// blobs opens the store of evidence.
func (c Config) blobs() (blob.Store, error) {
	if c.S3.Endpoint == "" {
		return blob.NewFolder(c.Files)
	}
	return blob.NewS3(blob.S3Config{
		Endpoint: c.S3.Endpoint, Bucket: c.S3.Bucket, Region: c.S3.Region, Prefix: c.S3.Prefix,
		AccessKey: c.S3.AccessKey, SecretKey: c.S3.SecretKey, UseTLS: !c.S3.Plain,
	})
}
