package blob

import (
	"bufio"
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeS3 speaks as much of the S3 protocol as the client needs: path-style put, get, head, delete, and paged listing.
type fakeS3 struct {
	mu      sync.Mutex
	objects map[string][]byte // by key
	types   map[string]string
	puts    int
	refuse  string // S3 error code to answer with
}

const (
	fakeBucket = "pieces"
	fakeAccess = "ACCESS-of-the-test"
	fakeSecret = "SECRET-of-the-test"
	pageSize   = 3
)

func newFakeS3(t *testing.T) (*fakeS3, S3Config) {
	t.Helper()
	fake := &fakeS3{objects: map[string][]byte{}, types: map[string]string{}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	return fake, S3Config{
		Endpoint: strings.TrimPrefix(server.URL, "http://"), Bucket: fakeBucket, Prefix: "maillage/fichiers",
		AccessKey: fakeAccess, SecretKey: fakeSecret, TempDir: t.TempDir(),
	}
}

func (s *fakeS3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case s.refuse != "":
		fail(w, http.StatusForbidden, s.refuse)
	case !strings.Contains(r.Header.Get("Authorization"), "Credential="+fakeAccess+"/"):
		fail(w, http.StatusForbidden, "InvalidAccessKeyId")
	case bucket != fakeBucket:
		fail(w, http.StatusNotFound, "NoSuchBucket")
	case r.Method == http.MethodGet && key == "":
		s.list(w, r)
	case r.Method == http.MethodPut:
		s.put(w, r, key)
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	case s.objects[key] == nil:
		fail(w, http.StatusNotFound, "NoSuchKey")
	default: // GET, HEAD
		w.Header().Set("ETag", etag(s.objects[key]))
		w.Header().Set("Content-Type", s.types[key])
		http.ServeContent(w, r, "", time.Unix(1_600_000_000, 0), strings.NewReader(string(s.objects[key])))
	}
}

// fail repeats the key in its text, as real services do for some errors.
func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>key %s %s</Message></Error>", code, fakeAccess, fakeSecret)
}

func etag(b []byte) string {
	sum := md5.Sum(b)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

func (s *fakeS3) put(w http.ResponseWriter, r *http.Request, key string) {
	var body []byte
	var err error
	if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		body, err = unchunk(bufio.NewReader(r.Body))
	} else {
		body, err = io.ReadAll(r.Body)
	}
	if err != nil {
		fail(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	s.puts++
	s.objects[key], s.types[key] = append([]byte{}, body...), r.Header.Get("Content-Type")
	w.Header().Set("ETag", etag(body))
}

// unchunk reads the aws-chunked form: size in hexadecimal, a signature, the bytes; a chunk of size 0 ends it.
func unchunk(r *bufio.Reader) ([]byte, error) {
	var body []byte
	for {
		head, err := r.ReadString('\n')
		if err != nil {
			return nil, err
		}
		digits, _, _ := strings.Cut(strings.TrimSpace(head), ";")
		size, err := strconv.ParseInt(digits, 16, 64)
		if err != nil || size == 0 {
			return body, err
		}
		chunk := make([]byte, size+2) // and the line end
		if _, err := io.ReadFull(r, chunk); err != nil {
			return nil, err
		}
		body = append(body, chunk[:size]...)
	}
}

func (s *fakeS3) list(w http.ResponseWriter, r *http.Request) {
	type object struct {
		Key  string
		Size int
	}
	var answer struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []object
	}
	var keys []string
	for k := range s.objects {
		if strings.HasPrefix(k, r.FormValue("prefix")) && k > r.FormValue("continuation-token") {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	if len(keys) > pageSize {
		keys = keys[:pageSize]
		answer.IsTruncated, answer.NextContinuationToken = true, keys[pageSize-1]
	}
	for _, k := range keys {
		answer.Contents = append(answer.Contents, object{k, len(s.objects[k])})
	}
	w.Header().Set("Content-Type", "application/xml")
	if err := xml.NewEncoder(w).Encode(answer); err != nil {
		panic(err)
	}
}
