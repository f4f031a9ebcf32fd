// Package zipped knows documents that are zip archives inside (DOCX, XLSX,
// ODS, ODT). It opens them within limits, so that a small file cannot unpack
// into a huge one.
package zipped

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
)

// The limits of one document. They hold for the declared sizes; the zip reader
// then holds the content to what was declared.
const (
	MaxUnpacked = 2 << 30  // bytes of all parts
	maxParts    = 10_000   //
	ratioFrom   = 16 << 20 // bytes of a part from which maxRatio counts
	maxRatio    = 200      // times a part may grow
)

// An Archive is an open document.
type Archive struct {
	*zip.Reader
	At      io.ReaderAt
	Size    int64
	release func()
}

// Open checks the sizes of all parts before anything is unpacked.
func Open(in *intake.Input) (*Archive, error) {
	at, size, release, err := in.Spool()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(at, size)
	if err == nil {
		err = check(z)
	}
	if err != nil {
		release()
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	return &Archive{Reader: z, At: at, Size: size, release: release}, nil
}

// Close lets go of the source.
func (a *Archive) Close() { a.release() }

func check(z *zip.Reader) error {
	if len(z.File) > maxParts {
		return fmt.Errorf("%d parts, more than %d: %w", len(z.File), maxParts, fault.Limit)
	}
	var total uint64
	for _, f := range z.File {
		grown := f.UncompressedSize64
		total += min(grown, MaxUnpacked+1)
		switch {
		case total > MaxUnpacked:
			return fmt.Errorf("unpacks to more than %d bytes: %w", int64(MaxUnpacked), fault.Limit)
		case grown > ratioFrom && grown/(f.CompressedSize64+1) > maxRatio:
			return fmt.Errorf("the part %s grows %d times, more than %d: %w", f.Name, grown/(f.CompressedSize64+1), maxRatio, fault.Limit)
		}
	}
	return nil
}

// Part opens one part, or says fault.NotFound.
func (a *Archive) Part(name string) (io.ReadCloser, error) {
	for _, f := range a.File {
		if f.Name == name {
			r, err := f.Open()
			if err != nil {
				return nil, fmt.Errorf("the part %s: %w", name, err)
			}
			return r, nil
		}
	}
	return nil, fmt.Errorf("the part %s: %w", name, fault.NotFound)
}

// Office says whether the first bytes are those of an Office document: its
// first member is one that only those have. An archive that merely contains
// such a document begins with another name.
func Office(head []byte) bool {
	if len(head) < 30 || string(head[:4]) != "PK\x03\x04" {
		return false
	}
	n := int(head[26]) | int(head[27])<<8
	name := string(head[30:min(30+n, len(head))])
	for _, first := range []string{"[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "customXml/", "mimetype"} {
		if strings.HasPrefix(name, first) {
			return true
		}
	}
	return false
}
