package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"github.com/google/go-cmp/cmp"
)

func zipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// walk gives what reading paths yields, a line each, and the notes.
func walk(t *testing.T, opt intake.Options, paths ...string) ([]string, []finding.SourceNote) {
	t.Helper()
	var got []string
	var notes []finding.SourceNote
	opt.Readers = all.Readers()
	opt.Done = func(n finding.SourceNote) { notes = append(notes, n) }
	for item, err := range intake.Walk(t.Context(), paths, strings.NewReader("Make,Model\nAxis,P9\n"), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			kind := "skip"
			if skip.Empty {
				kind = "empty"
			}
			got = append(got, kind+" "+skip.Error())
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, item.Text+" @ "+item.Origin.String())
	}
	return got, notes
}

// put writes files into a new folder and makes it the current one.
func put(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestWalk(t *testing.T) {
	csv := "Make,Model\nAxis,P1\n"
	tests := []struct {
		name  string
		files map[string]string
		paths []string
		want  []string
	}{
		{"a folder, in order", map[string]string{"d/b.csv": csv, "d/a/x.csv": csv, "d/.DS_Store": "\x00\x01"}, []string{"d"}, []string{"Axis P1 @ d/a/x.csv (row 2)", "Axis P1 @ d/b.csv (row 2)"}},
		{"standard input", nil, []string{"-"}, []string{"Axis P9 @ standard input (row 2)"}},
		{"gzip", map[string]string{"a.csv.gz": zipped(t, csv)}, []string{"a.csv.gz"}, []string{"Axis P1 @ a.csv.gz (row 2)"}},
		{"gzip in gzip", map[string]string{"a.gz": zipped(t, zipped(t, csv))}, []string{"a.gz"}, []string{"Axis P1 @ a.gz (row 2)"}},
		{
			"gzip cut short",
			map[string]string{"a.csv.gz": zipped(t, csv)[:30]},
			[]string{"a.csv.gz"},
			[]string{"Axis P1 @ a.csv.gz (row 2)", "skip a.csv.gz: reading stopped here, what follows was not read: after row 2: unexpected EOF"},
		},
		{"content outranks the name", map[string]string{"a.json": csv}, []string{"a.json"}, []string{"Axis P1 @ a.json (row 2)"}},
		{"empty file", map[string]string{"a.csv": ""}, []string{"a.csv"}, []string{"empty a.csv: is empty: nothing to assess"}},
		{"picture", map[string]string{"a.csv": "\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"}, []string{"a.csv"}, []string{"skip a.csv: not read: it is a picture (PNG); `caveat formats` lists what can be read"}},
		{"nothing there", nil, []string{"no.csv"}, []string{"skip no.csv: stat: no such file or directory"}},
		{"reading goes on", map[string]string{"a.csv": "\x00\x01\x02\x03", "b.csv": csv}, []string{"a.csv", "b.csv"}, []string{"skip a.csv: not read: its content is binary and of no known kind; `caveat formats` lists what can be read", "Axis P1 @ b.csv (row 2)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			put(t, tt.files)
			got, _ := walk(t, intake.Options{}, tt.paths...)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoteHasDigestOfTheWholeFile(t *testing.T) {
	put(t, map[string]string{"a.csv": "Make,Model\nAxis,P1\n"})
	_, notes := walk(t, intake.Options{}, "a.csv")
	if len(notes) != 1 || notes[0].Items != 1 || notes[0].Source.Size != 19 || !strings.HasPrefix(notes[0].Source.Digest, "sha256:") || len(notes[0].Source.Digest) != len("sha256:")+64 {
		t.Errorf("note: got %+v", notes)
	}
}

func TestLinksThatLoop(t *testing.T) {
	put(t, map[string]string{"d/a.csv": "Make,Model\nAxis,P1\n"})
	if err := os.Symlink("..", "d/up"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("self", "d/self"); err != nil {
		t.Fatal(err)
	}
	got, _ := walk(t, intake.Options{}, "d")
	want := []string{
		"Axis P1 @ d/a.csv (row 2)",
		"skip d/self: stat: too many levels of symbolic links",
	}
	for i, line := range want[:2] {
		if i >= len(got) || got[i] != line {
			t.Errorf("line %d: got %q, want %q", i, got, line)
		}
	}
	last := got[len(got)-1]
	if !strings.Contains(last, "links back to a folder that contains it") {
		t.Errorf("got %q, want the loop named at the end", got)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	stop := errors.New("stopped by the user")
	content := "Make,Model\n" + strings.Repeat("Axis,P1\n", 200_000)
	n := 0
	var last error
	for _, err := range intake.Walk(ctx, []string{"-"}, strings.NewReader(content), intake.Options{Readers: all.Readers()}) {
		last = err
		if n++; n == 10 {
			cancel(stop)
		}
	}
	if last != stop || n > 20 {
		t.Errorf("got %d items, last error %v; want the cause soon after 10", n, last)
	}
}

// A disk that goes away is told, and what was read before it stays.
func TestReadError(t *testing.T) {
	r := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("Make,Model\nAxis,P1\n")))
	var errs []string
	for _, err := range intake.Walk(t.Context(), []string{"-"}, r, intake.Options{Readers: all.Readers()}) {
		if err != nil {
			errs = append(errs, err.Error())
		}
	}
	if len(errs) != 1 || !strings.Contains(errs[0], "timeout") {
		t.Errorf("got %q, want one error that says timeout", errs)
	}
}

func TestBombOfGzip(t *testing.T) {
	put(t, map[string]string{"a.csv.gz": zipped(t, "Make,Model\n"+strings.Repeat("Axis,P1\n", 100_000))})
	got, _ := walk(t, intake.Options{Limits: intake.Limits{RatioFrom: 1000, Ratio: 10}}, "a.csv.gz")
	if last := got[len(got)-1]; !strings.Contains(last, "decompresses to more than 10 times its size") {
		t.Errorf("got %d lines, last %q", len(got), last)
	}
}

func TestProgress(t *testing.T) {
	put(t, map[string]string{"a.csv": "Make,Model\nAxis,P1\n", "b.csv": "Make,Model\nAxis,P2\n"})
	var last string
	walk(t, intake.Options{Progress: func(read, total int64) { last = fmt.Sprint(read, "/", total) }}, "a.csv", "b.csv")
	if last != "38/38" {
		t.Errorf("got %q, want 38/38", last)
	}
}

func TestCaveatignore(t *testing.T) {
	csv := "Make,Model\nAxis,P1\n"
	put(t, map[string]string{
		"d/.caveatignore": "# ours\nold-*\nbackup/\n/sub/x.csv\n", "d/a.csv": csv, "d/old-a.csv": csv, "d/sub/old-b.csv": csv,
		"d/sub/x.csv": csv, "d/sub/y.csv": csv, "d/backup/z.csv": csv, "e/.caveatignore": "[\n", "e/a.csv": csv,
	})
	got, _ := walk(t, intake.Options{}, "d", "e")
	want := []string{
		"Axis P1 @ d/a.csv (row 2)", "Axis P1 @ d/sub/y.csv (row 2)",
		`skip e/.caveatignore: line 1: "[" is no pattern: nothing was left out: invalid`, "Axis P1 @ e/a.csv (row 2)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A reader that waits for standard input hands over what came before, and does
// not keep a cancelled run from ending.
func TestSlowInputIsHandedOver(t *testing.T) {
	r, w := io.Pipe()
	go w.Write([]byte("Make,Model\n" + strings.Repeat("Axis,P1\n", 20_000))) // and then nothing
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range intake.Walk(ctx, []string{"-"}, r, intake.Options{Readers: all.Readers()}) {
		if err != nil {
			break
		}
		if n++; n == 1000 {
			cancel()
		}
	}
	if n < 1000 {
		t.Errorf("got %d items before the input waits, want 1000", n)
	}
}

// Stopping in the middle leaves nothing running.
func TestStopEarly(t *testing.T) {
	put(t, map[string]string{"a.csv": "Make,Model\n" + strings.Repeat("Axis,P1\n", 50_000)})
	for range 20 {
		for range intake.Walk(t.Context(), []string{"a.csv", "a.csv"}, nil, intake.Options{Readers: all.Readers()}) {
			break
		}
	}
}
