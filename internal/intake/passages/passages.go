// Package passages knows how the paragraphs of documents become Items. Readers of
// documents give it their paragraphs in order; it refuses to know how those
// are stored.
package passages

import (
	"fmt"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// A Writer yields paragraphs. Its zero value with In and Yield set is ready.
type Writer struct {
	In    *intake.Input
	Yield func(inventory.Item, error) bool

	// Prefix stands before the place of a paragraph: "page 2, ".
	Prefix string
	n      int
	ended  bool
}

// Ended says whether nobody wants more.
func (w *Writer) Ended() bool { return w.ended }

// Section begins to count paragraphs anew, under another prefix.
func (w *Writer) Section(prefix string) { w.Prefix, w.n = prefix, 0 }

// Place is the place of the paragraph that was written last.
func (w *Writer) Place() string { return fmt.Sprintf("%sparagraph %d", w.Prefix, w.n) }

// Paragraph yields one paragraph; an empty one counts, but gives no Item. It
// returns false when nobody wants more.
func (w *Writer) Paragraph(text string, cut bool) bool {
	w.n++
	if cut && !w.ended {
		w.ended = !w.Yield(inventory.Item{}, w.In.Skip(w.Place(), "the paragraph has more than the %d bytes that are read of a record: its end was left out", w.In.Options.Limits.Record))
	}
	if text != "" && !w.ended {
		w.ended = !w.Yield(inventory.Item{Kind: Kind(w.In.Options.As), Origin: w.In.At(w.Place()), Text: text}, nil)
	}
	return !w.ended
}

// Pass yields what another source of Items has.
func (w *Writer) Pass(item inventory.Item, err error) bool {
	if !w.ended {
		w.ended = !w.Yield(item, err)
	}
	return !w.ended
}

// Kind is what the user says that a document is; a Passage where nothing is
// said.
func Kind(as string) inventory.Kind {
	switch as {
	case intake.AsBid:
		return inventory.BidLine
	case intake.AsInventory:
		return inventory.Asset
	case intake.AsBOM:
		return inventory.Component
	}
	return inventory.Passage
}
