package intake

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// A compression is a form in which one file is stored smaller.
type compression struct {
	name, magic, ext string
	open             func(io.Reader) (io.Reader, error)
}

// maxWindow is how much memory a compressed source may ask for.
const maxWindow = 64 << 20

// compressionOf recognises a compression by the first bytes; nil is none.
func compressionOf(magic []byte) *compression {
	for _, c := range []compression{
		{"gzip", "\x1f\x8b", ".gz", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"bzip2", "BZh", ".bz2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
		{"xz", "\xfd7zXZ\x00", ".xz", openXZ},
		{"zstd", "\x28\xb5\x2f\xfd", ".zst", func(r io.Reader) (io.Reader, error) {
			return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow), zstd.WithDecoderMaxWindow(maxWindow))
		}},
	} {
		if bytes.HasPrefix(magic, []byte(c.magic)) {
			return &c
		}
	}
	return nil
}

func openXZ(r io.Reader) (io.Reader, error) {
	z, err := xz.ReaderConfig{DictCap: 8 << 20, SingleStream: false}.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("opening: %w", err)
	}
	return z, nil
}
