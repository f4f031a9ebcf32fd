package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/xlsx"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// workbook makes a workbook of sheets in order.
func workbook(t testing.TB, hidden string, sheets ...sheet) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for r, row := range s.rows {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := f.SetSheetRow(s.name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if hidden != "" {
		if err := f.SetSheetVisible(hidden, false); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type sheet struct {
	name string
	rows [][]any
}

func read(t testing.TB, content []byte) ([]string, finding.SourceNote) {
	t.Helper()
	var got []string
	var note finding.SourceNote
	opt := intake.Options{Readers: []intake.Reader{xlsx.Reader{}}, Done: func(n finding.SourceNote) { note = n }}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			reason, _, _ := strings.Cut(skip.Reason, ", ")
			got = append(got, "skip "+skip.Origin.At+": "+reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s @ %s", item.Text, item.Origin.At))
	}
	return got, note
}

func TestItems(t *testing.T) {
	book := workbook(t, "Old",
		sheet{"Cameras", [][]any{{"CCTV register"}, {}, {"Make", "Model", "Serial"}, {"Axis", "P3245", 12}, {"Bosch"}}},
		sheet{"Old", [][]any{{"Hersteller", "Typ"}, {"Hikvision", "DS-2CD2143G2-I"}}},
	)
	got, note := read(t, book)
	want := []string{"Axis P3245 @ Cameras!row 4", "Bosch @ Cameras!row 5", "Hikvision DS-2CD2143G2-I @ Old!row 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if want := `xlsx (Cameras!headers in row 3 below 1 rows of title, sheet "Old" is hidden and was read)`; note.Format != want {
		t.Errorf("format: got %q, want %q", note.Format, want)
	}
	if len(note.Mapping) != 5 || note.Mapping[3].Header != "Old!Hersteller" || note.Mapping[3].Key != "maker" {
		t.Errorf("mapping: got %+v", note.Mapping)
	}
}

func TestBombIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		block := bytes.Repeat([]byte(" "), 1<<20)
		for range 40 {
			if _, err := w.Write(block); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	got, _ := read(t, b.Bytes())
	want := []string{"skip : reading stopped here"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func FuzzItems(f *testing.F) {
	f.Add(workbook(f, "", sheet{"A", [][]any{{"Make", "Model"}, {"Axis", "P1"}}}))
	f.Fuzz(func(t *testing.T, content []byte) {
		opt := intake.Options{Readers: []intake.Reader{xlsx.Reader{}}}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
			if err == nil && (item.Origin.Source == "" || item.Origin.At == "") {
				t.Errorf("an item without an origin: %+v", item)
			}
		}
	})
}

func BenchmarkRows(b *testing.B) {
	const n = 100_000
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range n + 1 {
		row := []any{"Town Hall", "Hikvision", "DS-2CD2143G2-I", fmt.Sprintf("E%08d", i), "10.1.2.3", "44:19:b6:01:02:03"}
		if i == 0 {
			row = []any{"Site", "Manufacturer", "Model", "Serial", "IP", "MAC"}
		}
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(cell, row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		opt := intake.Options{Readers: []intake.Reader{xlsx.Reader{}}}
		for _, err := range intake.Walk(b.Context(), []string{"-"}, bytes.NewReader(book.Bytes()), opt) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, xlsx.Reader{}, workbook(t, "", sheet{"A", [][]any{{"Make", "Model"}, {"Axis", "P1"}}}))
}
