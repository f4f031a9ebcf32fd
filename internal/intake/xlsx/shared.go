package xlsx

import (
	"fmt"
	"os"

	"caveat.example/caveat/internal/fault"
)

// The limits of the texts that a workbook's cells share. Up to sharedInMemory
// bytes of them are held, more go to a temporary file.
const (
	sharedInMemory = 32 << 20
	maxShared      = 8 << 20 // texts: where each begins is held
)

// shared are the texts that cells name by their number.
type shared struct {
	ends   []int64 // where each text ends, in all texts one after another
	text   []byte  // the texts, or those that are not in file yet
	inFile int64
	file   *os.File // nil while the texts are few
	buf    []byte
	before string // the last text, and its number plus one: rows repeat them
	number int
}

// load reads the part in which they stand.
func (s *shared) load(b *book, name string) error {
	x, done, err := b.open(name)
	if err != nil {
		return err
	}
	defer done()
	for {
		more, err := x.to("si")
		if err != nil {
			return fmt.Errorf("after %d texts: %w", len(s.ends), err)
		}
		if !more {
			return s.spill(b, false)
		}
		text, err := x.content(b.in.Options.Limits.Record, "rPh")
		if err != nil {
			return fmt.Errorf("after %d texts: %w", len(s.ends), err)
		}
		if len(s.ends) == maxShared {
			return fmt.Errorf("more than %d texts; save the workbook as CSV: %w", maxShared, fault.Limit)
		}
		s.text = append(s.text, text...)
		s.ends = append(s.ends, s.inFile+int64(len(s.text)))
		if len(s.text) > sharedInMemory {
			if err := s.spill(b, true); err != nil {
				return err
			}
		}
	}
}

// spill moves texts to a temporary file, at the end only if there is one.
func (s *shared) spill(b *book, make bool) (err error) {
	if s.file == nil && !make {
		return nil
	}
	if s.file == nil {
		if s.file, err = os.CreateTemp(b.in.Options.TempDir, "caveat-*"); err != nil {
			return fmt.Errorf("making a temporary file: %w", err)
		}
	}
	n, err := s.file.Write(s.text)
	s.inFile += int64(n)
	s.text = s.text[:0]
	return err
}

// get is the text with a number.
func (s *shared) get(i int) (string, error) {
	if i+1 == s.number {
		return s.before, nil
	}
	if i < 0 || i >= len(s.ends) {
		return "", fmt.Errorf("text %d of %d: %w", i+1, len(s.ends), fault.NotFound)
	}
	from := int64(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	if s.file == nil {
		return string(s.text[from:s.ends[i]]), nil
	}
	s.buf = append(s.buf[:0], make([]byte, s.ends[i]-from)...)
	if _, err := s.file.ReadAt(s.buf, from); err != nil {
		return "", fmt.Errorf("reading the temporary file: %w", err)
	}
	s.before, s.number = string(s.buf), i+1
	return s.before, nil
}

func (s *shared) close() {
	if s.file != nil {
		s.file.Close()           // it is thrown away:
		os.Remove(s.file.Name()) // nothing depends on either
	}
}
