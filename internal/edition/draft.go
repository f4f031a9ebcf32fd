package edition

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"iter"
	"os"
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
	return out, d.rejects.forward()
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

// Part says that the files are one part of the publication, before the first
// entry is told: each part is a list of its own.
func (d *Draft) Part(id string) { d.head.List += "-" + id }

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

// Scratch is a draft in memory, that can be looked at but not committed: to try
// an importer, and for tests.
func Scratch(head Head) *Draft {
	return &Draft{head: head, seen: map[uint64]int32{}, entries: memorySpool(), rejects: memorySpool()}
}

// Drafted are the drafts of a Scratch after an import: one for each version, or
// the draft itself.
func (d *Draft) Drafted() []*Draft {
	if len(d.versions) > 0 {
		return d.versions
	}
	return []*Draft{d}
}

// Entries yields what has been drafted.
func (d *Draft) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		r, err := d.entries.rewind()
		if err != nil {
			yield(Entry{}, err)
			return
		}
		for dec := json.NewDecoder(r); dec.More(); {
			var e Entry
			if err := dec.Decode(&e); !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (d *Draft) open(suffix string) (err error) {
	if d.dir == "" {
		d.entries, d.rejects = memorySpool(), memorySpool()
		return nil
	}
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
	if d.dir == "" {
		return nil
	}
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
