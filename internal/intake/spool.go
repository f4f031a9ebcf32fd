package intake

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"caveat.example/caveat/internal/fault"
)

// inMemory is how many bytes of a spooled source are kept in memory before a
// temporary file is made.
const inMemory = 16 << 20

// Spool gives access to the whole source from any place in it, for formats
// whose table of contents stands at the end. The caller calls done when it has
// finished. It fails with fault.Limit over Limits.Spool bytes.
func (in *Input) Spool() (at io.ReaderAt, size int64, done func(), err error) {
	if in.file != nil {
		info, err := in.file.Stat()
		if err != nil {
			return nil, 0, nil, fmt.Errorf("looking at the file: %w", err)
		}
		return in.file, info.Size(), func() {}, nil
	}
	limited := io.LimitReader(in.Reader, in.Options.Limits.Spool+1)
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(limited, inMemory))
	if err != nil {
		return nil, 0, nil, err
	}
	if n < inMemory {
		return bytes.NewReader(buf.Bytes()), n, func() {}, nil
	}
	return in.spoolFile(&buf, limited)
}

// spoolFile puts what was read already and the rest into a temporary file.
func (in *Input) spoolFile(buf *bytes.Buffer, rest io.Reader) (io.ReaderAt, int64, func(), error) {
	f, err := os.CreateTemp(in.Options.TempDir, "caveat-*")
	if err != nil {
		return nil, 0, nil, fmt.Errorf("making a temporary file: %w", err)
	}
	done := func() {
		f.Close()           // it is thrown away:
		os.Remove(f.Name()) // nothing depends on either
	}
	size, err := io.Copy(f, io.MultiReader(buf, rest))
	if err == nil && size > in.Options.Limits.Spool {
		err = fmt.Errorf("is larger than %d bytes and cannot be read in a stream: %w", in.Options.Limits.Spool, fault.Limit)
	}
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return f, size, done, nil
}
