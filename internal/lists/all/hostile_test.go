package all_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/all"
)

// Damaged samples: whatever is changed in them, every row is accounted for.
// The seed is fixed; the fuzz tests of each importer look further.
func TestDamaged(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 30
	}
	samples, err := filepath.Glob("../*/testdata/*")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples: ", err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, path := range samples {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		imp, err := lists.Choose(all.Importers(), "", data)
		if strings.HasSuffix(path, ".want") || err != nil {
			continue // a further file of a publication, or what is expected
		}
		for range rounds {
			bad := damage(rnd, data)
			d, err := lists.Try(imp, lists.File{R: bytes.NewReader(bad), Source: cite.Source{Name: "x", Size: int64(len(bad))}})
			if err != nil {
				continue
			}
			for _, v := range d.Drafted() {
				if a := v.Account(); !a.Balanced() {
					t.Fatalf("%s, damaged to %q: %s", path, bad, a)
				}
			}
		}
	}
}

// damage changes a few places of data.
func damage(rnd *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + rnd.IntN(4) {
		at := rnd.IntN(len(out))
		switch rnd.IntN(5) {
		case 0:
			out[at] = byte(rnd.IntN(256))
		case 1:
			out = append(out[:at:at], out[min(len(out), at+rnd.IntN(40)):]...)
		case 2:
			out = append(out[:at:at], append([]byte(`",;()[]{}<>`+"\n\"\x00\xff"), out[at:]...)...)
		case 3:
			from := rnd.IntN(len(out))
			out = append(out[:at:at], append(bytes.Clone(out[from:min(len(out), from+60)]), out[at:]...)...)
		case 4:
			out = out[:at]
		}
		if len(out) == 0 {
			return []byte{'x'}
		}
	}
	return out
}

// endless repeats a row after a beginning, up to a size, and can be rewound.
type endless struct {
	head, row string
	size, at  int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at >= e.size {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && e.at < e.size {
		src, off := e.head, e.at
		if off >= int64(len(e.head)) {
			src, off = e.row, (off-int64(len(e.head)))%int64(len(e.row))
		}
		k := copy(p[n:], src[off:])
		n += k
		e.at += int64(k)
	}
	return n, nil
}

func (e *endless) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart || offset != 0 {
		return 0, errors.New("only to the start")
	}
	e.at = 0
	return 0, nil
}

const dplHead = "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n"

// A list far larger than any costs no more memory than its ids, and one
// without end is refused.
func TestLarge(t *testing.T) {
	row := "EXAMPLE TRADING LTD\t1 HOME STREET\tPARIS\t\tFR\t75000\t06/19/2003\t06/29/2056\tY\t2007-01-31\t" + strings.Repeat("x", 3000) + "\t68 F.R. 1\n"
	tests := []struct {
		name, kind string
		list       *endless
		want       error // nil, or the kind of the error
	}{
		{"rows", "us-bis-dpl", &endless{head: dplHead, row: row, size: int64(len(dplHead)) + 20_000*int64(len(row))}, nil},
		{"a quotation mark that is never closed", "us-bis-dpl", &endless{head: dplHead + `"`, row: "never closed\n", size: 5 << 30}, fault.Limit},
		{"a line without end", "us-bis-dpl", &endless{head: dplHead, row: "x", size: 5 << 30}, fault.Limit},
		{"a string without end", "us-extract", &endless{head: `{"list_id":"bis-meu","entities":[{"name":"`, row: "x", size: 5 << 30}, fault.Limit},
		{"brackets without end", "us-extract", &endless{head: `{"list_id":"bis-meu","entities":`, row: "[", size: 5 << 30}, fault.Invalid},
		{"one object a line, without end", "opensanctions-ftm", &endless{head: `{"id":"`, row: "x", size: 5 << 30}, fault.Limit},
		{"an element without end", "un-sc", &endless{head: `<CONSOLIDATED_LIST><ENTITY><FIRST_NAME>`, row: "x", size: 5 << 30}, fault.Limit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			imp, err := lists.Choose(all.Importers(), tt.kind, []byte(tt.list.head))
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s, err := edition.Open(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			d, err := s.Draft(edition.Head{List: "test", Importer: "test/1"})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			err = imp.Import(lists.Input{Files: []lists.File{{R: tt.list, Source: cite.Source{Name: "large"}}}}, d)
			if (tt.want == nil) != (err == nil) || !errors.Is(err, tt.want) && tt.want != nil {
				t.Fatalf("error = %v, want %v", err, tt.want)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			// 20,000 rows of 3 kB are 62 MB; what stays is the ids.
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
				t.Errorf("memory that stays grew by %d MB", grown>>20)
			}
			if tt.list.at > 64<<20 && tt.want != nil {
				t.Errorf("read %d MB before it gave up", tt.list.at>>20)
			}
		})
	}
}
