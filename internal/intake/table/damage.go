package table

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// A hurt is one way in which a spreadsheet destroys values.
type hurt int

const (
	rounded hurt = iota // 6.37702E+15
	dated               // 04-Mar
	faulty              // #REF!
	tail                // 637702000000000000: more digits than a spreadsheet keeps
	shorter             // 123 among 00123: lost zeros
	hurts
)

// damage counts what was destroyed before we saw it.
type damage struct {
	columns []columnDamage
	rows    []int // the first ragged rows
	nRows   int
}

type columnDamage struct {
	key    string
	count  [hurts]int
	first  [hurts]int // row of the first
	length int        // digits of the column's numbers, where all have as many
	dates  bool       // the column is of dates, so that a date in it is no damage
}

// prepare learns from the first rows what the columns' values look like.
func (d *damage) prepare(p *plan, sample [][]string) {
	d.columns = make([]columnDamage, len(p.columns))
	for i := range d.columns {
		c := &d.columns[i]
		c.key = p.keys[i]
		if !p.telling[i] {
			continue
		}
		lengths, filled, dates := map[int]int{}, 0, 0
		for _, row := range sample {
			if i >= len(row) || strings.TrimSpace(row[i]) == "" {
				continue
			}
			v := strings.TrimSpace(row[i])
			filled++
			if digits(v) {
				lengths[len(v)]++
			}
			if dateLike(v) {
				dates++
			}
		}
		c.dates = dates*2 > filled
		for n, k := range lengths {
			if n >= 6 && filled >= 5 && k*10 >= filled*8 {
				c.length = n
			}
		}
	}
}

// cell notices what is wrong with one value of a telling column and appends it
// to the Item's damage.
func (d *damage) cell(list []string, column int, v string, row int) []string {
	c := &d.columns[column]
	note := func(h hurt, says string) []string {
		if c.count[h] == 0 {
			c.first[h] = row
		}
		c.count[h]++
		if says == "" {
			return list
		}
		return append(list, c.key+says+v)
	}
	switch {
	case scientific(v):
		return note(rounded, " looks like a number that a spreadsheet rounded: ")
	case v[0] == '#' && spreadsheetError(v):
		return note(faulty, " is a spreadsheet's error: ")
	case !c.dates && c.key != inventory.MAC && len(v) <= 10 && dateLike(v):
		return note(dated, " looks like a date that a spreadsheet made of it: ")
	case len(v) > 15 && digits(v) && strings.Trim(v[15:], "0") == "":
		return note(tail, " looks like a number of which a spreadsheet kept 15 digits: ")
	case c.length > len(v) && len(v) >= c.length-3 && digits(v):
		return note(shorter, "")
	}
	return list
}

// fork is a damage that knows of the columns what d knows, and has counted
// nothing.
func (d *damage) fork() damage {
	out := damage{columns: slices.Clone(d.columns)}
	for i := range out.columns {
		out.columns[i].count, out.columns[i].first = [hurts]int{}, [hurts]int{}
	}
	return out
}

// add counts what was found in rows after those of d.
func (d *damage) add(later *damage) {
	for i := range later.columns {
		c, l := &d.columns[i], &later.columns[i]
		for h := range hurts {
			if c.count[h] == 0 {
				c.first[h] = l.first[h]
			}
			c.count[h] += l.count[h]
		}
	}
	d.nRows += later.nRows
	d.rows = append(d.rows, later.rows[:min(len(later.rows), mostRagged-len(d.rows))]...)
}

// mostRagged is how many ragged rows are named.
const mostRagged = 5

func (d *damage) ragged(row int) {
	d.nRows++
	if len(d.rows) < mostRagged {
		d.rows = append(d.rows, row)
	}
}

// report says it with counts.
func (d *damage) report(t Table) []string {
	var out []string
	for _, c := range d.columns {
		for h, n := range c.count {
			if n > 0 {
				out = append(out, fmt.Sprintf(hurtSays[h], plural(n, c.key), t.Place(c.first[h])))
			}
		}
	}
	if d.nRows > 0 {
		places := make([]string, len(d.rows))
		for i, n := range d.rows {
			places[i] = strconv.Itoa(n)
		}
		more := ""
		if d.nRows > len(d.rows) {
			more = ", …"
		}
		out = append(out, fmt.Sprintf("%d rows have another number of cells than the headers (%srow %s%s): check those rows in the source", d.nRows, t.Prefix, strings.Join(places, ", "), more))
	}
	return out
}

var hurtSays = [hurts]string{
	rounded: "%s destroyed by a spreadsheet (first in %s): export the column as text",
	dated:   "%s turned into dates by a spreadsheet (first in %s): export the column as text",
	faulty:  "%s replaced by a spreadsheet's error (first in %s): mend the formula and export again",
	tail:    "%s rounded to 15 digits by a spreadsheet (first in %s): export the column as text",
	shorter: "%s shorter than the column's others and may have lost leading zeros (first in %s): export the column as text",
}

// plural says "12 model numbers were", "1 model number was".
func plural(n int, key string) string {
	noun := map[string]string{
		inventory.Model: "model number", inventory.Serial: "serial number", inventory.MAC: "MAC address",
		inventory.FCCID: "FCC ID", inventory.Reference: "reference number",
	}[key]
	switch {
	case noun == "":
		noun = key
	case n != 1 && strings.HasSuffix(noun, "s"):
		noun += "es"
	case n != 1:
		noun += "s"
	}
	verb := " were"
	if n == 1 {
		verb = " was"
	}
	return strconv.Itoa(n) + " " + noun + verb
}

// scientific recognises 6.37702E+15 and 1,2E+11.
func scientific(v string) bool {
	e := strings.IndexAny(v, "eE")
	if e < 1 || e+2 >= len(v) || v[e+1] != '+' {
		return false
	}
	if !digits(v[e+2:]) || len(v)-e > 5 {
		return false
	}
	whole, part, _ := strings.Cut(strings.Replace(v[:e], ",", ".", 1), ".")
	return len(whole) == 1 && digits(whole) && (part == "" || digits(part))
}

func spreadsheetError(v string) bool {
	switch v {
	case "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#BEZUG!", "#NV", "#WERT!", "#SPILL!":
		return true
	}
	return len(v) >= 3 && strings.Trim(v, "#") == ""
}

// dateLike recognises what spreadsheets make of codes like 3-4 and MAR-24.
func dateLike(v string) bool {
	if len(v) < 5 || len(v) > 10 {
		return false
	}
	for _, sep := range [...]string{"-", "/", "."} {
		parts := strings.Split(v, sep)
		switch {
		case len(parts) == 2 && sep == "-":
			a, b := parts[0], parts[1]
			if month(a) && digits(b) && (len(b) == 2 || len(b) == 4) || digits(a) && len(a) <= 2 && month(b) {
				return true
			}
		case len(parts) == 3:
			if digits(parts[0]) && digits(parts[2]) && (digits(parts[1]) && len(parts[1]) <= 2 || month(parts[1])) &&
				(len(parts[0]) <= 2 && (len(parts[2]) == 4 || len(parts[2]) == 2) && sep != "." || len(parts[0]) == 4 && len(parts[2]) <= 2) {
				return true
			}
		}
	}
	return false
}

// month knows the short names of months as spreadsheets write them.
func month(v string) bool {
	switch strings.ToLower(strings.TrimSuffix(v, ".")) {
	case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
		"mär", "mrz", "mai", "okt", "dez", "janv", "févr", "mars", "avr", "juin", "juil", "août", "déc",
		"ene", "abr", "ago", "dic", "fev", "set", "out", "gen", "mag", "giu", "lug", "ott", "maj":
		return true
	}
	return false
}

func digits(v string) bool {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return v != ""
}

func columnName(i int) string { return fmt.Sprintf("column %d", i+1) }
