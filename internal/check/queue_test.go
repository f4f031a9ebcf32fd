package check_test

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// uneven attributes every item to itself, some of them much later than those
// after them, and counts how far it is ahead.
type uneven struct{ asked atomic.Int64 }

func (u *uneven) Attribute(item inventory.Item) []attribution.Attribution {
	u.asked.Add(1)
	n, _ := strconv.Atoi(item.Text)
	name := item.Text
	for range (n * 7919) % 13 * 20 {
		name = strings.Clone(item.Text)
	}
	return []attribution.Attribution{{Name: name}}
}

// itself says in an answer whom it was given as being behind the item.
type itself struct {
	who      *uneven
	told     int64
	furthest int64 // how many items were attributed and not yet assessed, at most
}

func (l *itself) Assess(item inventory.Item, as []attribution.Attribution) finding.Answer {
	l.told++
	l.furthest = max(l.furthest, l.who.asked.Load()-l.told)
	return finding.Answer{Status: finding.Clear, Item: item, Attributions: as}
}

type ordered struct {
	diary
	t    *testing.T
	next int
}

func (o *ordered) want(n int, what string) error {
	if n != o.next {
		o.t.Errorf("%s %d was told when %d was due", what, n, o.next)
	}
	o.next++
	return nil
}

func (o *ordered) Answer(a finding.Answer) error {
	n, _ := strconv.Atoi(a.Item.Text)
	if len(a.Attributions) != 1 || a.Attributions[0].Name != a.Item.Text {
		o.t.Errorf("item %d was given the attributions %v of another", n, a.Attributions)
	}
	return o.want(n, "answer")
}

func (o *ordered) Skipped(c cite.Origin, _ string) error {
	n, _ := strconv.Atoi(c.At)
	return o.want(n, "skip")
}

func (o *ordered) Source(note finding.SourceNote) error { return o.want(note.Items, "note") }

// TestOrder: whatever core is done first, everything is told in the order in
// which it was read, an error last, and reading is never far ahead.
func TestOrder(t *testing.T) {
	const n = 5000
	items := iter.Seq2[inventory.Item, error](func(yield func(inventory.Item, error) bool) {
		for i := range n {
			var err error
			switch {
			case i%97 == 5:
				err = &intake.Skip{Origin: cite.Origin{At: strconv.Itoa(i)}, Reason: "torn"}
			case i%211 == 9:
				err = &check.Note{SourceNote: finding.SourceNote{Items: i}}
			}
			if !yield(inventory.Item{Text: strconv.Itoa(i)}, err) {
				return
			}
		}
		yield(inventory.Item{}, fmt.Errorf("row %d: %w", n, errRead))
	})
	who := &uneven{}
	law := &itself{who: who}
	out := &ordered{t: t}
	sum, err := check.Run(t.Context(), items, who, law, out)
	if !errors.Is(err, errRead) || sum.Complete {
		t.Errorf("got error %v, complete %v; want the error of reading, and not complete", err, sum.Complete)
	}
	if out.next != n {
		t.Errorf("%d of %d were told before the error", out.next, n)
	}
	if most := int64(64 * 4 * 64); law.furthest > most {
		t.Errorf("attribution was %d items ahead, want at most %d", law.furthest, most)
	}
}
