package msg

import (
	"encoding/binary"
	"fmt"
	"io"

	"caveat.example/caveat/internal/fault"
	"github.com/richardlehane/mscfb"
)

// A meter counts what is read of a file: a chain of blocks that leads back to
// itself reads for ever.
type meter struct {
	at   io.ReaderAt
	left int64
}

func (m *meter) ReadAt(p []byte, off int64) (int, error) {
	if m.left -= int64(max(len(p), 512)); m.left < 0 {
		return 0, fmt.Errorf("the file leads in a circle: %w", fault.Limit)
	}
	return m.at.ReadAt(p, off)
}

// guarded reads a part whole: less than it said, or a panic of the library
// over a damaged file, is an error.
type guarded struct {
	f    *mscfb.File
	left int64
}

func (g *guarded) Read(p []byte) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = 0, fmt.Errorf("the part is damaged (%v): %w", r, fault.Invalid)
		}
	}()
	if g.left == 0 {
		return 0, io.EOF
	}
	n, err = g.f.Read(p[:min(int64(len(p)), g.left)])
	g.left -= int64(n)
	if n == 0 && (err == nil || err == io.EOF) && g.left > 0 {
		err = fmt.Errorf("the part ends %d bytes early: the file was cut: %w", g.left, fault.Invalid)
	} else if err == io.EOF && n > 0 {
		err = nil
	}
	return n, err
}

// preset is what compressed RTF may refer back to before it begins.
const preset = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// unpack expands compressed RTF, [MS-OXRTFCP]: literal bytes, and references to
// the last 4096.
func unpack(b []byte) ([]byte, error) {
	const head = 16
	if len(b) < head {
		return nil, fmt.Errorf("the text is cut: %w", fault.Invalid)
	}
	size, kind := binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	b = b[head:]
	switch {
	case size > maxText:
		return nil, fmt.Errorf("the text says that it has %d bytes, more than %d: %w", size, maxText, fault.Limit)
	case kind == 0x414c454d: // "MELA": not compressed
		return b[:min(len(b), int(size))], nil
	case kind != 0x75465a4c: // "LZFu"
		return nil, fmt.Errorf("the text is compressed in a way that is not known: %w", fault.Invalid)
	}
	out := append(make([]byte, 0, int(size)+len(preset)), preset...)
	full := len(preset) + int(size)
	for at := 0; len(out) < full; {
		if at >= len(b) {
			return nil, fmt.Errorf("the text is cut: %w", fault.Invalid)
		}
		flags := b[at]
		at++
		for bit := range 8 {
			if flags>>bit&1 == 0 {
				if at >= len(b) {
					break
				}
				out = append(out, b[at])
				at++
				continue
			}
			if at+1 >= len(b) {
				break
			}
			ref := int(b[at])<<8 | int(b[at+1])
			at += 2
			from := len(out) - (len(out)-ref>>4)&0xfff
			if from == len(out) { // the mark of the end
				return out[len(preset):min(len(out), full)], nil
			}
			for i := range ref&15 + 2 {
				if from+i < 0 || from+i >= len(out) {
					return nil, fmt.Errorf("the text refers to what is not there: %w", fault.Invalid)
				}
				out = append(out, out[from+i])
			}
		}
	}
	return out[len(preset):full], nil
}
