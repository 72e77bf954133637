package app

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/report"
)

type verifyCmd struct {
	Files []string `arg:"" name:"file" help:"${h_verify_files}"`
}

// verified is what a sealed file says of itself, as far as its seal is sound.
type verified struct {
	File        string          `json:"file"`
	State       seal.State      `json:"seal"`
	SHA256      string          `json:"sha256,omitempty"` // without the seal
	Fingerprint string          `json:"key_fingerprint,omitempty"`
	Ours        *bool           `json:"ours,omitempty"` // signed by the key of --dir; absent when there is none
	Fields      json.RawMessage `json:"fields,omitempty"`
	// Kept are the versions of this installation whose file has these very bytes; absent without an installation.
	Kept []report.Version `json:"kept,omitempty"`

	origin control.Origin
}

// Run verifies files. It needs no installation: with one, it says whether the key is its own. Exit code 1: a seal is not sound.
func (c *verifyCmd) Run(r *run) error {
	key, err := seal.LoadKey(r.Dir)
	if err != nil {
		key = nil // whoever receives a file has no key, and verifies it all the same
	}
	list, sound := []verified{}, true
	for _, path := range c.Files {
		s, err := seal.Read(path)
		if err != nil {
			return err
		}
		v := verified{File: path, State: s.State}
		if s.State == seal.Sound {
			v.SHA256, v.Fingerprint, v.Fields = s.Statement.SHA256, s.Statement.Fingerprint(), s.Statement.Fields
			_ = json.Unmarshal(s.Statement.Fields, &v.origin) // fields of another program stay empty
			if key != nil {
				ours := key.Fingerprint() == v.Fingerprint
				v.Ours = &ours
			}
		}
		if v.Kept, err = r.keptWith(path); err != nil {
			return err
		}
		sound = sound && (s.State == seal.Sound || len(v.Kept) > 0)
		list = append(list, v)
	}
	if r.Format == "json" {
		if err := r.json(list); err != nil {
			return err
		}
	} else {
		for _, v := range list {
			v.tell(r)
		}
	}
	if !sound {
		return findings{}
	}
	return nil
}

// keptWith finds the versions of the installation of --dir, if there is one, that hold a file with these bytes.
func (r *run) keptWith(path string) ([]report.Version, error) {
	a, err := r.existing()
	if apperr.CodeOf(err) == apperr.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	digest := sha256.New()
	if _, err := io.Copy(digest, f); err != nil {
		return nil, unreadable(path, err)
	}
	files, err := a.Reports.FileWith(r.ctx, hex.EncodeToString(digest.Sum(nil)))
	var list []report.Version
	for _, file := range files {
		v, _, err := a.Reports.Version(r.ctx, file.Version)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, err
}

func (v verified) tellKept(r *run) {
	for _, k := range v.Kept {
		act := r.t("gardée", "kept")
		if k.Final {
			act = r.t("signée", "signed")
		}
		r.say("  C’est, à l’octet près, un fichier de la version %d « %s », %s le %s par %s.", "  It is, byte for byte, a file of version %d “%s”, %s on %s by %s.",
			k.Number, k.Label, act, frdate.LongDay(k.KeptAt.Format(time.DateOnly), r.Lang), printable(k.Actor))
	}
}

func (v verified) tell(r *run) {
	defer v.tellKept(r)
	if v.State == seal.None && len(v.Kept) > 0 {
		r.say("%s : intact, sans sceau", "%s: intact, without a seal", v.File)
		return
	}
	switch v.State {
	case seal.None:
		r.say("%s : pas de sceau. Rien ne dit d’où vient ce fichier.", "%s: no seal. Nothing tells where this file comes from.", v.File)
		return
	case seal.Altered:
		r.say("%s : MODIFIÉ depuis qu’il a été scellé. Demandez-en un autre exemplaire à qui vous l’a remis.", "%s: ALTERED since it was sealed. Ask for another copy from whoever gave it to you.", v.File)
		return
	case seal.Forged:
		r.say("%s : SIGNATURE FAUSSE. Ce sceau n’est pas de la clé qu’il nomme.", "%s: WRONG SIGNATURE. This seal is not of the key that it names.", v.File)
		return
	}
	r.say("%s : intact", "%s: intact", v.File)
	o := v.origin
	if o.Draft {
		o.Version = r.t("BROUILLON : aucune version gardée n’est jointe", "DRAFT: no kept version is enclosed")
	}
	for _, line := range [][3]string{
		{"porteur", "holder", o.Holder}, {"programme", "programme", cmp.Or(o.Programme.In(r.Lang), o.Code)}, {"financeur", "funder", o.Funder},
		{"version", "version", strings.TrimSpace(o.Version + " " + o.Digest)}, {"au", "as of", dated(o.AsOf)}, {"clé", "key", v.Fingerprint},
	} {
		if line[2] != "" {
			r.say("  %-10s %s", "  %-10s %s", r.t(line[0], line[1]), printable(line[2]))
		}
	}
	switch {
	case v.Ours == nil:
		r.say("  Comparez la clé à celle que le porteur vous donne par un autre moyen.", "  Compare the key with the one that its holder gives you by another way.")
	case *v.Ours:
		r.say("  C’est la clé de cette installation.", "  It is the key of this installation.")
	default:
		r.say("  Ce n’est PAS la clé de cette installation.", "  It is NOT the key of this installation.")
	}
}

// printable takes out what would steer a terminal: the file may come from anybody.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, s)
}

func dated(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.RFC3339)
}
