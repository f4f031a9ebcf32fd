// Package columns knows what the columns of a table are called, in many
// languages, and what their content looks like. It maps a table's headers to
// inventory keys and finds the row of headers. It refuses to read tables.
//
// A column counts as mapped when it has an inventory key, or when the
// dictionary knows that it is about people (it is then dropped) or that it
// tells nothing of who is behind a thing (it is then kept under its own name).
package columns

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// The words of finding.Column.Why.
const (
	ByName    = "name"
	ByContent = "content"
	ByUser    = "--map"
	NotKnown  = "not known"
)

// Hints are what the caller knows beside the table itself.
type Hints struct {
	Map   map[string]string // inventory key → header, from the user
	Known func(string) bool // is this the name of a maker; may be nil
}

// Map says for each header what its column holds. rows are the first rows of
// data. The user's word beats the header's name, which beats the content.
func Map(headers []string, rows [][]string, h Hints) []finding.Column {
	out := make([]finding.Column, len(headers))
	taken := map[string]bool{}
	for i, header := range headers {
		out[i] = one(header, h)
		taken[out[i].Key] = true
	}
	for i := range out {
		out[i].Key = settle(out[i].Key, taken)
	}
	for i := range out {
		if out[i].Key == inventory.Reference && out[i].Why == ByName && byContent(column(rows, i), h.Known) == inventory.Description {
			out[i].Key, out[i].Why = inventory.Description, ByContent // a "line" that is the text of the line
		}
		if key := addresses(column(rows, i)); out[i].Why == ByName && key != "" && mistakable(out[i].Key) && (key == inventory.MAC || !taken[key]) {
			out[i].Key, out[i].Why = key, ByContent // a "client id" that is a hardware address
			taken[key] = true
		}
		if out[i].Why != NotKnown {
			continue
		}
		key := byContent(column(rows, i), h.Known)
		if key == "" || taken[key] && key != personal {
			continue
		}
		out[i].Why = ByContent
		out[i].Key = keyed(meaning{key: key}, label(headers[i], i))
		taken[key] = true
	}
	return out
}

// mistakable says whether a name that means the key may stand over addresses of
// networks: "address" is a place as well.
func mistakable(key string) bool {
	switch key {
	case inventory.Site, inventory.Owner, inventory.Description, inventory.Name, inventory.Reference, inventory.Buyer, inventory.Supplier:
		return true
	}
	return strings.HasPrefix(key, inventory.Other)
}

// One says what a single name holds, as Map does for a column without content.
// A name that can mean two things means the first of them.
func One(name string, h Hints) finding.Column {
	c := one(name, h)
	c.Key = settle(c.Key, map[string]bool{inventory.IP: true})
	return c
}

// settle chooses between the two keys of a header that can mean either.
func settle(key string, taken map[string]bool) string {
	first, second, two := strings.Cut(key, "/")
	switch {
	case !two || strings.Contains(first, ":"):
		return key
	case taken[first], first == inventory.Country && (taken[second] || taken[inventory.IP]):
		return second
	}
	return first
}

// one maps a column by the user's word or by its header.
func one(header string, h Hints) finding.Column {
	trimmed := strings.TrimSpace(header)
	for key, name := range h.Map {
		if strings.EqualFold(strings.TrimSpace(name), trimmed) && trimmed != "" {
			return finding.Column{Header: header, Key: key, Why: ByUser}
		}
	}
	if m, ok := words().lookup(trimmed); ok {
		return finding.Column{Header: header, Key: keyed(m, trimmed), Why: ByName}
	}
	return finding.Column{Header: header, Key: inventory.Other + trimmed, Why: NotKnown}
}

// label names a column that has no header.
func label(header string, i int) string {
	if h := strings.TrimSpace(header); h != "" {
		return h
	}
	return fmt.Sprintf("column %d", i+1)
}

func column(rows [][]string, i int) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		if i < len(r) {
			out = append(out, r[i])
		}
	}
	return out
}

// Header finds the row of headers among a table's first rows. ok is false when
// there is none: then all rows are data.
func Header(rows [][]string, h Hints) (index int, ok bool) {
	best, bestScore, above := -1, 0, 0
	for i, row := range rows {
		if i >= 30 {
			break
		}
		wide := filled(row)
		if above*2 > wide && above > 2 { // rows above are no titles but data
			break
		}
		if s := score(row, h); s > bestScore {
			best, bestScore = i, s
		}
		if i != best {
			above = max(above, wide)
		}
	}
	if best >= 0 {
		return best, true
	}
	return 0, firstOfItsKind(rows, h)
}

// filled is how many cells of a row hold anything.
func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// score says how much a row looks like headers: names that the dictionary
// knows, against cells that are plainly data.
func score(row []string, h Hints) int {
	hits, filled, data := 0, 0, 0
	for _, cell := range row {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		filled++
		m, known := words().lookup(cell)
		switch {
		case one(cell, h).Why == ByUser:
			hits += 5
		case h.Known != nil && h.Known(cell):
			data += 2
		case len(cell) > 60:
			data++
		case known && !dataLike(cell):
			hits++
			if _, exact := words().exact[strings.Join(fold(cell), " ")]; exact && m.key != ignore {
				hits++
			}
		case dataLike(cell):
			data++
		}
	}
	if filled == 0 || hits < data*2 || hits < 2 && len(row) > 1 || hits*2 < filled {
		return 0
	}
	return hits*4 - data*4
}

// firstOfItsKind says whether the first row, although the dictionary knows none
// of it, can be headers: all of it plain words, and data below it.
func firstOfItsKind(rows [][]string, h Hints) bool {
	if len(rows) < 2 || len(rows[0]) < 2 {
		return false
	}
	for _, cell := range rows[0] {
		cell = strings.TrimSpace(cell)
		if cell == "" || len(cell) > 40 || dataLike(cell) || h.Known != nil && h.Known(cell) {
			return false
		}
	}
	for _, cell := range rows[1] {
		if dataLike(strings.TrimSpace(cell)) {
			return true
		}
	}
	return false
}
