// Package screen knows how to find a name among the names of a register: an
// index that never changes, candidates without full scans, a score that means a
// probability, and the alignment that explains it. It refuses to know what
// being listed means.
package screen

import "caveat.example/caveat/internal/ident"

// A Record is one row of a list, or one party of the register.
type Record struct {
	ID   string
	List string // the list's name, "" for a party of the register
	Name string // as printed

	// Aliases are further names. A weak one never makes a match on its own.
	Aliases []Alias
	IDs     []ident.ID
	Person  bool

	Party  string // id of the party in makers/, "" when none is linked
	Family string // id of the head of its family
	Source string // who says so: "makers/hikvision.yaml#hikvision", "list.csv (row 3)"

	// Named are the lists that the register itself says name the party.
	Named []Listing

	// Ordinary parties are known and not of concern. They are never
	// reported; a name that is theirs is not taken for a listed one's.
	Ordinary bool
}

// An Alias is a further name of a record.
type Alias struct {
	Text   string
	Kind   string // legal, former, short, brand, native, transliteration, typo, weak, alias
	Source string
}

// A Listing is a row of a list that stands behind a Hit.
type Listing struct {
	List string `json:"list"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// A Hit is one party, or one row that no party is linked to, that a query may
// mean.
type Hit struct {
	Party    string    `json:"party"`
	Family   string    `json:"family"`
	Name     string    `json:"name"`
	Score    float64   `json:"score"`
	Listings []Listing `json:"listings"`

	// Alias is the name that matched, where it is not Name itself, and Source
	// who says that it is one.
	Alias  string `json:"alias,omitempty"`
	Source string `json:"source,omitempty"`

	Alignment []Link `json:"alignment,omitempty"`

	// Edition fingerprints what the index says of the party or row: a
	// decision holds for one edition. It is set when asked for.
	Edition string `json:"edition,omitempty"`

	// Path leads from the party to the head of its family, where the caller
	// asked for it.
	Path []Step `json:"path,omitempty"`

	// Identifier is set when an official number decided, and not the name.
	Identifier string `json:"identifier,omitempty"`
	// Cleared says who decided that this hit is not the subject, and why.
	Cleared string `json:"cleared,omitempty"`

	group uint32
}

// An Answer is what was found for one query.
type Answer struct {
	Query  string `json:"query"`
	Status Status `json:"status"`
	Hits   []Hit  `json:"matches"`

	// Known is the party of the register that the query names, where that
	// party is on no list: the reason why a sound-alike is not reported.
	Known string `json:"known,omitempty"`
	// Note says what is wrong with the query: an identifier with a wrong
	// check digit, a name without a letter.
	Note string `json:"note,omitempty"`
}
