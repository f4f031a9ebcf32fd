package own

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"caveat.example/caveat/internal/fault"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct{ about, in, want string }{
		{
			"JSON Lines", `{"id":7,"name":"Acme","aliases":["A","B"],"kind":"organisation","list":"L"}` + "\n\n" + `{"id":"8","name":"Bolt","aliases":"x; y"}`,
			"7 Acme [A B] organisation L line 1\n8 Bolt [x y]  own line 3\nrows 2 loaded 2 headers 0",
		},
		{
			"CSV with an embedded header line", "id,name,aliases,kind,list\n1,Acme,A|B,,L\nid,name,aliases,kind,list\n2,\"Bolt, Ltd\",,person,\n",
			"1 Acme [A B]  L row 2\n2 Bolt, Ltd [] person own row 4\nrows 3 loaded 2 headers 1",
		},
		{
			"a row without a name is rejected and named", "id;name\n1;\n2;Bolt\n",
			"2 Bolt []  own row 3\nrows 2 loaded 1 headers 0; row 2: it has no name",
		},
		{
			"a ragged row", "id,name\n1,Acme,stray\n2,Bolt,\n",
			"2 Bolt []  own row 3\nrows 2 loaded 1 headers 0; row 2: it has 3 columns and the header 2",
		},
		{
			"a torn line", `{"id":"1","name":"Acme"}` + "\n" + `{"id":"2","na`,
			"1 Acme []  own line 1\nrows 2 loaded 1 headers 0; line 2: it is not an object of a list: unexpected end of JSON input",
		},
		{"byte order mark", "\ufeffname\nAcme\n", "row 2 Acme []  own row 2\nrows 1 loaded 1 headers 0"},
		{"a column that is not known is said", "name,colour\nAcme,red\n", "row 2 Acme []  own row 2\nrows 1 loaded 1 headers 0 unknown [colour]"},
		{"no name column", "id,title\n1,Acme\n", "error: own: row 1: it has no column called name (it has id, title): invalid"},
		{"empty", " \n", "error: own: it is empty, and an empty list would clear everybody: invalid"},
		{"JSON array", "[{}]", "error: own: it is neither CSV nor JSON Lines (one object a line): invalid"},
		{"nothing usable", "name\n\" \"\n", "error: own: none of its 1 rows could be taken: invalid"},
	} {
		var b strings.Builder
		report, err := Read(strings.NewReader(tt.in), "own", func(r Row) {
			fmt.Fprintf(&b, "%s %s %v %s %s %s\n", r.ID, r.Name, r.Aliases, r.Kind, r.List, r.At)
		})
		fmt.Fprintf(&b, "rows %d loaded %d headers %d", report.Rows, report.Loaded, report.Headers)
		for _, r := range report.Rejects {
			fmt.Fprintf(&b, "; %s: %s", r.At, r.Reason)
		}
		if len(report.Unknown) > 0 {
			fmt.Fprintf(&b, " unknown %v", report.Unknown)
		}
		got := b.String()
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.about, got, tt.want)
		}
	}
}

func TestReadBroken(t *testing.T) {
	gone := errors.New("disk gone")
	_, err := Read(io.MultiReader(strings.NewReader("name\nAcme\n"), iotest.ErrReader(gone)), "own", func(Row) {})
	if !errors.Is(err, gone) {
		t.Errorf("a disk that goes gives %v", err)
	}
	endless := io.MultiReader(strings.NewReader("name\n\"Acme\n"), &repeat{"x\n", 2 * MaxRow})
	if _, err = Read(endless, "own", func(Row) {}); !errors.Is(err, fault.Limit) {
		t.Errorf("a quotation mark without its pair gives %v", err)
	}
	if _, err = Read(io.MultiReader(strings.NewReader(`{"name":"`), &repeat{"x", 2 * MaxRow}), "own", func(Row) {}); !errors.Is(err, fault.Limit) {
		t.Errorf("an endless line gives %v", err)
	}
}

// A repeat is a text over and over, n bytes of it.
type repeat struct {
	s string
	n int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.n <= 0 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = r.s[i%len(r.s)]
	}
	r.n -= len(p)
	return len(p), nil
}

// Every row is accounted for, and every row taken has a name and a place.
func FuzzRead(f *testing.F) {
	f.Add("id,name\n1,Acme\n")
	f.Add(`{"id":"1","name":"Acme","aliases":null}`)
	f.Add("name;aliases\n\"a\nb\";x|y\n")
	f.Fuzz(func(t *testing.T, in string) {
		taken := 0
		report, err := Read(strings.NewReader(in), "own", func(r Row) {
			taken++
			if r.Name == "" || r.At == "" || r.ID == "" || r.List == "" {
				t.Fatalf("row without name or place: %+v", r)
			}
		})
		if taken != report.Loaded {
			t.Fatalf("%d taken, %d reported", taken, report.Loaded)
		}
		if err == nil && report.Rows != report.Loaded+report.Headers+len(report.Rejects) {
			t.Fatalf("not accounted for: %+v", report)
		}
	})
}
