// Package msg knows messages as Outlook saves them (MSG). The subject, the text
// and each attachment are read, attachments as files of their own. Who wrote to
// whom is not read.
//
// Source: [MS-OXMSG], [MS-OXPROPS], [MS-OXRTFCP].
package msg

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf16"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"github.com/richardlehane/mscfb"
)

// Reader reads MSG. Its zero value is ready.
type Reader struct{}

// Format is "msg".
func (Reader) Format() string { return "msg" }

// magic begins every compound file; names in one are in UTF-16.
const magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// Accepts takes compound files with the properties of a message, or that are
// called messages. Other compound files are old Office documents.
func (Reader) Accepts(name string, head []byte) bool {
	return bytes.HasPrefix(head, []byte(magic)) &&
		(bytes.Contains(head, wide("__properties_version1.0")) || bytes.Contains(head, wide("__substg1.0_")) || strings.HasSuffix(strings.ToLower(name), ".msg"))
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// The numbers of properties, [MS-OXPROPS].
const (
	subject    = "0037"
	body       = "1000"
	html       = "1013"
	packedRTF  = "1009"
	data       = "3701"
	longName   = "3707"
	shortName  = "3704"
	embedded   = "__substg1.0_3701000D"
	attachment = "__attach_version1.0_"
	stream     = "__substg1.0_"
)

// Items yields the subject as a Passage, then the Items of the text and of the
// attachments.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		at, size, done, err := in.Spool()
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer done()
		root, err := open(at, size)
		if err != nil {
			yield(inventory.Item{}, fmt.Errorf("message: %w", err))
			return
		}
		m := &message{ctx: ctx, in: in, yield: yield}
		if size%block != 0 && m.skip("end", "the file ends within a block of %d bytes: it was cut, and parts of it may be missing", block) != nil {
			return
		}
		if err := m.tell("", root, 0); err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

// A folder is a storage of the compound file.
type folder struct {
	streams map[string]*mscfb.File
	folders map[string]*folder
	names   []string // of the folders, in order
}

// open lists what is in the file. The library panics over some damaged files:
// these are then not read, which is what is said.
func open(at io.ReaderAt, size int64) (root *folder, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("the file is damaged (%v): %w", p, fault.Invalid)
		}
	}()
	doc, err := mscfb.New(&meter{at: at, left: 16*size + 8<<20})
	if err != nil {
		return nil, err
	}
	root = &folder{}
	for n := 0; ; n++ {
		f, err := doc.Next()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		if n > maxEntries || len(f.Path) > maxPath {
			return nil, fmt.Errorf("it has more than %d parts, or they stand more than %d deep: %w", maxEntries, maxPath, fault.Limit)
		}
		place := root
		for _, name := range f.Path {
			place = place.folder(name)
		}
		switch {
		case f.FileInfo().IsDir():
			place.folder(f.Name)
		case f.Size > size:
			return nil, fmt.Errorf("the part %q says that it has %d bytes, more than the file: it was cut, or is damaged: %w", f.Name, f.Size, fault.Invalid)
		default:
			place.put(f)
		}
	}
}

// The limits of one file.
const (
	block      = 512 // bytes of the smallest blocks of which such files are made
	maxEntries = 100_000
	maxPath    = 64
	maxText    = 64 << 20 // bytes of a text of a message, which is held
)

func (d *folder) folder(name string) *folder {
	if d.folders == nil {
		d.folders = map[string]*folder{}
	}
	if d.folders[name] == nil {
		d.folders[name] = &folder{}
		d.names = append(d.names, name)
	}
	return d.folders[name]
}

func (d *folder) put(f *mscfb.File) {
	if d.streams == nil {
		d.streams = map[string]*mscfb.File{}
	}
	d.streams[f.Name] = f
}

var errStop = errors.New("stopped")

type message struct {
	ctx   context.Context
	in    *intake.Input
	yield func(inventory.Item, error) bool
	n     int // files within it
}

// tell yields one message: the file's own, or one that is attached to it.
func (m *message) tell(place string, d *folder, depth int) error {
	if depth > m.in.Options.Limits.Nested {
		return m.skip(place, "messages stand more than %d deep in one another: the inner ones were not read", m.in.Options.Limits.Nested)
	}
	texts := 0
	if s, err := d.text(subject); err != nil {
		if err := m.skip(place+"subject", "%s", err); err != nil {
			return err
		}
	} else if s != "" {
		texts++
		if !m.yield(inventory.Item{Kind: inventory.Passage, Origin: m.in.At(place + "subject"), Text: s}, nil) {
			return errStop
		}
	}
	read, err := m.body(place, d)
	if err != nil {
		return err
	}
	for _, name := range d.names {
		if !strings.HasPrefix(name, attachment) {
			continue
		}
		texts++
		if err := m.attached(place, d.folders[name], depth); err != nil {
			return err
		}
	}
	if !read && texts == 0 {
		return m.skip(place+"message", "it has no subject, no text and no attachment: it is damaged, or is no message")
	}
	return nil
}

// body reads the text: as a page where there is one, since it is the richest.
func (m *message) body(place string, d *folder) (bool, error) {
	for _, form := range []struct{ property, ext string }{{html, ".html"}, {body, ".txt"}, {packedRTF, ".rtf"}} {
		b, err := d.bytes(form.property)
		if err == nil && form.property == packedRTF && b != nil {
			b, err = unpack(b)
		}
		if err != nil {
			return true, m.skip(place+"text", "%s", err)
		}
		if len(bytes.TrimSpace(b)) > 0 {
			return true, m.inner(place+"text"+form.ext, bytes.NewReader(b))
		}
	}
	return false, nil
}

// attached reads one attachment: a file, or a message in the message.
func (m *message) attached(place string, d *folder, depth int) error {
	name := cmp.Or(d.name(longName), d.name(shortName), fmt.Sprintf("attachment %d", m.n+1))
	if inside := d.folders[embedded]; inside != nil {
		return m.tell(place+name+"!/", inside, depth+1)
	}
	f := d.streams[stream+data+"0102"]
	if f == nil {
		return m.skip(place+name, "the attachment is only linked to, or is an object of another program: it was not read")
	}
	return m.inner(place+name, &guarded{f: f, left: f.Size})
}

func (m *message) skip(place, format string, args ...any) error {
	if !m.yield(inventory.Item{}, m.in.Skip(cmp.Or(place, "message"), format, args...)) {
		return errStop
	}
	return nil
}

// inner reads a part as a file of its own.
func (m *message) inner(name string, r io.Reader) error {
	m.n++
	if m.n > m.in.Options.Limits.Members {
		return fmt.Errorf("more than %d parts in the message: %w", m.in.Options.Limits.Members, fault.Limit)
	}
	for item, err := range m.in.Inner(name, r) {
		if !m.yield(item, err) {
			return errStop
		}
	}
	return nil
}

// name is the name of an attachment, "" where there is none or it is damaged.
func (d *folder) name(property string) string {
	s, err := d.text(property)
	if err != nil {
		return ""
	}
	return s
}

// text gives a property that is text.
func (d *folder) text(property string) (string, error) {
	b, err := d.bytes(property)
	return strings.TrimRight(strings.TrimSpace(string(b)), "\x00"), err
}

// bytes gives a property that is text or bytes: text as UTF-8 where it was in
// UTF-16, else as it stands.
func (d *folder) bytes(property string) ([]byte, error) {
	for _, kind := range []string{"001F", "001E", "0102"} {
		f := d.streams[stream+property+kind]
		if f == nil {
			continue
		}
		if f.Size > maxText {
			return nil, fmt.Errorf("the text has %d bytes, more than %d: %w", f.Size, maxText, fault.Limit)
		}
		b, err := io.ReadAll(&guarded{f: f, left: f.Size})
		if err != nil {
			return nil, err
		}
		if kind != "001F" {
			return b, nil
		}
		units := make([]uint16, 0, len(b)/2)
		for pair := range slices.Chunk(b[:len(b)&^1], 2) {
			units = append(units, uint16(pair[0])|uint16(pair[1])<<8)
		}
		return []byte(string(utf16.Decode(units))), nil
	}
	return nil, nil
}
