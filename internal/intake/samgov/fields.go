package samgov

import (
	"cmp"
	"encoding/json"
	"strings"

	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/inventory"
)

// An opportunity is the part of one that is read.
type opportunity struct {
	NoticeID    string   `json:"noticeId"`
	Title       string   `json:"title"`
	Number      string   `json:"solicitationNumber"`
	Path        string   `json:"fullParentPathName"`
	Department  string   `json:"department"`
	SubTier     string   `json:"subTier"`
	Office      string   `json:"office"`
	Type        string   `json:"type"`
	NAICS       text     `json:"naicsCode"`
	NAICSCodes  []text   `json:"naicsCodes"`
	PSC         text     `json:"classificationCode"`
	Description string   `json:"description"` // often the address of the text
	Links       []string `json:"resourceLinks"`
	Link        string   `json:"uiLink"`
	Award       struct {
		Date    string `json:"date"`
		Number  text   `json:"number"`
		Awardee struct {
			Name string `json:"name"`
			UEI  string `json:"ueiSAM"`
			CAGE string `json:"cageCode"`
		} `json:"awardee"`
	} `json:"award"`
}

// text is a value that is written as text or as a number.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" || strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") {
		s = ""
	}
	*t = text(s)
	return nil
}

func (o *opportunity) fields() inventory.Fields {
	var f inventory.Fields
	f = add(f, inventory.Name, o.Title)
	if isAddress(o.Description) {
		f = add(f, inventory.Other+"document", "Description "+o.Description)
	} else {
		f = add(f, inventory.Description, columns.WithoutEmails(o.Description))
	}
	buyer := o.Path
	if buyer == "" {
		buyer = strings.Join(present(o.Department, o.SubTier, o.Office), ", ")
	}
	f = add(f, inventory.Buyer, strings.ReplaceAll(buyer, ".", ", "))
	f = add(f, inventory.Reference, o.Number)
	f = add(f, inventory.Reference, o.NoticeID)
	f = under(f, inventory.Codes, "NAICS ", string(o.NAICS))
	for _, n := range o.NAICSCodes {
		f = under(f, inventory.Codes, "NAICS ", string(n))
	}
	f = under(f, inventory.Codes, "PSC ", string(o.PSC))
	f = add(f, inventory.Status, o.Type)
	f = add(f, inventory.Supplier, o.Award.Awardee.Name)
	f = under(f, inventory.SupplierID, "UEI:", o.Award.Awardee.UEI)
	f = under(f, inventory.SupplierID, "CAGE:", o.Award.Awardee.CAGE)
	f = add(f, inventory.Acquired, o.Award.Date)
	for i, l := range o.Links {
		if i == 20 {
			break
		}
		f = add(f, inventory.Other+"document", l)
	}
	return add(f, inventory.Other+"page", o.Link)
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

func present(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// An entity is the part of one that is read.
type entity struct {
	Registration struct {
		UEI       string `json:"ueiSAM"`
		CAGE      string `json:"cageCode"`
		Name      string `json:"legalBusinessName"`
		DBA       string `json:"dbaName"`
		Status    string `json:"registrationStatus"`
		Exclusion string `json:"exclusionStatusFlag"`
	} `json:"entityRegistration"`
	Core struct {
		General struct {
			Country string `json:"countryOfIncorporationDesc"`
			Code    string `json:"countryOfIncorporationCode"`
		} `json:"generalInformation"`
		Hierarchy maybe[hierarchy] `json:"entityHierarchyInformation"`
	} `json:"coreData"`
	Integrity maybe[struct {
		Relations maybe[relations] `json:"corporateRelationships"`
	}] `json:"integrityInformation"`
	Relations maybe[relations] `json:"corporateRelationships"`
}

type hierarchy struct {
	Immediate maybe[owner] `json:"immediateParentEntity"`
	Domestic  maybe[owner] `json:"domesticParentEntity"`
	Ultimate  maybe[owner] `json:"ultimateParentEntity"`
}

type relations struct {
	Highest      maybe[owner]   `json:"highestOwner"`
	Immediate    maybe[owner]   `json:"immediateOwner"`
	Predecessors []maybe[owner] `json:"predecessorsList"`
}

type owner struct {
	Name string `json:"legalBusinessName"`
	UEI  string `json:"ueiSAM"`
	CAGE string `json:"cageCode"`
}

// maybe is a value in whose place SAM.gov also writes a sentence, or nothing.
type maybe[T any] struct{ is T }

func (m *maybe[T]) UnmarshalJSON(b []byte) error {
	var v T
	if json.Unmarshal(b, &v) == nil {
		m.is = v
	}
	return nil
}

func (e *entity) fields() inventory.Fields {
	var f inventory.Fields
	r := &e.Registration
	f = add(f, inventory.Supplier, r.Name)
	f = add(f, inventory.Supplier, r.DBA)
	f = under(f, inventory.SupplierID, "UEI:", r.UEI)
	f = under(f, inventory.SupplierID, "CAGE:", r.CAGE)
	for _, rel := range []relations{e.Integrity.is.Relations.is, e.Relations.is} {
		f = rel.Immediate.is.add(f)
		f = rel.Highest.is.add(f)
		for _, p := range rel.Predecessors {
			f = add(f, inventory.Other+"predecessor", p.is.Name)
		}
	}
	parents := e.Core.Hierarchy.is
	for _, o := range []owner{parents.Immediate.is, parents.Domestic.is, parents.Ultimate.is} {
		f = o.add(f)
	}
	f = add(f, inventory.Status, r.Status)
	if r.Exclusion == "D" {
		f = add(f, inventory.Notes, "SAM.gov holds an active exclusion record of it")
	}
	return add(f, inventory.Other+"country of incorporation", cmp.Or(e.Core.General.Country, e.Core.General.Code))
}

// add adds an owner, with its number beside it: it is not the supplier's.
func (o owner) add(f inventory.Fields) inventory.Fields {
	f = add(f, inventory.Owner, o.Name)
	if o.Name == "" {
		return f
	}
	f = under(f, inventory.Other+"owner's number", "CAGE:", o.CAGE)
	return under(f, inventory.Other+"owner's number", "UEI:", o.UEI)
}
