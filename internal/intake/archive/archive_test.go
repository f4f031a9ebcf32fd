package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/archive"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

const csv = "Make,Model\nAxis,P1\n"

func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, content []byte, limits intake.Limits) ([]string, []finding.SourceNote) {
	t.Helper()
	var got []string
	var notes []finding.SourceNote
	opt := intake.Options{
		Readers: []intake.Reader{archive.Zip{}, archive.Tar{}, delimited.Reader{}}, Limits: limits,
		Done: func(n finding.SourceNote) { notes = append(notes, n) },
	}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Error())
			continue
		}
		got = append(got, item.Text+" @ "+strings.TrimPrefix(item.Origin.String(), "standard input"))
	}
	return got, notes
}

func TestItems(t *testing.T) {
	deep := []byte(csv)
	for i := range 8 {
		deep = zipOf(t, fmt.Sprintf("%d.zip", i), string(deep))
	}
	var xzipped, zstded bytes.Buffer
	x, err := xz.NewWriter(&xzipped)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewWriter(&zstded)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{x, z} {
		if _, err := w.Write(tarOf(t, "a.csv", csv)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name    string
		content []byte
		want    []string
	}{
		{"zip, in its order", zipOf(t, "b.csv", csv, "d/", "", "d/a.csv", csv, "__MACOSX/x", "\x00"), []string{"Axis P1 @ !/b.csv (row 2)", "Axis P1 @ !/d/a.csv (row 2)"}},
		{"tar", tarOf(t, "a.csv", csv), []string{"Axis P1 @ !/a.csv (row 2)"}},
		{"tar in xz", xzipped.Bytes(), []string{"Axis P1 @ !/a.csv (row 2)"}},
		{"tar in zstd", zstded.Bytes(), []string{"Axis P1 @ !/a.csv (row 2)"}},
		{"zip in zip", zipOf(t, "in.zip", string(zipOf(t, "a.csv", csv))), []string{"Axis P1 @ !/in.zip!/a.csv (row 2)"}},
		{"a name that leads elsewhere is only a name", zipOf(t, "../../etc/a.csv", csv), []string{"Axis P1 @ !/../../etc/a.csv (row 2)"}},
		{"nested too deep", deep, []string{"skip standard input!/7.zip!/6.zip!/5.zip!/4.zip!/3.zip!/2.zip: stands in more than 5 files within one another: it was not read"}},
		{"tar cut short", tarOf(t, "a.csv", strings.Repeat(csv, 100))[:700], []string{"Axis P1 @ !/a.csv (row 2)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := read(t, tt.content, intake.Limits{})
			if tt.name == "tar cut short" {
				if last := got[len(got)-1]; !strings.Contains(last, "not read") {
					t.Errorf("got %q, want it to end with what was not read", got)
				}
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMembersAreCountedOnce(t *testing.T) {
	_, notes := read(t, zipOf(t, "a.csv", csv, "b.csv", csv), intake.Limits{})
	var got []string
	for _, n := range notes {
		got = append(got, fmt.Sprintf("%s %d", n.Source.Name, n.Items))
	}
	want := []string{"standard input!/a.csv 1", "standard input!/b.csv 1", "standard input 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestLimits(t *testing.T) {
	got, _ := read(t, zipOf(t, "a.csv", csv, "b.csv", csv), intake.Limits{Members: 1})
	if last := got[len(got)-1]; !strings.Contains(last, "more than 1 files in it") {
		t.Errorf("members: got %q", got)
	}
	got, _ = read(t, zipOf(t, "a.csv", csv+strings.Repeat("Axis,P1\n", 10_000)), intake.Limits{Expanded: 1000})
	if last := got[len(got)-1]; !strings.Contains(last, "unpacks to more than 1000 bytes") {
		t.Errorf("expanded: got %d lines, last %q", len(got), last)
	}
	bomb := csv + strings.Repeat("Axis,P1\n", 10_000)
	got, _ = read(t, zipOf(t, "a.csv", bomb, "b.csv", csv), intake.Limits{Ratio: 10, RatioFrom: 1000})
	if len(got) != 2 || !strings.Contains(got[0], "times, more than 10") || !strings.Contains(got[1], "b.csv") {
		t.Errorf("one member that grows too far: got %q", got)
	}
	many := make([]string, 0, 100) // each may grow so far, all together may not
	for i := range 50 {
		many = append(many, fmt.Sprint(i, ".csv"), csv+strings.Repeat("Axis,P1\n", 120))
	}
	got, _ = read(t, zipOf(t, many...), intake.Limits{Ratio: 6, RatioFrom: 1000})
	if last := got[len(got)-1]; !strings.Contains(last, "the archive unpacks to more than 6 times its size") {
		t.Errorf("all members: got %d lines, last %q", len(got), last)
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, archive.Zip{}, zipOf(t, "a.csv", csv))
	intaketest.Hostile(t, archive.Tar{}, tarOf(t, "a.csv", csv))
}

func FuzzItems(f *testing.F) {
	f.Add(zipOf(f, "a.csv", csv))
	f.Add(tarOf(f, "a.csv", csv))
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, r := range []intake.Reader{archive.Zip{}, archive.Tar{}} {
			if err := intaketest.Check(t.Context(), r, content); err != nil {
				t.Error(err)
			}
		}
	})
}
