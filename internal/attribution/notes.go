package attribution

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// Notes says of an item what no attribution can: that it was cut, and so not
// examined whole, and which published weaknesses it has or may have. Items that
// are alike may be given the same notes: do not change them.
func (x *Index) Notes(item inventory.Item, as []Attribution) []string {
	weak := x.weaknessNotes(&item, as)
	if cut := cutNote(&item); cut != "" {
		return append([]string{cut}, weak...)
	}
	return weak
}

func cutNote(item *inventory.Item) string {
	size := len(item.Text)
	for i := range item.Fields {
		size += len(item.Fields[i].Value)
	}
	if size <= MaxExamined {
		return ""
	}
	var g gathering
	if g.collect(item); g.cut == 0 {
		return ""
	}
	return fmt.Sprintf("only the first %d KiB of this item were examined; %d bytes were not", MaxExamined>>10, g.cut)
}

// A noteKey is all that notes of weaknesses depend on. It holds the attributions,
// so that no others can stand in their place.
type noteKey struct {
	first           *Attribution
	n               int
	model, firmware string
}

// maxNotes bounds how many notes are remembered.
const maxNotes = 1 << 12

// weaknessNotes gives the notes of weaknesses, from memory where it can.
func (x *Index) weaknessNotes(item *inventory.Item, as []Attribution) []string {
	if len(as) == 0 {
		return nil
	}
	key := noteKey{&as[0], len(as), item.Fields.Get(inventory.Model), item.Fields.Get(inventory.Firmware)}
	x.mu.Lock()
	notes, ok := x.notes[key]
	x.mu.Unlock()
	if ok {
		return notes
	}
	notes = slices.Clip(tellWeaknesses(x.Vulnerabilities(as, *item)))
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.notes == nil || len(x.notes) >= maxNotes {
		x.notes = map[noteKey][]string{}
	}
	x.notes[key] = notes
	return notes
}

func tellWeaknesses(all []Weakness) []string {
	var out, exploited []string
	for _, w := range all {
		switch {
		case w.Sure:
			note := "known weakness " + w.ID + " (" + w.Title + "): " + w.Why
			if w.KEVAdded != "" {
				note += "; in CISA's catalogue of exploited ones since " + w.KEVAdded
			}
			out = append(out, note)
		case w.KEVAdded != "":
			exploited = append(exploited, w.ID)
		}
	}
	if len(exploited) > 0 {
		out = append(out, "weaknesses of this maker's products known to be exploited: "+strings.Join(exploited, ", ")+"; model and firmware version tell whether this one has them")
	}
	return out
}
