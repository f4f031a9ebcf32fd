// Package register knows the parties: what they are called, how they are
// related and listed, on which days, and who says so. It is read once, from
// makers/ and the editions of official lists, and never changes afterwards, so
// any number of goroutines may use it. It refuses to know what a rule makes of
// it.
package register

// Day is a calendar day as YYYY-MM-DD; "" is an open end. Days compare as text.
type Day = string

// A Source says who states a fact and how well it has been checked.
type Source struct {
	Text       string // key or citation
	Confidence string // high, medium, low
	Unverified bool
}

// A RelationKind is how one party stands to another.
type RelationKind string

// The kinds of relation, read as "party KIND to": Lorex is "subsidiary" to
// Dahua; Annke is "made_by" to Hikvision.
const (
	Subsidiary   RelationKind = "subsidiary"         // owned by more than half, or said to be one
	Affiliate    RelationKind = "affiliate"          // under common control, or minority-held
	JointVenture RelationKind = "joint_venture"      // partly owned
	BrandOf      RelationKind = "brand_of"           // a brand that the other owns
	MadeBy       RelationKind = "made_by"            // its products (or a line of them) are made by the other
	Component    RelationKind = "contains_component" // its products contain parts of the other
	Distributor  RelationKind = "distributor"        // sells for the other
	RenamedTo    RelationKind = "renamed_to"
	NotRelated   RelationKind = "not_related" // a namesake that is somebody else
)

// A Relation says how a party stands to another, and when.
type Relation struct {
	Kind     RelationKind
	To       string  // id of the other party
	From     Day     // first day, "" when not known
	Until    Day     // last day, "" while it holds
	Share    float64 // percent owned by To, 0 when not known
	Scope    string  // all, some, past, unknown: which of its products (made_by, brand_of)
	Line     string  // which products, in words
	Disputed bool
	Note     string
	At       string // file and line of the fact: "makers/dahua.yaml#lorex"
	Source
}

// On says whether the relation holds on a day. An empty day asks for today's
// open relations (Until empty).
func (r *Relation) On(day Day) bool {
	if day == "" {
		return r.Until == ""
	}
	return (r.From == "" || r.From <= day) && (r.Until == "" || day <= r.Until)
}

// A Link is one step of a path of ownership.
type Link struct {
	From, To string
	Relation *Relation
}

// A Reach is a party reached upwards from another, with the path.
type Reach struct {
	Party string
	Path  []Link
	Share float64 // the product of the shares along the path, 0 when one is not known
	// Doubt is set when a step is disputed, unverified or of unknown date.
	Doubt string
}
