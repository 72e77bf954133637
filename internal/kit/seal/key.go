package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"maillage/internal/kit/apperr"
)

// KeyFile is the name of the private key in its folder, a PKCS #8 key in PEM.
const KeyFile = "seal.key"

// Key signs seals. It prints as its fingerprint, so that no log ever holds the private part.
type Key struct{ private ed25519.PrivateKey }

// LoadKey reads the key of a folder. Errors: not_found when there is none, invalid when it cannot be read or others may read it.
func LoadKey(dir string) (*Key, error) {
	path := filepath.Join(dir, KeyFile)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, apperr.Newf(apperr.NotFound, "seal.key.none", "Il n’y a pas encore de clé de scellement dans %s.", "There is no sealing key in %s yet.", dir)
	}
	if err != nil {
		return nil, keyFault(path, err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, apperr.Newf(apperr.Invalid, "seal.key.open", "La clé de scellement %s peut être lue par d’autres. Fermez-la : chmod 600 %[1]s",
			"The sealing key %s can be read by others. Close it: chmod 600 %[1]s", path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, keyFault(path, err)
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return nil, keyFault(path, errors.New("not PEM"))
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := parsed.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, keyFault(path, errors.Join(err, errors.New("not an Ed25519 key")))
	}
	return &Key{private}, nil
}

// OpenKey reads the key of a folder, and makes it the first time. Two that come first at once get the same key.
func OpenKey(dir string) (*Key, error) {
	key, err := LoadKey(dir)
	if apperr.CodeOf(err) != apperr.NotFound {
		return key, err
	}
	if err := createKey(dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, keyFault(filepath.Join(dir, KeyFile), err)
	}
	return LoadKey(dir)
}

// createKey writes the key beside its place and links it there: it appears whole, and never over another.
func createKey(dir string) error {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	content, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".seal-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	err = pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: content})
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), filepath.Join(dir, KeyFile))
}

func keyFault(path string, err error) error {
	return apperr.Newf(apperr.Unavailable, "seal.key.unusable", "La clé de scellement %s ne peut pas être lue ou écrite. Remettez celle de la sauvegarde.",
		"The sealing key %s cannot be read or written. Put the one of the backup back.", path).Because(err)
}

// Public is the public key.
func (k *Key) Public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// Fingerprint is the printable form of the public key.
func (k *Key) Fingerprint() string { return Fingerprint(k.Public()) }

// String keeps the private part out of logs and messages.
func (k *Key) String() string { return k.Fingerprint() }

// GoString keeps the private part out of %#v.
func (k *Key) GoString() string { return k.Fingerprint() }

func (k *Key) sign(packed []byte) []byte { return ed25519.Sign(k.private, signedBytes(packed)) }

// Fingerprint is the printable form of a public key: half of its SHA-256, as 8 groups of 4 hexadecimal digits.
func Fingerprint(public []byte) string {
	sum := sha256.Sum256(public)
	digits := hex.EncodeToString(sum[:16])
	groups := make([]string, 8)
	for i := range groups {
		groups[i] = digits[4*i : 4*i+4]
	}
	return strings.Join(groups, " ")
}
