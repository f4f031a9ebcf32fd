package edition_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

var recorded = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// put imports names as an edition of the list "test".
func put(t *testing.T, dir, published string, at time.Time, names ...string) ([]edition.Result, error) {
	t.Helper()
	s, err := edition.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(edition.Head{List: "test", Importer: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	f, _, err := d.Source("test.txt", strings.NewReader(strings.Join(names, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, n := range names {
		o := cite.Origin{Source: "test.txt", At: fmt.Sprintf("line %d", i+1)}
		d.Row(o)
		e := edition.Entry{ID: fmt.Sprint(i), Origin: o}
		e.Name(n, edition.Primary, "")
		if err := d.Load(e); err != nil {
			t.Fatal(err)
		}
	}
	return s.Commit(d, edition.Options{Published: published, Recorded: at})
}

func mustPut(t *testing.T, dir, published string, at time.Time, names ...string) edition.Record {
	t.Helper()
	res, err := put(t, dir, published, at, names...)
	if err != nil {
		t.Fatal(err)
	}
	return res[0].Record
}

func TestLatest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "register")
	mustPut(t, dir, "2026-03-01", recorded, "Alpha", "Beta")
	mustPut(t, dir, "2026-01-01", recorded.AddDate(0, 0, 1), "Alpha")
	mustPut(t, dir, "2026-03-01", recorded.AddDate(0, 0, 2), "Alpha", "Beta", "Gamma")
	s, err := edition.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		day   string
		known time.Time
		want  int // the record's number, 0 for none
	}{
		{"", time.Time{}, 3},
		{"2026-02-28", time.Time{}, 2},
		{"2025-12-31", time.Time{}, 0},
		{"2026-03-01", recorded, 1},
		{"2026-03-01", recorded.AddDate(0, 0, 1), 1},
		{"2026-02-28", recorded, 0},
	}
	for _, tt := range tests {
		view := s
		if !tt.known.IsZero() {
			view = s.AsKnown(tt.known)
		}
		got, ok := view.Latest("TEST", tt.day)
		if got.N != tt.want || ok != (tt.want > 0) {
			t.Errorf("Latest(%q) as known at %v = #%d, %t, want #%d", tt.day, tt.known, got.N, ok, tt.want)
		}
	}
	newest, _ := s.Latest("test", "")
	var names []string
	for e, err := range s.Entries(newest) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, e.Primary()+" @ "+e.Origin.String())
	}
	want := []string{"Alpha @ test.txt (line 1)", "Beta @ test.txt (line 2)", "Gamma @ test.txt (line 3)"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if got := newest.Age(time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC)); got != 10 {
		t.Errorf("age = %d days, want 10", got)
	}
}

// A register that is not there is empty. That says nothing about anybody.
func TestOpenNothing(t *testing.T) {
	s, err := edition.Open(filepath.Join(t.TempDir(), "none"))
	if err != nil || len(s.Editions()) != 0 {
		t.Errorf("Open = %v, %v", s.Editions(), err)
	}
}

func TestShrink(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "2026-01-01", recorded, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
	if _, err := put(t, dir, "2026-01-02", recorded, "a", "b", "c", "d", "e", "f", "g", "h"); !errors.Is(err, fault.Invalid) {
		t.Errorf("a fifth less: error = %v, want one that is Invalid", err)
	}
	mustPut(t, dir, "2026-01-02", recorded, "a", "b", "c", "d", "e", "f", "g", "h", "i") // a tenth less is no alarm
	s, err := edition.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Editions()); got != 2 {
		t.Errorf("%d editions are held, want 2", got)
	}
}

func TestAlreadyHeld(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "2026-01-01", recorded, "a", "b")
	before := tree(t, dir)
	res, err := put(t, dir, "2026-01-01", recorded.AddDate(0, 0, 5), "a", "b")
	if err != nil || !res[0].AlreadyHeld {
		t.Fatalf("importing twice = %+v, %v, want already held", res, err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("importing twice changed the register (-before +after):\n%s", diff)
	}
}

// tree is every file of a folder with its size, but for the lock.
func tree(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "lock" {
			return err
		}
		info, err := d.Info()
		out[strings.TrimPrefix(path, dir)] = info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An import that never ended leaves half a line; the next one goes on from the
// line before.
func TestTornIndex(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, "2026-01-01", recorded, "a")
	index := filepath.Join(dir, "index.jsonl")
	f, err := os.OpenFile(index, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"n":2,"digest":"sha`); err != nil {
		t.Fatal(err)
	}
	f.Close()
	mustPut(t, dir, "2026-01-02", recorded, "a", "b")
	s, err := edition.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Editions()); got != 2 {
		t.Errorf("%d editions, want 2", got)
	}
}

// A register that somebody changed is not read as if nothing were.
func TestChanged(t *testing.T) {
	tests := []struct {
		name string
		edit func(dir string, r edition.Record) (path, from, to string)
		open bool // the change shows when the register is opened
	}{
		{"a name in an edition", func(dir string, r edition.Record) (string, string, string) {
			return filepath.Join(dir, "editions", strings.TrimPrefix(r.Digest, "sha256:")+".jsonl"), "Alpha", "Aleph"
		}, false},
		{"a day in the index", func(dir string, r edition.Record) (string, string, string) {
			return filepath.Join(dir, "index.jsonl"), `"published":"2026-01-01"`, `"published":"2026-11-01"`
		}, true},
		{"a path in the index", func(dir string, r edition.Record) (string, string, string) {
			return filepath.Join(dir, "index.jsonl"), `"digest":"sha256:`, `"digest":"../../../`
		}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			r := mustPut(t, dir, "2026-01-01", recorded, "Alpha")
			mustPut(t, dir, "2026-01-02", recorded, "Alpha", "Beta")
			path, from, to := tt.edit(dir, r)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(strings.Replace(string(data), from, to, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			s, err := edition.Open(dir)
			if (err != nil) != tt.open {
				t.Fatalf("Open: error = %v, want one: %t", err, tt.open)
			}
			checks, err := edition.Verify(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			bad := 0
			for _, c := range checks {
				if !c.OK {
					bad++
				}
			}
			if bad == 0 {
				t.Error("verify found nothing")
			}
			if tt.open {
				return
			}
			var last error
			for _, err := range s.Entries(r) {
				last = err
			}
			if !errors.Is(last, fault.Invalid) {
				t.Errorf("reading the entries: error = %v, want one that is Invalid", last)
			}
		})
	}
}

// Two that import at once both get in, one after the other.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			if _, err := put(t, dir, fmt.Sprintf("2026-01-0%d", i+1), recorded, "a", "b"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s, err := edition.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Editions()); got != 4 {
		t.Errorf("%d editions, want 4", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "tmp-*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

// A row that is not told of makes the import fail, not the account.
func TestAccountMustAddUp(t *testing.T) {
	s, err := edition.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(edition.Head{List: "test", Importer: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	e := edition.Entry{ID: "1", Origin: cite.Origin{Source: "x", At: "row 1"}}
	e.Name("Alpha", edition.Primary, "")
	d.Row(e.Origin)
	d.Row(cite.Origin{Source: "x", At: "row 2"})
	if err := d.Load(e); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(d, edition.Options{Published: "2026-01-01"}); err == nil || !strings.Contains(err.Error(), "does not add up") {
		t.Errorf("error = %v, want that the account does not add up", err)
	}
}

func TestScript(t *testing.T) {
	for text, want := range map[string]string{
		"Hikvision": "", "Łódź": "", "海康威视": "Hani", "パナソニック株式会社": "Jpan", "삼성": "Kore", "ООО Ромашка": "Cyrl",
		"Нikvision with one wrong letter": "", "شركة": "Arab", "": "", "123": "",
	} {
		if got := edition.Script(text); got != want {
			t.Errorf("Script(%q) = %q, want %q", text, got, want)
		}
	}
}
