package workbook

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/xuri/excelize/v2"
)

// orderedZip packs the parts of a workbook in the order of their names. excelize hands them over one after the other in the order of a map,
// which changes from one run to the next; until all have come, they wait in a temporary file, compressed.
type orderedZip struct {
	out   *zip.Writer
	spill *os.File
	end   int64 // of what was spilt
	last  *part
	parts map[string]*part
}

func newZip(w io.Writer) excelize.ZipWriter {
	return &orderedZip{out: zip.NewWriter(w), parts: map[string]*part{}}
}

// part is one file of the archive, compressed as it comes.
type part struct {
	packer *flate.Writer
	start  int64 // in the temporary file
	end    int64
	sum    uint32
	size   uint64
}

func (p *part) Write(b []byte) (int, error) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.packer.Write(b)
}

// Write spills compressed bytes.
func (z *orderedZip) Write(b []byte) (int, error) {
	n, err := z.spill.Write(b)
	z.end += int64(n)
	return n, err
}

// Create starts a part. The quickest compression is nearly as good as the best for rows of a table.
func (z *orderedZip) Create(name string) (io.Writer, error) {
	var err error
	if z.spill == nil {
		if z.spill, err = os.CreateTemp("", "maillage-xlsx-"); err != nil {
			return nil, err
		}
	}
	if err := z.finish(); err != nil {
		return nil, err
	}
	p := &part{start: z.end}
	p.packer, err = flate.NewWriter(z, flate.BestSpeed)
	z.last, z.parts[name] = p, p
	return p, err
}

// finish ends the part begun last.
func (z *orderedZip) finish() error {
	if z.last == nil {
		return nil
	}
	err := z.last.packer.Close()
	z.last.end, z.last.packer = z.end, nil
	return err
}

// AddFS is asked for by no workbook of ours.
func (z *orderedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the parts; a name that begins with "[" comes first, as readers that look at the beginning expect.
func (z *orderedZip) Close() error {
	if z.spill == nil {
		return z.out.Close()
	}
	defer func() {
		_ = z.spill.Close()
		_ = os.Remove(z.spill.Name())
	}()
	if err := z.finish(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(z.parts)) {
		if err := z.copy(name, z.parts[name]); err != nil {
			return err
		}
	}
	return z.out.Close()
}

func (z *orderedZip) copy(name string, p *part) error {
	w, err := z.out.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: p.sum, CompressedSize64: uint64(p.end - p.start), UncompressedSize64: p.size,
	})
	if err == nil {
		_, err = io.Copy(w, io.NewSectionReader(z.spill, p.start, p.end-p.start))
	}
	return err
}
