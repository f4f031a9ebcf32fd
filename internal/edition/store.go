package edition

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
)

// A Basis says how an Edition's day of publication is known.
type Basis string

// The bases.
const (
	Stated Basis = "stated" // the file says it
	Given  Basis = "given"  // the user said it

	// NewestEntry is the day of the newest entry: the list was published on
	// that day or later. It makes a list look older than it is, never newer.
	NewestEntry Basis = "newest_entry"
)

// A Head describes an Edition.
type Head struct {
	List      string        `json:"list"` // id of the list, or of the publication that consolidates several
	Title     string        `json:"title,omitempty"`
	Home      string        `json:"home,omitempty"` // where the publication lives
	Published Day           `json:"published"`
	Basis     Basis         `json:"basis"`
	Importer  string        `json:"importer"` // kind and version: "us-csl/1"
	Base      string        `json:"base,omitempty"`
	Sources   []cite.Source `json:"sources"`
	Entries   int           `json:"entries"`
	Account   Account       `json:"account"`
}

// Age is how many days old the Edition is on a day.
func (h Head) Age(on time.Time) int {
	day, err := time.Parse(time.DateOnly, h.Published)
	if err != nil {
		return 0
	}
	return int(on.Sub(day).Hours() / 24)
}

// A Record is a line of the index: an Edition that is held.
type Record struct {
	N        int       `json:"n"`      // 1, 2, 3, …
	Digest   string    `json:"digest"` // of the Edition's file: "sha256:…", which is also its name
	Recorded time.Time `json:"recorded"`
	Head
	Prev string `json:"prev"` // digest of the index line before, "" for the first
}

// The parts of a register folder.
const (
	indexFile   = "index.jsonl" // one line an Edition, appended to, each with the digest of the one before
	lockFile    = "lock"
	editionsDir = "editions" // HEX.jsonl: a head, the entries, the rejected rows
	sourcesDir  = "sources"  // HEX: the files as they were read
)

// A Store is a register folder, as it was when it was opened. Reading may be
// done by any number of goroutines, also while another process imports.
type Store struct {
	dir     string
	records []Record
	torn    int64 // bytes of an unfinished last line of the index
	last    string
}

// Open reads the index of a register folder. A folder that is not there holds
// no Edition; that is no error, and says nothing about anybody.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	data, err := os.ReadFile(filepath.Join(dir, indexFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("opening the register: %w", err)
	}
	if err := s.readIndex(data); err != nil {
		return nil, err
	}
	return s, nil
}

// readIndex stops before an unfinished last line: its import never ended.
func (s *Store) readIndex(data []byte) error {
	whole := data[:bytes.LastIndexByte(data, '\n')+1]
	s.torn = int64(len(data) - len(whole))
	sc := bufio.NewScanner(bytes.NewReader(whole))
	sc.Buffer(nil, 64<<20)
	for n := 1; sc.Scan(); n++ {
		var r Record
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return fmt.Errorf("%s (line %d): %v; run `caveat register verify`: %w", filepath.Join(s.dir, indexFile), n, err, fault.Invalid)
		}
		if !validDigest(r.Digest) || slices.ContainsFunc(r.Sources, func(s cite.Source) bool { return !validDigest(s.Digest) }) {
			return fmt.Errorf("%s (line %d): not a digest; run `caveat register verify`: %w", filepath.Join(s.dir, indexFile), n, fault.Invalid)
		}
		if r.N != n || r.Prev != s.last {
			return fmt.Errorf("%s (line %d): the line does not follow from the one before: the index was changed: %w", filepath.Join(s.dir, indexFile), n, fault.Invalid)
		}
		s.last = digestOf(sc.Bytes())
		s.records = append(s.records, r)
	}
	return sc.Err()
}

// Dir is the register folder.
func (s *Store) Dir() string { return s.dir }

// Editions returns what is held, in the order in which it was recorded.
func (s *Store) Editions() []Record { return slices.Clone(s.records) }

// Lists returns the ids of the lists of which an Edition is held, sorted.
func (s *Store) Lists() []string {
	var out []string
	for i := range s.records {
		out = append(out, s.records[i].List)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// AsKnown returns the register as it was at a moment: without what was
// recorded later.
func (s *Store) AsKnown(at time.Time) *Store {
	out := &Store{dir: s.dir}
	for _, r := range s.records {
		if !r.Recorded.After(at) {
			out.records = append(out.records, r)
		}
	}
	return out
}

// Latest returns the newest Edition of a list that was published on or before
// a day ("" is the newest of all), and whether there is one. Of two of the
// same day the one recorded later counts. The caller must show how old it is:
// that a name is not on an old Edition does not say that it is not listed.
func (s *Store) Latest(list string, day Day) (Record, bool) {
	var found Record
	for _, r := range s.records {
		if strings.EqualFold(r.List, list) && (day == "" || r.Published <= day) && r.Published >= found.Published {
			found = r
		}
	}
	return found, found.N > 0
}

// Find returns an Edition by its digest, or a part of it, its number ("#3"),
// or its day of publication.
func (s *Store) Find(list, key string) (Record, error) {
	var found []Record
	for _, r := range s.records {
		if list != "" && !strings.EqualFold(r.List, list) {
			continue
		}
		hexd := r.Digest[len("sha256:"):]
		if key == fmt.Sprintf("#%d", r.N) || key == r.Published || key == r.Digest || (len(key) >= 8 && len(key) <= len(hexd) && hexd[:len(key)] == key) {
			found = append(found, r)
		}
	}
	switch {
	case len(found) == 0:
		return Record{}, fmt.Errorf("edition %q; `caveat register editions` shows what is held: %w", key, fault.NotFound)
	case len(found) > 1 && found[0].List != found[len(found)-1].List:
		return Record{}, fmt.Errorf("edition %q: lists %s and %s have one: name the list too: %w", key, found[0].List, found[len(found)-1].List, fault.Invalid)
	}
	return found[len(found)-1], nil
}

func (s *Store) path(r Record) string {
	return filepath.Join(s.dir, editionsDir, r.Digest[len("sha256:"):]+".jsonl")
}

// SourcePath is where the file that a source was read from is kept.
func (s *Store) SourcePath(src cite.Source) string {
	return filepath.Join(s.dir, sourcesDir, src.Digest[min(len(src.Digest), len("sha256:")):])
}

// validDigest keeps what stands in a damaged index from becoming a path.
func validDigest(d string) bool {
	raw, err := hex.DecodeString(strings.TrimPrefix(d, "sha256:"))
	return err == nil && len(raw) == sha256.Size && strings.HasPrefix(d, "sha256:") && strings.ToLower(d) == d
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
