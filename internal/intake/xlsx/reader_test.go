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

// TestValues: a cell reads as a person sees it, as far as that says which thing
// is meant.
func TestValues(t *testing.T) {
	f := excelize.NewFile()
	style := func(id int, code string) int {
		s := &excelize.Style{NumFmt: id}
		if code != "" {
			s.CustomNumFmt = &code
		}
		n, err := f.NewStyle(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	var want []string
	row := 1
	put := func(value any, style int, shows string) {
		row++
		cell := fmt.Sprintf("B%d", row)
		if err := errors.Join(f.SetCellValue("Sheet1", fmt.Sprintf("A%d", row), "Axis"), f.SetCellValue("Sheet1", cell, value), f.SetCellStyle("Sheet1", cell, cell, style)); err != nil {
			t.Fatal(err)
		}
		want = append(want, strings.TrimSpace("Axis "+shows)+fmt.Sprintf(" @ Sheet1!row %d", row))
	}
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"Make", "Model"}); err != nil {
		t.Fatal(err)
	}
	put("P3245 & <more>", 0, "P3245 & <more>")
	put("  both ends  ", 0, "both ends")
	put(3245, 0, "3245")
	put(0.1, 0, "0.1")
	put(1.0/3, 0, "0.333333333333333")
	put(-12.5, 0, "-12.5")
	put(637702123456789012.0, 0, "637702123456789000")
	put(1.5e300, 0, "1.5E+300")
	put(123, style(0, "00000"), "00123")
	put(1234567, style(0, "0000000"), "1234567")
	put(123456, style(0, "000-0000"), "012-3456")
	put(7, style(0, "0"), "7")
	put(1234.5, style(4, ""), "1234.5")
	put(0.25, style(10, ""), "25%")
	put(43831, style(14, ""), "2020-01-01")
	put(43831.5, style(22, ""), "2020-01-01 12:00:00")
	put(45000, style(0, "dd/mm/yyyy"), "2023-03-15")
	put(45000, style(0, `[$-409]d\-mmm\-yy;@`), "2023-03-15")
	put(0.75, style(0, "hh:mm"), "18:00:00")
	put(2, style(0, `0 "days"`), "2")
	put(true, 0, "TRUE")
	put("海康威视", 0, "海康威视")
	if err := f.SetCellRichText("Sheet1", "B2", []excelize.RichTextRun{{Text: "P3245 "}, {Text: "& <more>", Font: &excelize.Font{Bold: true}}}); err != nil {
		t.Fatal(err)
	}
	row++
	if err := errors.Join(f.SetCellValue("Sheet1", fmt.Sprintf("A%d", row), "Axis"), f.SetCellFormula("Sheet1", fmt.Sprintf("B%d", row), "C1&D1")); err != nil {
		t.Fatal(err)
	}
	want = append(want, fmt.Sprintf("Axis @ Sheet1!row %d", row))
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, note := read(t, b.Bytes())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := strings.Join(note.Damage, "\n"); !strings.Contains(got, fmt.Sprintf("1 cells hold a formula without its value (first in Sheet1!row %d)", row)) {
		t.Errorf("damage: got %q", got)
	}
}

// Workbooks as other programs write them: prefixed names, places left out, texts
// in the cells, another folder, dates from 1904.
func TestOtherWriters(t *testing.T) {
	parts := map[string]string{
		"[Content_Types].xml": "<Types/>",
		"_rels/.rels":         `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/book/wb.xml"/></Relationships>`,
		"book/_rels/wb.xml.rels": `<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="one.xml"/><Relationship Id="b" Type="http://x/chartsheet" Target="chart.xml"/>` +
			`<Relationship Id="s" Type="http://x/styles" Target="../st.xml"/><Relationship Id="l" Type="http://x/externalLink" TargetMode="External" Target="http://example.org/"/></Relationships>`,
		"book/wb.xml": `<x:workbook xmlns:x="m"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Chart" r:id="b"/><x:sheet name="A &amp; B" r:id="a" state="veryHidden"/></x:sheets></x:workbook>`,
		"st.xml":      `<styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"book/one.xml": `<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>Make</x:v></x:c><x:c t="inlineStr"><x:is><x:t>Model</x:t></x:is></x:c><x:c t="str"><x:v>Purchase date</x:v></x:c></x:row>` +
			`<x:row r="5"><x:c r="B5" t="inlineStr"><x:is><x:r><x:t>P</x:t></x:r><x:rPh><x:t>pi</x:t></x:rPh><x:r><x:t>1</x:t></x:r></x:is></x:c><x:c s="1"><x:v>42369</x:v></x:c></x:row>` +
			`<x:row><x:c t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "book/_rels/wb.xml.rels", "book/wb.xml", "st.xml", "book/one.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	opt := intake.Options{Readers: []intake.Reader{xlsx.Reader{}}}
	var got []string
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(b.Bytes()), opt) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(item.Origin.At, " ", item.Fields))
	}
	want := []string{"A & B!row 5 [{model P1} {acquired 2020-01-01}]", "A & B!row 6 [{maker #REF!}]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
