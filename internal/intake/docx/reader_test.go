package docx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/docx"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

func document(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const body = `<w:document xmlns:w="x"><w:body>
<w:p><w:r><w:t xml:space="preserve">The council bought Hik</w:t></w:r><w:r><w:t>vision</w:t><w:tab/><w:t>cameras.</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Make</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Model</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Axis</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>P3245</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>End</w:t></w:r></w:p></w:body></w:document>`

func sample(t testing.TB) []byte {
	return document(t, "[Content_Types].xml", "<Types/>", "word/document.xml", body,
		"word/footnotes.xml", `<w:footnotes xmlns:w="x"><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>`)
}

func read(t *testing.T, content []byte) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{docx.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Origin.At+": "+skip.Reason)
			continue
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

func TestItems(t *testing.T) {
	want := []string{
		"passage paragraph 1: The council bought Hikvision cameras.",
		"asset table 1, row 2: Axis P3245",
		"passage paragraph 3: End",
		"passage footnotes, paragraph 1: A note.",
	}
	if diff := cmp.Diff(want, read(t, sample(t))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestCutShort(t *testing.T) {
	got := read(t, document(t, "word/document.xml", body[:300]))
	if len(got) != 2 || got[1] != "skip word/document.xml: line 4: the document ends within an element: it is cut short: invalid" {
		t.Errorf("got %q", got)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, docx.Reader{}, sample(t)) }

func FuzzItems(f *testing.F) {
	f.Add(body)
	f.Fuzz(func(t *testing.T, xml string) {
		if err := intaketest.Check(t.Context(), docx.Reader{}, document(t, "word/document.xml", xml)); err != nil {
			t.Error(err)
		}
	})
}
