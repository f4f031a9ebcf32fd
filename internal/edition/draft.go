package edition

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
)

// Limits of one Edition. They are far above any list that is published, and
// keep a hostile file from filling memory or disk.
const (
	MaxEntries = 5_000_000
	MaxName    = 4_000 // bytes of one name
	MaxNames   = 2_000 // names of one entry

	maxLost = 10_000 // lost rows that are kept at hand
)

// A Draft is an Edition in the making. An importer tells it of every row that
// it reads and what became of it; the entries go to a temporary file, so a
// Draft's memory does not grow with the list, but for eight bytes an entry.
// It is used by one goroutine.
type Draft struct {
	head     Head
	dir      string // temporary, removed by Close
	entries  *spool
	rejects  *spool
	seen     map[uint64]int32
	newest   Day
	lost     []Rejection // the first maxLost
	versions []*Draft
}

// Row counts one more row read. Every row must then be loaded, merged or
// rejected once.
func (d *Draft) Row(o cite.Origin) { d.head.Account.file(o.Source).Rows++ }

// Load accounts for a row by an entry. A row that names nobody, or whose name
// is no name, is rejected instead.
func (d *Draft) Load(e Entry) error {
	if reason := unusable(&e); reason != "" {
		return d.Reject(e.Origin, reason)
	}
	d.head.Account.file(e.Origin.Source).Loaded++
	return d.write(e)
}

// Also adds a further entry from a row that has been loaded already.
func (d *Draft) Also(e Entry) error {
	if unusable(&e) != "" {
		return nil
	}
	return d.write(e)
}

// Carry takes over an entry of the Edition that a delta is applied to.
func (d *Draft) Carry(e Entry) error {
	d.head.Account.Carried++
	return d.write(e)
}

// Merge accounts for a row that adds to an entry made by another row.
func (d *Draft) Merge(o cite.Origin) { d.head.Account.file(o.Source).Merged++ }

// Reject accounts for a row that may have named somebody but could not be
// read. It makes the import exit 1.
func (d *Draft) Reject(o cite.Origin, reason string) error {
	return d.reject(Rejection{Origin: o, Reason: reason, Lost: true})
}

// SetAside accounts for a row that by its nature names nobody: a heading
// printed again, an address on its own.
func (d *Draft) SetAside(o cite.Origin, reason string) error {
	return d.reject(Rejection{Origin: o, Reason: reason})
}

// Again accounts for a row as it was rejected elsewhere.
func (d *Draft) Again(r Rejection) error { return d.reject(r) }

// Rejected returns the rows rejected so far, for an importer that makes
// several versions of one table. It is meant for small lists.
func (d *Draft) Rejected() ([]Rejection, error) {
	r, err := d.rejects.rewind()
	if err != nil {
		return nil, err
	}
	var out []Rejection
	dec := json.NewDecoder(r)
	for dec.More() {
		var rej Rejection
		if err := dec.Decode(&rej); err != nil {
			return nil, err
		}
		out = append(out, rej)
	}
	_, err = d.rejects.f.Seek(0, io.SeekEnd)
	return out, err
}

// Lost returns the first rows that could not be read.
func (d *Draft) Lost(limit int) []Rejection {
	return d.lost[:min(limit, len(d.lost))]
}

// Torn notes that the source looks cut short. Such an import never takes the
// place of an Edition that is held.
func (d *Draft) Torn(why string) { d.head.Account.Torn = why }

// Published notes the day that the publication states for itself.
func (d *Draft) Published(day Day) {
	if day > d.head.Published {
		d.head.Published, d.head.Basis = day, Stated
	}
}

// Newest notes a day that something in the list was added or looked at, for
// lists that do not state when they were published: they were not published
// before it.
func (d *Draft) Newest(day Day) { d.newest = max(d.newest, day) }

// Name sets the list's id and title, for publications that say which of
// several lists they are. What the user gave stays.
func (d *Draft) Name(list, title string) {
	if d.head.List == "" {
		d.head.List = list
	}
	if d.head.Title == "" {
		d.head.Title = title
	}
}

// List returns the list's id as it is known so far.
func (d *Draft) List() string { return d.head.List }

// Version begins a draft for the list as it was on one day: for a source that
// keeps a list's history. When there is one version or more, they are the
// Editions, each with its own account of every row.
func (d *Draft) Version(day Day) (*Draft, error) {
	v := &Draft{head: d.head, dir: d.dir, seen: map[uint64]int32{}}
	v.head.Account, v.head.Published, v.head.Basis = Account{Torn: d.head.Account.Torn}, day, Stated
	if err := v.open(fmt.Sprintf("-%d", len(d.versions))); err != nil {
		return nil, err
	}
	d.versions = append(d.versions, v)
	return v, nil
}

func (d *Draft) open(suffix string) (err error) {
	if d.entries, err = newSpool(d.dir, "entries"+suffix); err == nil {
		d.rejects, err = newSpool(d.dir, "rejects"+suffix)
	}
	if err != nil {
		return fmt.Errorf("making the edition: %w", err)
	}
	return nil
}

// On is given the Edition that a delta is applied to.
func (d *Draft) On(base Record) { d.head.Base = base.Digest }

// Account returns the account so far.
func (d *Draft) Account() Account {
	a := d.head.Account
	a.total()
	return a
}

// Close removes the temporary files.
func (d *Draft) Close() error {
	for _, v := range append(d.versions, d) {
		_ = v.entries.f.Close() // they are thrown away
		_ = v.rejects.f.Close()
	}
	return os.RemoveAll(d.dir)
}

func (d *Draft) reject(r Rejection) error {
	t := d.head.Account.file(r.Origin.Source)
	t.Rejected++
	if r.Lost {
		t.Lost++
		if len(d.lost) < maxLost {
			d.lost = append(d.lost, r)
		}
	}
	d.head.Account.reject(r)
	return d.rejects.write(line{Type: "rejected", Rejection: &r})
}

func (d *Draft) write(e Entry) error {
	if e.Origin.Source == "" || e.Origin.At == "" {
		return fmt.Errorf("entry %q has no place in its source: this is a fault of the importer, please report it", e.ID)
	}
	if e.List == "" {
		e.List = d.head.List
	}
	if err := d.identify(&e); err != nil {
		return err
	}
	d.newest = max(d.newest, e.From)
	d.head.Entries++
	return d.entries.write(line{Type: "entry", Entry: &e})
}

// identify makes the entry's id unique, without keeping the ids.
func (d *Draft) identify(e *Entry) error {
	if len(d.seen) >= MaxEntries {
		return fmt.Errorf("%s: more than %d entries; no list of this size is known: split the file: %w", e.Origin, MaxEntries, fault.Limit)
	}
	if e.ID == "" {
		e.ID = MadeID(e.Primary()+e.Note, strings.Join(e.Countries, ","))
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(e.List + "\x00" + e.ID)) // a hash never fails
	d.seen[h.Sum64()]++
	if n := d.seen[h.Sum64()]; n > 1 {
		e.ID = fmt.Sprintf("%s#%d", e.ID, n)
	}
	return nil
}

// MadeID makes an identifier for an entry that has none of its own: the same
// name in the same country, whatever its case and punctuation, gets the same
// one in every Edition.
func MadeID(name, country string) string {
	fold := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Map(fold, name) + "\x00" + strings.Map(fold, country))) // a hash never fails
	return fmt.Sprintf("~%016x", h.Sum64())
}

func unusable(e *Entry) string {
	if e.Kind == Category {
		if e.Note == "" {
			return "a category without words"
		}
		return ""
	}
	if len(e.Names) == 0 {
		return "no name in it"
	}
	if len(e.Names) > MaxNames {
		return fmt.Sprintf("more than %d names", MaxNames)
	}
	for i := range e.Names {
		if len(e.Names[i].Text) > MaxName {
			return fmt.Sprintf("a name of more than %d bytes", MaxName)
		}
		if !utf8.ValidString(e.Names[i].Text) {
			e.Names[i].Text = strings.ToValidUTF8(e.Names[i].Text, "\uFFFD")
			e.Remark("bytes of the name that are not UTF-8 were replaced")
		}
	}
	return ""
}

// A line is one line of an Edition's file.
type line struct {
	Type string `json:"type"` // edition, entry, rejected
	*Head
	*Entry
	*Rejection
}

// MarshalJSON writes the type first, then what the line holds. (Embedding would
// drop the fields that two of them share.)
func (l line) MarshalJSON() ([]byte, error) {
	var v any
	switch {
	case l.Head != nil:
		v = l.Head
	case l.Entry != nil:
		v = l.Entry
	default:
		v = l.Rejection
	}
	b, err := marshal(v)
	if err != nil {
		return nil, err
	}
	return append([]byte(`{"type":"`+l.Type+`",`), b[1:]...), nil
}

// marshal is json.Marshal without the escaping that is meant for HTML.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// A spool is a temporary file of lines.
type spool struct {
	f *os.File
	w *bufio.Writer
}

func newSpool(dir, name string) (*spool, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

func (s *spool) write(l line) error {
	b, err := l.MarshalJSON()
	if err != nil {
		return fmt.Errorf("writing a line of the edition: %w", err)
	}
	if _, err := s.w.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("writing the edition: %w", err)
	}
	return nil
}

// rewind makes what was written ready to be read from the start.
func (s *spool) rewind() (*bufio.Reader, error) {
	if err := s.w.Flush(); err != nil {
		return nil, err
	}
	if _, err := s.f.Seek(0, 0); err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(s.f, 1<<16), nil
}
