// Package reconcile knows how a register of things owned and a scan of things
// seen differ: what was not seen, what is in no register, where label and maker
// disagree; and what to do next about each. It is pure. It refuses to know
// where either list came from and who made anything: both come attributed.
package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

// An Entry is one thing of either list.
type Entry struct {
	Item inventory.Item
	Who  []attribution.Attribution
	// Label is who the label on it names, read alone; nil where it names nobody
	// that is known.
	Label  []attribution.Attribution
	Status string // of a device seen: restricted, conditional, unknown or clear
}

// A Kind says how the lists differ at one thing.
type Kind string

// The kinds, the most pressing first.
const (
	Disagree     Kind = "label_and_maker_disagree"
	Unregistered Kind = "seen_not_in_register"
	Replaced     Kind = "another_device_at_its_address"
	Unseen       Kind = "in_register_not_seen"
	Unmatchable  Kind = "cannot_be_matched" // the row has no address and no serial number
	Ambiguous    Kind = "several_rows_match"
)

// Kinds lists them in that order.
func Kinds() []Kind {
	return []Kind{Disagree, Unregistered, Replaced, Unseen, Ambiguous, Unmatchable}
}

// A Difference is one thing at which the lists differ.
type Difference struct {
	Kind     Kind
	Register *Entry // nil where it is in no register
	Seen     *Entry // nil where it was not seen
	By       string // what the two were matched by: mac, serial, ip or model
	Says     string
	Next     string // what to do
}

// A Result is all differences, and how much agreed.
type Result struct {
	Differences []Difference
	Matched     int // rows and devices that belong together
	Agree       int // of these, label and maker agree
	Open        int // of these, the network did not show the maker
}

// Compare finds the differences. Whole says that the scan was complete: only
// then does "not seen" mean that a device did not answer.
func Compare(register, seen []Entry, whole bool) Result {
	m := matchAll(register, seen)
	var out Result
	for i := range register {
		out.row(&register[i], m.rows[i], seen, whole)
	}
	for j := range seen {
		if m.devices[j] == 0 {
			out.Differences = append(out.Differences, unregistered(&seen[j]))
		}
	}
	slices.SortStableFunc(out.Differences, func(a, b Difference) int {
		return cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind))
	})
	return out
}

func (out *Result) row(row *Entry, found match, seen []Entry, whole bool) {
	switch {
	case found.kind == Unmatchable, found.kind == Unseen:
		out.Differences = append(out.Differences, missing(row, found.kind, whole))
	case found.kind == Replaced:
		d := &seen[found.device]
		out.Differences = append(out.Differences, Difference{
			Kind: Replaced, Register: row, Seen: d, By: found.by,
			Says: fmt.Sprintf("At the address of %s answers a device with another hardware address or serial number: %s.", name(row), name(d)),
			Next: "Find out whether it was replaced, and correct the register; the old device may stand elsewhere.",
		})
	case found.kind == Ambiguous:
		out.Differences = append(out.Differences, Difference{
			Kind: Ambiguous, Register: row, Seen: &seen[found.device], By: found.by,
			Says: fmt.Sprintf("%s matches a device that another row of the register matches too.", name(row)),
			Next: "One of the rows is a copy or has a wrong number: look at the label on the device.",
		})
	default:
		out.pair(row, &seen[found.device], found.by)
	}
}

// pair looks whether label and maker agree.
func (out *Result) pair(row, d *Entry, by string) {
	out.Matched++
	maker, ok := makerOf(d.Who)
	label := labelText(row)
	switch {
	case !ok:
		out.Open++
	case label == "" || agrees(row.Label, maker):
		out.Agree++
	default:
		next := "Record the maker beside the label, check what binds it (caveat check), and ask the supplier who made it and since when."
		if by == "model" {
			next = "The two were matched by model alone: compare serial number or hardware address first. " + next
		}
		out.Differences = append(out.Differences, Difference{
			Kind: Disagree, Register: row, Seen: d, By: by,
			Says: fmt.Sprintf("%s: the register says %q; the device appears to be made by %s (%s).", name(row), label, maker.Name, proof(maker)),
			Next: next,
		})
	}
}

// makerOf is who a device shows to have made it, where that is sure enough.
func makerOf(who []attribution.Attribution) (attribution.Attribution, bool) {
	for _, a := range who {
		if a.Role == attribution.Maker && a.Band == attribution.Identified {
			return a, true
		}
	}
	return attribution.Attribution{}, false
}

// agrees says whether the label names the maker, or a brand of the same family.
// A label that names a brand is judged by the brand: who makes the brand's
// products is not on the label.
func agrees(label []attribution.Attribution, maker attribution.Attribution) bool {
	role := attribution.Maker
	if slices.ContainsFunc(label, func(a attribution.Attribution) bool { return a.Role == attribution.Brand }) {
		role = attribution.Brand
	}
	return slices.ContainsFunc(label, func(a attribution.Attribution) bool {
		return a.Role == role && a.Band == attribution.Identified && a.Family == maker.Family
	})
}

func labelText(e *Entry) string {
	for _, key := range []string{inventory.Brand, inventory.Maker} {
		if v := e.Item.Fields.Get(key); v != "" {
			return v
		}
	}
	return ""
}

// proof names the strongest pieces of evidence.
func proof(a attribution.Attribution) string {
	const most = 3
	var words []string
	for _, e := range a.Evidence {
		if e.Against || len(words) == most {
			continue
		}
		word := e.Kind
		if e.Field != "" {
			word = strings.TrimPrefix(e.Field, inventory.Signal)
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return "see the scan"
	}
	return "by " + strings.Join(words, ", ")
}

func missing(row *Entry, kind Kind, whole bool) Difference {
	d := Difference{Kind: kind, Register: row}
	switch {
	case kind == Unmatchable:
		d.Says = name(row) + " has no hardware address, serial number or network address in the register, and no model that was seen once."
		d.Next = "Read the hardware address or serial number off its label and add it to the register."
	case !whole:
		d.Says = name(row) + " was not seen, but the scan is not complete."
		d.Next = "Finish the scan (caveat scan --resume) before you look for the device."
	default:
		d.Says = name(row) + " was not seen on the network."
		d.Next = "See whether it is switched off, behind a recorder or on another network, or has gone; that it was not seen proves none of these."
	}
	return d
}

func unregistered(seen *Entry) Difference {
	says := name(seen) + " is on the network and in no row of the register"
	next := "Find it (the switch knows the port of its hardware address), and add it to the register."
	if maker, ok := makerOf(seen.Who); ok {
		says += "; it appears to be made by " + maker.Name
	}
	if seen.Status == "restricted" || seen.Status == "conditional" {
		next += " The scan calls it " + seen.Status + ": read what binds it there."
	}
	return Difference{Kind: Unregistered, Seen: seen, Says: strings.TrimSuffix(says, ".") + ".", Next: next}
}

// name is what a person would call a thing, with its place.
func name(e *Entry) string {
	text := e.Item.Text
	const most = 80
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%s (%s)", text, e.Item.Origin.At)
}
