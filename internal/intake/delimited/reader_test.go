package delimited_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

// read gives what reading content yields, a line each, and the note.
func read(t *testing.T, name, content string, opt intake.Options) ([]string, finding.SourceNote) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var note finding.SourceNote
	opt.Readers = []intake.Reader{delimited.Reader{}}
	opt.Done = func(n finding.SourceNote) { note = n }
	var got []string
	for item, err := range intake.Walk(t.Context(), []string{name}, nil, opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			reason, _, _ := strings.Cut(skip.Reason, ":")
			got = append(got, "skip "+skip.Origin.At+": "+reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s @ %s", item.Text, item.Origin.At)
		for _, d := range item.Damage {
			line += " !" + d
		}
		got = append(got, line)
	}
	return got, note
}

func TestItems(t *testing.T) {
	utf16 := func(s string) string {
		out := "\xff\xfe"
		for _, r := range s {
			out += string([]byte{byte(r), byte(r >> 8)})
		}
		return out
	}
	tests := []struct {
		name, content string
		want          []string
		format        string
	}{
		{"commas", "maker,model\nAxis,P3245\n", []string{"Axis P3245 @ row 2"}, "csv (commas)"},
		{"semicolons and a decimal comma", "Hersteller;Typ;Preis\nAxis;P3245;1,5\nBosch;NDE;2,5\n", []string{"Axis P3245 @ row 2", "Bosch NDE @ row 3"}, "csv (semicolons)"},
		{"tabs", "Make\tModel\nAxis\tP3245\n", []string{"Axis P3245 @ row 2"}, "csv (tabs)"},
		{"bars", "Make|Model\nAxis|P3245\n", []string{"Axis P3245 @ row 2"}, "csv (bars)"},
		{"Excel's own word for the delimiter", "sep=;\nMake;Model\nAxis;P3245\n", []string{"Axis P3245 @ row 3"}, "csv (semicolons)"},
		{"CR alone", "Make,Model\rAxis,P3245\rBosch,N\"x\r", []string{"Axis P3245 @ row 2", "Bosch N\"x @ row 3"}, "csv (commas, CR line ends)"},
		{"CRLF and no end to the last line", "Make,Model\r\nAxis,P3245\r\nBosch,NDE", []string{"Axis P3245 @ row 2", "Bosch NDE @ row 3"}, "csv (commas)"},
		{"byte order mark", "\xef\xbb\xbfMake,Model\nAxis,P3245\n", []string{"Axis P3245 @ row 2"}, "csv (commas)"},
		{"UTF-16", utf16("Make,Model\nAxis,P3245é\n"), []string{"Axis P3245é @ row 2"}, "csv (commas, UTF-16 LE)"},
		{"Windows-1252", "Make,Model\nS\xfcd,P\xe9\n", []string{"Süd Pé @ row 2"}, "csv (commas, Windows-1252 by its letters)"},
		{"Mac Roman", "Make,Model\nS\x9fd,P\x8e\n", []string{"Süd Pé @ row 2"}, "csv (commas, Mac Roman by its letters)"},
		{"GB18030", "Make,Model\n\xba\xa3\xbf\xb5\xcd\xfe\xca\xd3,DS-2\n", []string{"海康威视 DS-2 @ row 2"}, "csv (commas, GB18030 by its letters)"},
		{"quoted newline keeps the row number right", "maker,model\n\"Da\nhua\",X\nAxis,P\n", []string{"Da\nhua X @ row 2", "Axis P @ row 4"}, "csv (commas)"},
		{"quoted delimiter and quote", "maker,model\n\"A, Inc\",\"19\"\" rack\"\n", []string{"A, Inc 19\" rack @ row 2"}, "csv (commas)"},
		{"inches in a quoted cell", "maker,model\nAxis,\"19\" rack\"\n", []string{"Axis 19\" rack @ row 2"}, "csv (commas)"},
		{
			"a quote that is not closed costs its line only", "maker,model\nAxis,\"P1\nBosch,\"N2\"\nSony,S3\n",
			[]string{"skip row 2: a quotation mark is opened here and not closed", "Bosch N2 @ row 3", "Sony S3 @ row 4"},
			"csv (commas)",
		},
		{
			"ragged rows stay, and say so", "maker,model,site\nAxis\nBosch,NDE,Hall,extra\n",
			[]string{
				"Axis @ row 2 !the row has 1 cells where the headers have 3: values may stand in the wrong column",
				"Bosch NDE @ row 3 !the row has 4 cells where the headers have 3: values may stand in the wrong column",
			},
			"csv (commas)",
		},
		{
			"what a spreadsheet destroyed", "maker,model,serial\nAxis,6.37702E+15,1\nAxis,04-Mar,2\nAxis,#REF!,3\n",
			[]string{
				"Axis 6.37702E+15 @ row 2 !model looks like a number that a spreadsheet rounded: 6.37702E+15",
				"Axis 04-Mar @ row 3 !model looks like a date that a spreadsheet made of it: 04-Mar",
				"Axis #REF! @ row 4 !model is a spreadsheet's error: #REF!",
			},
			"csv (commas)",
		},
		{"title above the headers", "CCTV register 2024,,\n,,\nMake,Model,Site\nAxis,P3245,Hall\n", []string{"Axis P3245 @ row 4"}, "csv (commas, headers in row 3 below 1 rows of title)"},
		{"no headers", "Hall,DS-2CD2143G2-I,192.168.1.4\nDoor,DS-7608NI-K2,192.168.1.5\n", []string{"DS-2CD2143G2-I @ row 1", "DS-7608NI-K2 @ row 2"}, "csv (commas, no headers)"},
		{"people are dropped", "Make,Model,Email,Full Name\nAxis,P1,a@b.org,Ann Bee\n", []string{"Axis P1 @ row 2"}, "csv (commas)"},
		{"zero bytes", "Make,Model\nAx\x00is,P3245\n", []string{"Axis P3245 @ row 2"}, "csv (commas)"},
		{"formula is text", "Make,Model\n=1+1,P\n", []string{"=1+1 P @ row 2"}, "csv (commas)"},
		{"headers only", "Make,Model\n", []string{"skip : was read as csv (commas) and holds nothing to assess"}, "csv (commas)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, note := read(t, "assets.csv", tt.content, intake.Options{})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if note.Format != tt.format {
				t.Errorf("format: got %q, want %q", note.Format, tt.format)
			}
		})
	}
}

func TestPeopleAreDropped(t *testing.T) {
	content := "Make,Email,Assigned To\nAxis,ann@example.org,Ann Bee\n"
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for item, err := range intake.Walk(t.Context(), []string{path}, nil, intake.Options{Readers: []intake.Reader{delimited.Reader{}}}) {
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(item); strings.Contains(got, "Ann") || strings.Contains(got, "ann@") {
			t.Errorf("personal data kept: %s", got)
		}
	}
}

func TestLongLine(t *testing.T) {
	content := "Make,Model\nAxis,P1\n" + strings.Repeat("x", 3<<20) + "\nBosch,N2\n"
	got, _ := read(t, "a.csv", content, intake.Options{})
	want := []string{"Axis P1 @ row 2", "skip row 3: the line has 3145728 bytes, more than the 1048576 that are read of a record", "Bosch N2 @ row 4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestMapByUser(t *testing.T) {
	got, note := read(t, "a.csv", "Zulieferteil,Ding\nAxis,P1\n", intake.Options{Map: map[string]string{"maker": "zulieferteil", "model": "Ding"}})
	if diff := cmp.Diff([]string{"Axis P1 @ row 2"}, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if note.Mapping[0].Why != "--map" {
		t.Errorf("mapping: got %+v, want --map", note.Mapping)
	}
}

func FuzzItems(f *testing.F) {
	f.Add("maker,model\n\"Da\nhua\",X\nAxis,\"P\n", 64)
	f.Add("sep=;\r\na;b\rc;\"d\"\"\"", 16)
	f.Fuzz(func(t *testing.T, content string, limit int) {
		opt := intake.Options{Readers: []intake.Reader{always{}}, Limits: intake.Limits{Record: 1 + limit&0xffff}}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
			if err == nil && (item.Origin.Source == "" || !strings.HasPrefix(item.Origin.At, "row ") || item.Text == "") {
				t.Errorf("an item without an origin or text: %+v", item)
			}
		}
	})
}

// always accepts whatever it is given, so that the fuzzer reaches the rows.
type always struct{ delimited.Reader }

func (always) Accepts(string, []byte) bool { return true }

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, delimited.Reader{}, []byte("Make,Model,Serial\r\nAxis,\"P3245, new\",6.3E+15\r\nBosch,NDE,2\r\n"))
}
