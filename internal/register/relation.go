package register

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
	FounderOf    RelationKind = "founder"     // founded the other, or holds a stake in it as a person
	NotRelated   RelationKind = "not_related" // a namesake that is somebody else
)

// owns says whether a relation of this kind carries ownership or control.
func (k RelationKind) owns() bool {
	switch k {
	case Subsidiary, Affiliate, JointVenture, BrandOf, RenamedTo:
		return true
	}
	return false
}

// A Relation says how a party stands to another, and when.
type Relation struct {
	Kind     RelationKind `yaml:"kind"`
	To       string       `yaml:"to"`                         // id of the other party
	From     Day          `yaml:"from" json:",omitempty"`     // first day, "" when not known
	Until    Day          `yaml:"until" json:",omitempty"`    // last day, "" while it holds
	Ended    bool         `yaml:"ended" json:",omitempty"`    // it has ended, on a day that is not known
	Share    float64      `yaml:"share" json:",omitempty"`    // percent owned by To, 0 when not known
	Scope    string       `yaml:"scope" json:",omitempty"`    // all, some, past, unknown: which of its products (made_by, brand_of)
	Line     string       `yaml:"line" json:",omitempty"`     // which products, in words
	Disputed bool         `yaml:"disputed" json:",omitempty"` // sources contradict each other
	Note     string       `yaml:"note" json:",omitempty"`
	At       string       `yaml:"-" json:"-"` // file and party of the fact: "makers/dahua.yaml#lorex"
	Source   `yaml:",inline"`
}

// On says whether the relation holds, or may hold, on a day. An empty day asks
// for today's open relations. A relation that ended on an unknown day may hold
// on any given day: Reach.Doubt says so.
func (r *Relation) On(day Day) bool {
	if day == "" {
		return r.Until == "" && !r.Ended
	}
	return (r.From == "" || r.From <= day) && (r.Until == "" || day <= r.Until)
}

// A Link is one step of a path of ownership.
type Link struct {
	From, To string
	Relation *Relation
}

// A Reach is a party reached from another, with the path.
type Reach struct {
	Party string
	Path  []Link
	Share float64 // percent, the product of the shares along the path; 0 when one is not known
	// Doubt is set when a step is disputed, unverified or of unknown date.
	Doubt string
}
