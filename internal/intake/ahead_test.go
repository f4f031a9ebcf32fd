package intake_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

// Whatever file is read first, all is told in the order of the input.
func TestFilesAreToldInOrder(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		rows := 1 + i*7919%13*200
		files[fmt.Sprintf("d/%02d.csv", i)] = "Make,Model\n" + strings.Repeat("Axis,P1\n", rows)
	}
	put(t, files)
	read := func(cores int) (got []string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		opt := intake.Options{
			Begun: func(file int) { got = append(got, fmt.Sprint("file ", file)) },
		}
		lines, notes := walk(t, opt, "d")
		for _, n := range notes {
			got = append(got, fmt.Sprint(n.Source.Name, " ", n.Items))
		}
		return append(got, lines...)
	}
	if diff := cmp.Diff(read(1), read(4)); diff != "" {
		t.Errorf("one core and four differ (-one +four):\n%s", diff)
	}
}

// A bulky reader yields texts of a megabyte and counts how far it is ahead.
type bulky struct{ made atomic.Int64 }

func (*bulky) Format() string              { return "bulky" }
func (*bulky) Accepts(string, []byte) bool { return true }

func (b *bulky) Items(_ context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		for range 50 {
			b.made.Add(1)
			if !yield(inventory.Item{Origin: in.At("row 1"), Text: strings.Repeat("x", 1<<20)}, nil) {
				return
			}
		}
	}
}

// Reading is bounded by bytes: it waits for whoever ranges, however large the
// texts and however many the files.
func TestReadingWaits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	put(t, map[string]string{"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6"})
	b := &bulky{}
	told := int64(0)
	most := int64(0)
	for _, err := range intake.Walk(t.Context(), []string{"."}, nil, intake.Options{Readers: []intake.Reader{b}}) {
		if err != nil {
			t.Fatal(err)
		}
		told++
		most = max(most, b.made.Load()-told)
		runtime.Gosched()
	}
	if told != 300 || most > 4*8 {
		t.Errorf("%d were told, and reading was up to %d megabytes ahead; want 300, and at most 8 for each of 4 files", told, most)
	}
}

// Standard input that never comes keeps no other file from being read, and no
// cancelled run from ending.
func TestSilentInput(t *testing.T) {
	put(t, map[string]string{"a.csv": "Make,Model\nAxis,P1\n"})
	r, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []string
	for item, err := range intake.Walk(ctx, []string{"a.csv", "-"}, r, intake.Options{Readers: all.Readers(), Done: func(finding.SourceNote) { cancel() }}) {
		if err != nil {
			got = append(got, err.Error())
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			continue
		}
		got = append(got, item.Text)
	}
	if diff := cmp.Diff([]string{"Axis P1", "context canceled"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
