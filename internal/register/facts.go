package register

// A Party is a legal person or a brand, with its names in all scripts, its
// identifiers and its relations to others on given days.
type Party struct {
	ID      string // unique over all of makers/, lower case, "hikvision"
	Name    string // legal name, or the brand
	Kind    string // company, brand, state_body, person_group
	Country string // ISO 3166-1 alpha-2 of the seat, "" when not known
	Names   []Name
	IDs     []Identifier
	Rel     []Relation
	Status  ClearStatus // may an item be cleared because this party made it
	Listed  []Listing   // what the compiled facts say of lists; editions of lists add to it
	Product string      // what it usually makes, "" when mixed ("ip_camera")
	Note    string
	File    string // "makers/hikvision.yaml"
	At      string // "makers/hikvision.yaml#hikvision"
	Source
}

// A Name is one way in which a party is called.
type Name struct {
	Text string
	// Kind is legal, former, short, brand, native, transliteration, typo or
	// weak. A weak name (HIK, a word of the language) never identifies alone
	// and never gives context.
	Kind  string
	Lang  string // BCP 47, "" when not known
	From  Day
	Until Day
	Source
}

// An Identifier is an official number of a party.
type Identifier struct {
	Scheme string // lei, uscc, isin, gb-coh, uei, cage, duns, inn, ogrn, fcc_grantee, stock
	Value  string
	Source
}

// A Listing says that a list names a party, and on which days.
type Listing struct {
	List  string // id of the list: us-bis-entity-list, us-1260H, us-fcc-covered-list, us-ns-cmic, us-889
	Name  string // the name as the list prints it
	Cite  string // "84 FR 54004"
	From  Day
	Until Day
	Source
}

// ClearStatus says whether an item may be clear because a party made it. The
// words are those of the makers' facts.
type ClearStatus string

// The clear statuses. Only Ordinary and, away from its exceptions,
// OrdinaryExceptLine may be clear; Listed parties are judged by the law alone.
const (
	Ordinary           ClearStatus = "ordinary"                       // on none of the lists checked
	OrdinaryExceptLine ClearStatus = "ordinary_except_line"           // clear except the lines that somebody else makes for it
	OrdinaryComponent  ClearStatus = "ordinary_check_component"       // maker clear, component question open
	OrdinaryOtherState ClearStatus = "ordinary_listed_by_other_state" // listed only by a state that does not bind the user
	MixedLine          ClearStatus = "mixed_line"                     // several makers inside one brand
	DisputedLine       ClearStatus = "disputed"                       // who makes it is disputed: never clear
	UnknownMaker       ClearStatus = "brand_of_unknown_maker"         // a seller's brand: never clear by name
	DateSensitive      ClearStatus = "date_sensitive"                 // depends on the day of purchase or manufacture
	ListedOther        ClearStatus = "listed_other"                   // on a list other than s.889's
	ListedAffiliate    ClearStatus = "listed_affiliate"               // a sister company is listed
	ListedParty        ClearStatus = "listed"                         // one of the five families
	NotStated          ClearStatus = ""                               // never clear
)

// A Brand rule says that a word on a label points to a maker: all of a brand's
// products, some, those of the past, or none that is known.
type Brand struct {
	ID       string   // unique, "annke"
	Party    string   // the brand as a party
	Makers   []Maker  // who makes it; several when lines or days differ
	Words    []string // how the label is written, in all scripts
	Weak     []string // words that hint, but identify only beside another sign
	Prefixes []string // model prefixes that belong to the brand ("HWI-")
	Relation string   // own_brand, oem_relabel, former_line, disputed, fraud_case, lookalike, … as in the facts
	Note     string
	At       string
	Source
}

// A Maker says who makes a brand's products, which of them, and when.
type Maker struct {
	Party    string
	Scope    string // all, some, past, none, unknown: only all may decide by the brand alone
	Line     string // which products, in words
	From     Day
	Until    Day
	Disputed bool
	Source
}

// A Pattern is a grammar of model numbers, FCC identifiers, serials, firmware
// or protocol fields. RE2 only. Its examples have been tried when it is loaded.
type Pattern struct {
	ID      string
	Party   string // who made what it matches
	Brand   string // the brand it belongs to, "" when it is the party's own
	Kind    string // model, fcc_id, serial, firmware, realm, server, tls, favicon, component, oem_code
	Field   string // the inventory key, or signal, that it reads; "" is any text
	Regexp  string
	Product string // what a match is: ip_camera, nvr, handheld_radio, network_switch, router, uas, …
	Class   string // video_surveillance, telecom, other

	// NeedsContext asks for the maker's or the brand's name, or a typed
	// field, in the same record.
	NeedsContext bool
	Examples     []string
	Counter      []string // must not match
	Traps        []string // match, but must not decide without context
	Strength     float64  // 0 means the default of its Kind
	Structural   bool
	Note         string
	At           string
	Source
}

// A Prefix is a block of hardware addresses and who registered it.
type Prefix struct {
	Hex          string // upper case, 6, 7 or 9 digits
	Organisation string
	Party        string // "" when no party of makers/ is linked to it
}

// An Evidence item is something published about a party, with its reply.
type Evidence struct {
	ID, Party, Title, Date, Says, Kind, URL string
	Reply, ReplyState                       string // what the party answered, and replied | own_statement | no_response | none_recorded
	At                                      string
	Source
}

// A Vulnerability is a known weakness of a family's products. It is never a
// reason for a legal status.
type Vulnerability struct {
	ID, Party, Title            string
	Affected                    []string
	Published, KEVAdded, KEVDue Day
	CVSS                        float64
	Reply, Note, At             string
	Source
}
