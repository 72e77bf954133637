package blob

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Config tells where the service is. Printed or logged, it shows no secret.
type S3Config struct {
	Endpoint  string // host:port
	Bucket    string
	Prefix    string // folder inside the bucket, "" for none
	Region    string // "" means us-east-1, which most services other than Amazon's accept
	AccessKey string `json:"-"`
	SecretKey string `json:"-"`
	UseTLS    bool
	TempDir   string // where files wait until they are hashed; "" is the system's
}

// String implements fmt.Stringer without the keys.
func (c S3Config) String() string {
	scheme := "http"
	if c.UseTLS {
		scheme = "https"
	}
	return fmt.Sprintf("%s://%s/%s", scheme, c.Endpoint, path.Join(c.Bucket, c.Prefix))
}

// GoString hides the keys from %#v.
func (c S3Config) GoString() string { return "blob.S3Config(" + c.String() + ")" }

// LogValue hides the keys from logs.
func (c S3Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// S3 keeps files in a bucket, as prefix/aa/bb/sha.
type S3 struct {
	client *minio.Client
	config S3Config
}

// NewS3 makes the client; nothing is sent before the first use, and the bucket must exist.
func NewS3(c S3Config) (*S3, error) {
	if c.Endpoint == "" || c.Bucket == "" {
		return nil, errors.New("blob: S3 needs an endpoint and a bucket")
	}
	client, err := minio.New(c.Endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""),
		Secure: c.UseTLS,
		Region: cmp.Or(c.Region, "us-east-1"),
	})
	if err != nil {
		return nil, fmt.Errorf("blob: S3 endpoint %q: %w", c.Endpoint, err)
	}
	return &S3{client: client, config: c}, nil
}

func (s *S3) key(sha string) string { return path.Join(s.config.Prefix, keyOf(sha)) }

// Put implements Store. The file waits on the local disk, since its name is known only after its last byte.
func (s *S3) Put(ctx context.Context, r io.Reader, limit int64) (Ref, error) {
	in, err := stage(ctx, s.config.TempDir, r, limit)
	if in.path != "" {
		defer os.Remove(in.path)
	}
	if err != nil {
		return Ref{}, err
	}
	if known, err := s.Has(ctx, in.SHA256); known || err != nil {
		return in.Ref, err
	}
	file, err := os.Open(in.path)
	if err != nil {
		return Ref{}, unavailable(err)
	}
	defer file.Close()
	_, err = s.client.PutObject(ctx, s.config.Bucket, s.key(in.SHA256), file, in.Size, minio.PutObjectOptions{ContentType: in.Type})
	return in.Ref, s.failure(err)
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, sha string) (io.ReadCloser, int64, error) {
	if !isSHA(sha) {
		return nil, 0, notFound(sha)
	}
	object, err := s.client.GetObject(ctx, s.config.Bucket, s.key(sha), minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, s.failure(err)
	}
	info, err := object.Stat() // the first moment at which a missing object shows
	if err != nil {
		object.Close()
		if isMissing(err) {
			return nil, 0, notFound(sha)
		}
		return nil, 0, s.failure(err)
	}
	return check(object, sha), info.Size, nil
}

// Has implements Store.
func (s *S3) Has(ctx context.Context, sha string) (bool, error) {
	if !isSHA(sha) {
		return false, nil
	}
	_, err := s.client.StatObject(ctx, s.config.Bucket, s.key(sha), minio.StatObjectOptions{})
	if isMissing(err) {
		return false, nil
	}
	return err == nil, s.failure(err)
}

// Delete implements Store.
func (s *S3) Delete(ctx context.Context, sha string) error {
	if !isSHA(sha) {
		return nil
	}
	err := s.client.RemoveObject(ctx, s.config.Bucket, s.key(sha), minio.RemoveObjectOptions{})
	if isMissing(err) {
		return nil
	}
	return s.failure(err)
}

// Each implements Store. Objects under the prefix that no Put placed there are passed over.
func (s *S3) Each(ctx context.Context, fn func(sha string, size int64) error) error {
	ctx, stop := context.WithCancel(ctx) // ends the listing when fn fails
	defer stop()
	prefix := strings.TrimPrefix(s.config.Prefix+"/", "/")
	for object := range s.client.ListObjects(ctx, s.config.Bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if object.Err != nil {
			return s.failure(object.Err)
		}
		sha := path.Base(object.Key)
		if !isSHA(sha) || object.Key != s.key(sha) {
			continue
		}
		if err := fn(sha, object.Size); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func isMissing(err error) bool {
	return err != nil && minio.ToErrorResponse(err).Code == minio.NoSuchKey
}

// failure tells what the service answered without its free text and without the request, which may repeat keys.
func (s *S3) failure(err error) error {
	var transport *url.Error
	answer := minio.ToErrorResponse(err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &transport):
		return unavailable(fmt.Errorf("S3 %s: %w", s.config.Endpoint, transport.Err))
	}
	return unavailable(fmt.Errorf("S3 %s: %s (%d %s)", s.config.Endpoint, answer.Code, answer.StatusCode, http.StatusText(answer.StatusCode)))
}
