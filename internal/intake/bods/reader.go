// Package bods knows statements in the Beneficial Ownership Data Standard: who
// owns a supplier. Statements about natural persons are counted and left out;
// that a person controls a company is said, without a name.
//
// Source: https://standard.openownership.org/
package bods

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads BODS 0.1 to 0.4. Its zero value is ready.
type Reader struct{}

// Format is "bods".
func (Reader) Format() string { return "bods" }

// Accepts takes JSON with the keys of statements.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	return shape.Has("statementID", "statementType") || shape.Has("statementId") && (shape.Has("recordType") || shape.Has("declarationSubject"))
}

// A statement is the part of one that is read, in the words of 0.2 and 0.4.
type statement struct {
	ID          string
	Type        string // entity, person, ownershipOrControl, relationship
	Name        string
	Identifiers []identifier
	Country     string
	Subject     string
	Party       string
	Person      bool
	Interests   []string
}

type identifier struct{ Scheme, ID string }

// raw is a statement as it is written.
type raw struct {
	StatementID   string `json:"statementID"`
	StatementID4  string `json:"statementId"`
	StatementType string `json:"statementType"`
	RecordType    string `json:"recordType"`
	body
	RecordDetails body `json:"recordDetails"`
}

type body struct {
	Name         string `json:"name"`
	Identifiers  []struct{ Scheme, ID string }
	Jurisdiction struct{ Name string } `json:"incorporatedInJurisdiction"`
	Jurisdict4   struct{ Name string } `json:"jurisdiction"`
	Subject      json.RawMessage       `json:"subject"`
	Party        json.RawMessage       `json:"interestedParty"`
	Interests    []struct {
		Type  string
		Share struct{ Exact, Minimum, Maximum json.Number }
	}
}

// maxRemembered is how many companies are remembered by their statement, to
// name them in statements of ownership.
const maxRemembered = 200_000

// Items yields a company as an Entity, and an ownership as an Entity with its
// owner. Companies have to stand before what refers to them, as the standard
// demands; otherwise their statement is named instead.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		w := &walk{in: in, yield: yield, names: map[string]statement{}, s: jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record)}
		err := w.all()
		if w.people > 0 {
			in.Detail = fmt.Sprintf("%d statements about persons were left out", w.people)
		}
		if err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

var errStop = errors.New("stopped")

type walk struct {
	in     *intake.Input
	yield  func(inventory.Item, error) bool
	s      *jsonscan.Scanner
	names  map[string]statement
	people int
	n      int
}

// all reads an array of statements, or statements on lines of their own.
func (w *walk) all() error {
	for {
		c, err := w.s.Kind()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c == '[' {
			err = w.s.Array(func(int) error { return w.one() })
		} else {
			err = w.one()
		}
		if err != nil {
			return err
		}
	}
}

func (w *walk) one() error {
	place := fmt.Sprintf("/%d", w.n)
	w.n++
	b, err := w.s.Raw(w.in.Options.Limits.Record)
	if err != nil {
		return err
	}
	var r raw
	if err := json.Unmarshal(b, &r); err != nil {
		if !w.yield(inventory.Item{}, w.in.Skip(place, "the statement does not have the standard's form: %s", err)) {
			return errStop
		}
		return nil
	}
	return w.tell(place, r.statement())
}

// statement joins what the versions of the standard write in different places.
func (r raw) statement() statement {
	b := r.body
	if r.RecordType != "" {
		b = r.RecordDetails
	}
	s := statement{ID: first(r.StatementID, r.StatementID4), Name: b.Name, Country: first(b.Jurisdiction.Name, b.Jurisdict4.Name)}
	for _, i := range b.Identifiers {
		if one := (identifier{i.Scheme, i.ID}); len(s.Identifiers) == 0 || s.Identifiers[len(s.Identifiers)-1] != one {
			s.Identifiers = append(s.Identifiers, one)
		}
	}
	s.Type = strings.TrimSuffix(first(r.StatementType, r.RecordType), "Statement")
	s.Subject, _ = referred(b.Subject)
	s.Party, s.Person = referred(b.Party)
	for _, i := range b.Interests {
		share := first(i.Share.Exact.String(), i.Share.Minimum.String())
		if share != "" {
			share = " from " + share + " %"
		}
		s.Interests = append(s.Interests, i.Type+share)
	}
	return s
}

// referred reads a reference to a statement, which is text or an object.
func referred(b json.RawMessage) (id string, person bool) {
	if json.Unmarshal(b, &id) == nil {
		return id, false
	}
	var o struct {
		Entity string `json:"describedByEntityStatement"`
		Person string `json:"describedByPersonStatement"`
	}
	if json.Unmarshal(b, &o) != nil {
		return "", false
	}
	return o.Entity, o.Person != ""
}

func (w *walk) tell(place string, s statement) error {
	f := inventory.Fields{}
	switch s.Type {
	case "person":
		w.people++
		return nil
	case "entity":
		if len(w.names) < maxRemembered {
			w.names[s.ID] = s
		}
		f = company(f, s)
	default:
		subject, ok := w.names[s.Subject]
		if !ok {
			subject.Name = s.Subject
		}
		f = company(f, subject)
		owner, ok := w.names[s.Party]
		switch {
		case s.Person:
			f = add(f, inventory.Notes, "controlled by a natural person")
		case ok:
			f = add(f, inventory.Owner, owner.Name)
		default:
			f = add(f, inventory.Owner, s.Party)
		}
		for _, i := range s.Interests {
			f = add(f, inventory.Other+"interest", i)
		}
	}
	if len(f) == 0 {
		return nil
	}
	text := f.Get(inventory.Supplier)
	if owner := f.Get(inventory.Owner); owner != "" {
		text += ", owned by " + owner
	}
	if !w.yield(inventory.Item{Kind: inventory.Entity, Origin: w.in.At(place), Text: text, Fields: f}, nil) {
		return errStop
	}
	return nil
}

func company(f inventory.Fields, s statement) inventory.Fields {
	f = add(f, inventory.Supplier, s.Name)
	for _, i := range s.Identifiers {
		id := i.ID
		if i.Scheme != "" {
			id = i.Scheme + ":" + i.ID
		}
		f = add(f, inventory.SupplierID, id)
	}
	return add(f, inventory.Other+"country", s.Country)
}

func add(f inventory.Fields, key, value string) inventory.Fields {
	if value == "" {
		return f
	}
	for _, have := range f {
		if have.Key == key && have.Value == value {
			return f
		}
	}
	return append(f, inventory.Field{Key: key, Value: value})
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
