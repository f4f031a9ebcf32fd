// Package liststest is what the tests of all importers have in common: a
// sample with its expected entries, a file cut short at many places, and bytes
// that nobody meant.
package liststest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

var update = flag.Bool("update", false, "rewrite testdata/*.want from what is imported now")

// Recorded is when the tests import.
var Recorded = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// options are those of every test: a day for files that state none.
func options() lists.Options {
	return lists.Options{Options: edition.Options{Published: "2026-11-20", Recorded: Recorded}}
}

// Files reads files of testdata.
func Files(tb testing.TB, names ...string) []lists.Named {
	tb.Helper()
	var out []lists.Named
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join("testdata", n))
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, lists.Named{Name: n, R: bytes.NewReader(data)})
	}
	return out
}

// Golden imports files of testdata into an empty register and compares the
// entries and the account with the file of the first name and ".want".
func Golden(t *testing.T, imp lists.Importer, names ...string) {
	t.Helper()
	s := Store(t)
	rep, err := lists.Import(s, imp, Files(t, names...), options())
	if err != nil {
		t.Fatal(err)
	}
	Compare(t, filepath.Join("testdata", names[0]+".want"), Render(t, s, rep))
}

// Compare compares text with a file, or rewrites it with -update.
func Compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// Store is an empty register.
func Store(tb testing.TB) *edition.Store {
	tb.Helper()
	s, err := edition.Open(filepath.Join(tb.TempDir(), "register"))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Render shows what came of an import, as a person would check it.
func Render(tb testing.TB, s *edition.Store, rep lists.Report) string {
	tb.Helper()
	var b strings.Builder
	for _, r := range rep.Results {
		fmt.Fprintf(&b, "%s of %s (%s): %s\n", r.List, r.Published, r.Basis, r.Account.Tally)
		for _, why := range r.Account.Reasons {
			fmt.Fprintf(&b, "  %d rejected, lost=%t: %s: %s\n", why.Count, why.Lost, why.First, why.Reason)
		}
		if r.Account.Torn != "" {
			fmt.Fprintf(&b, "  torn: %s\n", r.Account.Torn)
		}
		for e, err := range s.Entries(r.Record) {
			if err != nil {
				tb.Fatal(err)
			}
			renderEntry(&b, e)
		}
	}
	return b.String()
}

func renderEntry(b *strings.Builder, e edition.Entry) {
	fmt.Fprintf(b, "%s %s %s @ %s\n", e.List, e.ID, e.Kind, e.Origin)
	for _, n := range e.Names {
		fmt.Fprintf(b, "    %s: %s", n.Kind, n.Text)
		if n.Script != "" {
			fmt.Fprintf(b, " [%s]", n.Script)
		}
		if n.At != "" {
			fmt.Fprintf(b, " @ %s", n.At)
		}
		b.WriteByte('\n')
	}
	for _, id := range e.IDs {
		fmt.Fprintf(b, "    %s: %s\n", id.Scheme, id.Value)
	}
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "    %s: %s\n", name, value)
		}
	}
	line("countries", strings.Join(e.Countries, " | "))
	line("programmes", strings.Join(e.Programmes, " | "))
	line("parent", e.Parent)
	line("from", e.From)
	line("until", e.Until)
	line("cite", e.Cite)
	line("note", e.Note)
	line("remarks", strings.Join(e.Remarks, " | "))
}

// CutShort imports a file whole, and then cut off at many places. A cut file
// is refused, or makes an Edition of as many entries from nearly as many rows:
// never one that looks whole and has less.
func CutShort(t *testing.T, imp lists.Importer, name string, others ...string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s := Store(t)
	whole, err := lists.Import(s, imp, append([]lists.Named{{Name: name, R: bytes.NewReader(data)}}, Files(t, others...)...), options())
	if err != nil {
		t.Fatal(err)
	}
	last := whole.Results[len(whole.Results)-1]
	step := max(1, len(data)/150)
	for at := 1; at < len(data); at += step {
		opt := options()
		opt.Published = "2026-11-21"
		files := append([]lists.Named{{Name: name, R: bytes.NewReader(data[:at])}}, Files(t, others...)...)
		rep, err := lists.Import(s, imp, files, opt)
		if err != nil {
			continue
		}
		if got := rep.Results[len(rep.Results)-1]; got.Entries < last.Entries || got.Account.Used()*10 < last.Account.Used()*9 {
			t.Errorf("cut at byte %d of %d (%q): an edition of %d entries, where the whole file has %d", at, len(data), tail(data[:at]), got.Entries, last.Entries)
		}
	}
}

func tail(b []byte) string { return string(b[max(0, len(b)-30):]) }

// Fuzz imports bytes that nobody meant. Whatever they are, every row is
// accounted for, and every entry has a place and a name.
func Fuzz(f *testing.F, imp lists.Importer, names ...string) {
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join("testdata", n))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
		f.Add(bytes.ToUpper(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		imp.Accepts(data[:min(len(data), lists.HeadSize)])
		d, err := lists.Try(imp, lists.File{R: bytes.NewReader(data), Source: cite.Source{Name: "fuzz", Size: int64(len(data))}})
		if err != nil {
			return
		}
		for _, v := range d.Drafted() {
			if a := v.Account(); !a.Balanced() {
				t.Errorf("%s", a)
			}
			for e, err := range v.Entries() {
				if err != nil {
					t.Fatal(err)
				}
				if e.Origin.Source != "fuzz" || e.Origin.At == "" || (len(e.Names) == 0 && e.Kind != edition.Category) || e.ID == "" {
					t.Errorf("an entry without place or name: %+v", e)
				}
			}
		}
	})
}
