package odt_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/odt"
	"github.com/google/go-cmp/cmp"
)

func document(t testing.TB, kind, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{{"mimetype", "application/vnd.oasis.opendocument." + kind}, {"content.xml", content}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0]})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const sheet = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Cameras"><table:table-row><table:table-cell><text:p>Make</text:p></table:table-cell><table:table-cell><text:p>Model</text:p></table:table-cell><table:table-cell><text:p>Site</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Axis</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>Hall</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Bosch</text:p></table:table-cell><table:table-cell><text:p>N<text:s/>2</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
<table:table table:name="More"><table:table-row><table:table-cell><text:p>Hersteller</text:p></table:table-cell><table:table-cell><text:p>Typ</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Dahua</text:p></table:table-cell><table:table-cell><text:p>IPC</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>`

const letter = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:h>Cameras</text:h><text:p>The <text:span>council</text:span> bought.</text:p><table:table><table:table-row><table:table-cell><text:p>Make</text:p></table:table-cell><table:table-cell><text:p>Model</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Axis</text:p></table:table-cell><table:table-cell><text:p>P1</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>`

func read(t *testing.T, content []byte) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{odt.Sheet{}, odt.Text{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Origin.At+": "+skip.Reason)
			continue
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

func TestSheet(t *testing.T) {
	want := []string{"asset Cameras!row 2: Axis", "asset Cameras!row 3: Bosch N 2", "asset Cameras!row 4: Bosch N 2", "asset More!row 2: Dahua IPC"}
	if diff := cmp.Diff(want, read(t, document(t, "spreadsheet", sheet))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestText(t *testing.T) {
	want := []string{"passage paragraph 1: Cameras", "passage paragraph 2: The council bought.", "asset table 1, row 2: Axis P1"}
	if diff := cmp.Diff(want, read(t, document(t, "text", letter))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, odt.Sheet{}, document(t, "spreadsheet", sheet))
	intaketest.Hostile(t, odt.Text{}, document(t, "text", letter))
}

func FuzzItems(f *testing.F) {
	f.Add(sheet)
	f.Add(letter)
	f.Fuzz(func(t *testing.T, xml string) {
		if err := intaketest.Check(t.Context(), odt.Sheet{}, document(t, "spreadsheet", xml)); err != nil {
			t.Error(err)
		}
	})
}
