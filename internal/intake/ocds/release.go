package ocds

import (
	"caveat.example/caveat/internal/intake/jsonscan"
)

// A release is the part of an OCDS release that tells who buys what from whom.
// It is held whole, since its parties may stand after what refers to them.
type release struct {
	ocid, id, date string
	buyer          string
	title, about   string // of the planning
	tender         tender
	awards         []award
	contracts      []award
	parties        []party
	over           bool // it had more elements than are read

	// Of a record, which is the sum of releases:
	within string // where in it the release stands: "/compiledRelease"
	of     string // " of 3 releases", where they were merged here
	merged int    // how many releases it is made of
	linked int    // how many it only names the address of
}

type tender struct {
	seen                 bool
	title, about, status string
	category             string
	codes                []string
	items, lots          []line
	documents            []document
}

// An award is an award or a contract: both say what, and from whom.
type award struct {
	id, awardID          string
	title, about, status string
	date                 string
	suppliers            []party
	items                []line
}

// A line is an item or a lot.
type line struct {
	id, title, about, quantity, unit string
	codes                            []string
}

// A party is an organisation. Its contact point is never read.
type party struct {
	id, name, legal, scheme, number, country string
	roles                                    []string
}

type document struct{ title, kind, url string }

// maxElements is how many items, lots, awards or parties of one release are
// held. More is said to be too many, never passed over.
const maxElements = 50_000

// A parser reads releases with s.
type parser struct{ s *jsonscan.Scanner }

// member reads one member of a release. It returns false for a key that
// releases do not have.
func (p parser) member(r *release, key []byte) (known bool, err error) {
	switch string(key) {
	case "ocid":
		r.ocid, err = p.s.Text()
	case "id":
		r.id, err = p.s.Text()
	case "date":
		r.date, err = p.s.Text()
	case "buyer":
		var b party
		b, err = p.party()
		r.buyer = b.name
	case "tender":
		err = p.tender(r)
	case "planning":
		err = p.planning(r)
	case "awards":
		err = p.list(r, func() (int, error) { return p.awards(&r.awards) })
	case "contracts":
		err = p.list(r, func() (int, error) { return p.awards(&r.contracts) })
	case "parties":
		err = p.list(r, func() (int, error) {
			one, err := p.party()
			r.parties = append(r.parties, one)
			return len(r.parties), err
		})
	default:
		return false, p.s.Skip()
	}
	return true, err
}

// list reads an array, calling element for each. Elements over the limit are
// passed over and noted.
func (p parser) list(r *release, element func() (int, error)) error {
	if c, err := p.s.Kind(); err != nil || c != '[' {
		return p.s.Skip()
	}
	n := 0
	return p.s.Array(func(int) error {
		if n >= maxElements {
			r.over = true
			return p.s.Skip()
		}
		var err error
		n, err = element()
		return err
	})
}

// object reads an object; anything else in its place is passed over.
func (p parser) object(member func(key []byte) error) error {
	if c, err := p.s.Kind(); err != nil || c != '{' {
		return p.s.Skip()
	}
	return p.s.Object(member)
}

func (p parser) tender(r *release) error {
	t := &r.tender
	return p.object(func(key []byte) (err error) {
		t.seen = true
		switch string(key) {
		case "title":
			t.title, err = p.s.Text()
		case "description":
			t.about, err = p.s.Text()
		case "status":
			t.status, err = p.s.Text()
		case "mainProcurementCategory":
			t.category, err = p.s.Text()
		case "classification":
			err = p.code(&t.codes)
		case "additionalClassifications":
			err = p.list(r, func() (int, error) { return len(t.codes), p.code(&t.codes) })
		case "items":
			err = p.list(r, func() (int, error) { return p.line(r, &t.items) })
		case "lots":
			err = p.list(r, func() (int, error) { return p.line(r, &t.lots) })
		case "documents":
			err = p.list(r, func() (int, error) { return p.document(t) })
		case "procuringEntity":
			var b party
			if b, err = p.party(); r.buyer == "" {
				r.buyer = b.name
			}
		default:
			err = p.s.Skip()
		}
		return err
	})
}

func (p parser) planning(r *release) error {
	return p.object(func(key []byte) (err error) {
		switch string(key) {
		case "rationale":
			if r.about == "" {
				r.about, err = p.s.Text()
				return err
			}
		case "project":
			r.title, err = p.project()
			return err
		case "budget":
			return p.object(func(key []byte) (err error) {
				switch string(key) {
				case "description":
					r.about, err = p.s.Text()
				case "project":
					r.title, err = p.s.Text()
				default:
					err = p.s.Skip()
				}
				return err
			})
		}
		return p.s.Skip()
	})
}

// project reads a project's title, given as text or as an object.
func (p parser) project() (title string, err error) {
	if c, err := p.s.Kind(); err != nil || c != '{' {
		return p.s.Text()
	}
	err = p.s.Object(func(key []byte) (err error) {
		if string(key) == "title" {
			title, err = p.s.Text()
			return err
		}
		return p.s.Skip()
	})
	return title, err
}

func (p parser) awards(list *[]award) (int, error) {
	var a award
	var over release // for the limits of the award's own lists
	err := p.object(func(key []byte) (err error) {
		switch string(key) {
		case "id":
			a.id, err = p.s.Text()
		case "awardID":
			a.awardID, err = p.s.Text()
		case "title":
			a.title, err = p.s.Text()
		case "description":
			a.about, err = p.s.Text()
		case "status":
			a.status, err = p.s.Text()
		case "date", "dateSigned":
			a.date, err = p.s.Text()
		case "suppliers":
			err = p.list(&over, func() (int, error) {
				one, err := p.party()
				a.suppliers = append(a.suppliers, one)
				return len(a.suppliers), err
			})
		case "items":
			err = p.list(&over, func() (int, error) { return p.line(&over, &a.items) })
		default:
			err = p.s.Skip()
		}
		return err
	})
	*list = append(*list, a)
	if over.over {
		return maxElements, err
	}
	return len(*list), err
}

func (p parser) line(r *release, list *[]line) (int, error) {
	var l line
	err := p.object(func(key []byte) (err error) {
		switch string(key) {
		case "id":
			l.id, err = p.s.Text()
		case "title":
			l.title, err = p.s.Text()
		case "description":
			l.about, err = p.s.Text()
		case "quantity":
			l.quantity, err = p.s.Text()
		case "unit":
			err = p.unit(&l)
		case "classification":
			err = p.code(&l.codes)
		case "additionalClassifications":
			err = p.list(r, func() (int, error) { return len(l.codes), p.code(&l.codes) })
		default:
			err = p.s.Skip()
		}
		return err
	})
	*list = append(*list, l)
	return len(*list), err
}

func (p parser) unit(l *line) error {
	return p.object(func(key []byte) (err error) {
		if string(key) == "name" {
			l.unit, err = p.s.Text()
			return err
		}
		return p.s.Skip()
	})
}

// code reads a classification as "CPV 35125300 Security cameras".
func (p parser) code(list *[]string) error {
	var scheme, id, about string
	err := p.object(func(key []byte) (err error) {
		switch string(key) {
		case "scheme":
			scheme, err = p.s.Text()
		case "id":
			id, err = p.s.Text()
		case "description":
			about, err = p.s.Text()
		default:
			err = p.s.Skip()
		}
		return err
	})
	if id == "" && about == "" {
		return err
	}
	text := id
	if scheme != "" {
		text = scheme + " " + text
	}
	if about != "" {
		text += " " + about
	}
	for _, have := range *list {
		if have == text {
			return err
		}
	}
	*list = append(*list, text)
	return err
}

func (p parser) document(t *tender) (int, error) {
	var d document
	err := p.object(func(key []byte) (err error) {
		switch string(key) {
		case "title":
			d.title, err = p.s.Text()
		case "documentType":
			d.kind, err = p.s.Text()
		case "url":
			d.url, err = p.s.Text()
		default:
			err = p.s.Skip()
		}
		return err
	})
	if d.url != "" {
		t.documents = append(t.documents, d)
	}
	return len(t.documents), err
}

func (p parser) party() (o party, err error) {
	err = p.object(func(key []byte) (err error) {
		switch string(key) {
		case "id":
			o.id, err = p.s.Text()
		case "name":
			o.name, err = p.s.Text()
		case "identifier":
			err = p.identifier(&o)
		case "address":
			err = p.address(&o)
		case "roles":
			if c, kerr := p.s.Kind(); kerr != nil || c != '[' {
				return p.s.Skip()
			}
			err = p.s.Array(func(int) error {
				role, err := p.s.Text()
				if len(o.roles) < 16 {
					o.roles = append(o.roles, role)
				}
				return err
			})
		default:
			err = p.s.Skip()
		}
		return err
	})
	return o, err
}

func (p parser) identifier(o *party) error {
	return p.object(func(key []byte) (err error) {
		switch string(key) {
		case "scheme":
			o.scheme, err = p.s.Text()
		case "id":
			o.number, err = p.s.Text()
		case "legalName":
			o.legal, err = p.s.Text()
		default:
			err = p.s.Skip()
		}
		return err
	})
}

func (p parser) address(o *party) error {
	return p.object(func(key []byte) (err error) {
		if string(key) == "countryName" {
			o.country, err = p.s.Text()
			return err
		}
		return p.s.Skip()
	})
}
