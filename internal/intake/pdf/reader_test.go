package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/pdf"
	"github.com/google/go-cmp/cmp"
)

// file makes a PDF whose pages have these content streams.
func file(pages ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := make([]string, len(pages))
	for i := range pages {
		kids[i] = fmt.Sprintf("%d 0 R", 4+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), strings.Join(kids, " ")))
	widths := strings.TrimSpace(strings.Repeat("500 ", 224))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 255/Widths[" + widths + "]/Encoding/WinAnsiEncoding>>")
	for i, p := range pages {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i))
		object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(p), p))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// at writes text at a place of the page.
func at(x, y int, text string) string {
	return fmt.Sprintf("BT /F1 10 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", x, y, text)
}

func sample() []byte {
	return file(
		at(50, 800, "The council bought cameras")+at(50, 788, "from Hikvision in 2019.")+
			at(50, 700, "Make")+at(200, 700, "Model")+at(350, 700, "Qty")+
			at(50, 680, "Axis")+at(200, 680, "P3245-LVE")+at(350, 680, "4")+
			at(50, 660, "Dahua")+at(200, 660, "IPC-HFW")+at(350, 660, "9"),
		"0 0 m 10 10 l S",
	)
}

func read(t *testing.T, content []byte) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{pdf.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			reason, _, _ := strings.Cut(skip.Reason, ",")
			got = append(got, "skip "+skip.Origin.At+": "+reason)
			continue
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

func TestItems(t *testing.T) {
	want := []string{
		"passage page 1, line 1: The council bought cameras from Hikvision in 2019.",
		"bid_line page 1, line 4: Axis P3245-LVE",
		"bid_line page 1, line 5: Dahua IPC-HFW",
		"skip page 2: the page has no text",
	}
	if diff := cmp.Diff(want, read(t, sample())); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, pdf.Reader{}, sample()) }

func FuzzItems(f *testing.F) {
	f.Add(sample())
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := intaketest.Check(t.Context(), pdf.Reader{}, content); err != nil {
			t.Error(err)
		}
	})
}
