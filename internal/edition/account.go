package edition

import (
	"fmt"
	"slices"

	"caveat.example/caveat/internal/cite"
)

// A Tally counts what became of the rows of one source, or of all. A row is
// whatever the publication is made of: a row of a table, an object of an
// array, an element.
type Tally struct {
	Source   string `json:"source,omitempty"` // the file's name; "" for the whole
	Rows     int    `json:"rows"`             // read
	Loaded   int    `json:"loaded"`           // became an entry
	Merged   int    `json:"merged"`           // added to an entry that another row made
	Rejected int    `json:"rejected"`         // became nothing, for the reasons given

	// Lost counts those of the rejected rows that may have named somebody and
	// could not be read. The others name nobody (a repeated heading, an
	// address on its own).
	Lost int `json:"lost"`
}

// Balanced reports whether every row is accounted for.
func (t Tally) Balanced() bool { return t.Rows == t.Loaded+t.Merged+t.Rejected }

// Used is how many rows came to something. In a list with a row for each name,
// a tail that was cut off can show here and not in the number of entries.
func (t Tally) Used() int { return t.Loaded + t.Merged }

// String is the account as it is always printed.
func (t Tally) String() string {
	s := fmt.Sprintf("%d rows = %d loaded + %d merged + %d rejected", t.Rows, t.Loaded, t.Merged, t.Rejected)
	if t.Lost > 0 {
		s += fmt.Sprintf(" (%d of them could not be read)", t.Lost)
	}
	return s
}

// A Reason says why rows were rejected, and where the first of them is. Every
// rejected row stands with its place in the Edition's file.
type Reason struct {
	Reason string      `json:"reason"`
	Count  int         `json:"count"`
	Lost   bool        `json:"lost,omitempty"`
	First  cite.Origin `json:"first"`
}

// An Account says what became of every row that was read.
type Account struct {
	Tally
	Files   []Tally  `json:"files,omitempty"`
	Reasons []Reason `json:"reasons,omitempty"`

	// Carried counts entries that were taken over unchanged from the Edition
	// that a delta was applied to. They come from none of the rows.
	Carried int `json:"carried,omitempty"`

	// Torn says why the file looks cut short, "" when it does not.
	Torn string `json:"torn,omitempty"`
}

// A Rejection is one row that became no entry.
type Rejection struct {
	Origin cite.Origin `json:"origin"`
	Reason string      `json:"reason"`
	Lost   bool        `json:"lost,omitempty"`
}

// maxReasons bounds the summary of reasons; the places are all kept anyway.
const maxReasons = 200

func (a *Account) file(source string) *Tally {
	for i := range a.Files {
		if a.Files[i].Source == source {
			return &a.Files[i]
		}
	}
	a.Files = append(a.Files, Tally{Source: source})
	return &a.Files[len(a.Files)-1]
}

func (a *Account) reject(r Rejection) {
	for i := range a.Reasons {
		if a.Reasons[i].Reason == r.Reason && a.Reasons[i].Lost == r.Lost {
			a.Reasons[i].Count++
			return
		}
	}
	if len(a.Reasons) < maxReasons {
		a.Reasons = append(a.Reasons, Reason{Reason: r.Reason, Count: 1, Lost: r.Lost, First: r.Origin})
	}
}

// total adds the files up.
func (a *Account) total() {
	a.Tally = Tally{}
	for _, f := range a.Files {
		a.Rows += f.Rows
		a.Loaded += f.Loaded
		a.Merged += f.Merged
		a.Rejected += f.Rejected
		a.Lost += f.Lost
	}
}

// check is the rule that rows in equal rows accounted for, file by file.
func (a *Account) check() error {
	for _, f := range append(slices.Clone(a.Files), a.Tally) {
		if !f.Balanced() {
			return fmt.Errorf("the account of %q does not add up: %s: this is a fault of the importer, please report it", f.Source, f)
		}
	}
	return nil
}
