package delimited_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/delimited"
	"github.com/google/go-cmp/cmp"
)

// messy is a long register in which all that can go wrong does, now and then.
func messy() string {
	var b strings.Builder
	b.WriteString("Make,Model,Serial,Notes\n")
	for i := range 30_000 {
		switch {
		case i%997 == 5:
			b.WriteString("Axis,\"a cell\nover \"\"three\"\"\nlines\",1,x\n")
		case i%1009 == 7:
			b.WriteString("Axis,\"never closed,2,x\n")
		case i%1511 == 11:
			b.WriteString("Axis,6.37702E+15,000123,x\n")
		case i%1999 == 13:
			b.WriteString("Axis,P1\n") // ragged
		case i%2503 == 17:
			b.WriteString("Axis,P\x001,000123,x\n")
		case i > 20_000 && i%3001 == 19:
			b.WriteString("Axis,P1,1,caf\xe9\n") // the first says that it is Windows-1252
		case i%4001 == 23:
			b.WriteString("Make,Model,Serial,Notes\n")
		case i%6007 == 29:
			b.WriteString("Axis," + strings.Repeat("long", 300_000) + ",1,x\n")
		default:
			fmt.Fprintf(&b, "Axis,P%d,%06d,\"Block %d, floor %d\"\n", i, i, i%40, i%9)
		}
	}
	return b.String()
}

// TestBatches: rows that are made into Items on several cores are those of one,
// in the same order, with the same damage; and however the text comes.
func TestBatches(t *testing.T) {
	text := messy()
	read := func(cores int, r io.Reader) (got []string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		opt := intake.Options{
			Readers: []intake.Reader{delimited.Reader{}},
			Done: func(n finding.SourceNote) {
				got = append(got, fmt.Sprint(n.Format, n.Items, n.Skipped, n.Mapping, n.Damage))
			},
		}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, r, opt) {
			if skip, ok := errors.AsType[*intake.Skip](err); ok {
				got = append(got, skip.Error())
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(item.Origin, item.Text, item.Fields, item.Damage))
		}
		return got
	}
	want := read(1, strings.NewReader(text))
	if len(want) < 29_000 {
		t.Fatalf("got %d things, want nearly 30,000", len(want))
	}
	for how, r := range map[string]io.Reader{"at once": strings.NewReader(text), "in halves": iotest.HalfReader(strings.NewReader(text))} {
		if diff := cmp.Diff(want, read(4, r)); diff != "" {
			t.Errorf("four cores, %s (-one +four):\n%.3000s", how, diff)
		}
	}
}
