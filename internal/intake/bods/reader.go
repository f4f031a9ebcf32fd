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
	return shape.Has("statementID", "statementType") || shape.Has("statementId") && (shape.Has("recordType") || shape.Has("declarationSubject") || shape.Has("recordDetails"))
}

// A statement is the part of one that is read, in the words of 0.2 and 0.4.
type statement struct {
	IDs         []string // by which others refer to it: of the statement (to 0.3), of the record (0.4)
	Type        string   // entity, person, ownershipOrControl, relationship
	Names       []string // what it is called, first, and otherwise
	Identifiers []identifier
	Country     string
	Subject     string
	Party       string
	Unspecified string // why the owner is not named
	Person      bool
	Interests   []string
	Closed      bool // it no longer holds
}

type identifier struct{ Scheme, ID string }

// raw is a statement as it is written.
type raw struct {
	StatementID   string `json:"statementID"`
	StatementID4  string `json:"statementId"`
	StatementType string `json:"statementType"`
	RecordID      string `json:"recordId"`
	RecordType    string `json:"recordType"`
	RecordStatus  string `json:"recordStatus"`
	body
	RecordDetails body `json:"recordDetails"`
}

type body struct {
	Name         string   `json:"name"`
	Alternate    []string `json:"alternateNames"`
	Identifiers  []struct{ Scheme, ID, SchemeName string }
	Jurisdiction struct{ Name string } `json:"incorporatedInJurisdiction"`
	Jurisdict4   struct{ Name string } `json:"jurisdiction"`
	Subject      json.RawMessage       `json:"subject"`
	Party        json.RawMessage       `json:"interestedParty"`
	Interests    []struct {
		Type    string
		EndDate string
		Share   struct{ Exact, Minimum, Maximum json.Number }
	}
}

// maxRemembered is how many statements are remembered, to name companies in
// statements of ownership, and how many of those wait for companies that come
// after them.
const maxRemembered = 200_000

// Items yields a company as an Entity, and an ownership as an Entity with its
// owner. An ownership that stands before the companies it refers to is told at
// the end.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		w := &walk{in: in, yield: yield, known: map[string]statement{}, s: jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record)}
		err := w.all(ctx)
		for i := 0; i < len(w.waiting) && err != errStop; i++ {
			if stop := w.ownership(w.waiting[i].place, w.waiting[i].statement); stop != nil {
				err = stop
			}
		}
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
	in      *intake.Input
	yield   func(inventory.Item, error) bool
	s       *jsonscan.Scanner
	known   map[string]statement // companies and, without names, persons
	waiting []waiting
	people  int
}

type waiting struct {
	place string
	statement
}

// all reads an array of statements, or statements on lines of their own.
func (w *walk) all(ctx context.Context) error {
	for ctx.Err() == nil {
		c, err := w.s.Kind()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c == '[' {
			err = w.s.Array(func(i int) error { return w.one(fmt.Sprintf("/%d", i)) })
		} else {
			err = w.one(fmt.Sprintf("line %d", w.s.Line()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) one(place string) error {
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
	s := statement{Country: first(b.Jurisdiction.Name, b.Jurisdict4.Name), Closed: r.RecordStatus == "closed"}
	for _, id := range []string{r.StatementID, r.StatementID4, r.RecordID} {
		if id != "" {
			s.IDs = append(s.IDs, id)
		}
	}
	for _, name := range append([]string{b.Name}, b.Alternate...) {
		if name != "" && len(s.Names) < 10 {
			s.Names = append(s.Names, name)
		}
	}
	for _, i := range b.Identifiers {
		if one := (identifier{first(i.Scheme, i.SchemeName), i.ID}); len(s.Identifiers) == 0 || s.Identifiers[len(s.Identifiers)-1] != one {
			s.Identifiers = append(s.Identifiers, one)
		}
	}
	s.Type = strings.TrimSuffix(first(r.RecordType, r.StatementType), "Statement")
	s.Subject, _, _ = referred(b.Subject)
	s.Party, s.Unspecified, s.Person = referred(b.Party)
	for _, i := range b.Interests {
		says := i.Type
		if share := first(i.Share.Exact.String(), i.Share.Minimum.String()); share != "" {
			says += " from " + share + " %"
		}
		if i.EndDate != "" {
			says += " until " + i.EndDate
		}
		s.Interests = append(s.Interests, says)
	}
	return s
}

// referred reads a reference to a statement, which is text or an object; where
// nobody is referred to, it gives the reason.
func referred(b json.RawMessage) (id, reason string, person bool) {
	if json.Unmarshal(b, &id) == nil {
		return id, "", false
	}
	type why struct{ Reason, Description string }
	var o struct {
		Entity      string `json:"describedByEntityStatement"`
		Person      string `json:"describedByPersonStatement"`
		Unspecified why
		why
	}
	if json.Unmarshal(b, &o) != nil {
		return "", "", false
	}
	reason = first(first(o.Unspecified.Description, o.Unspecified.Reason), first(o.Description, o.Reason))
	return o.Entity, reason, o.Person != ""
}

func (w *walk) tell(place string, s statement) error {
	switch s.Type {
	case "person":
		w.people++
		w.remember(s, statement{Person: true})
		return nil
	case "entity":
		w.remember(s, s)
		return w.put(place, s, company(inventory.Fields{}, s))
	case "ownershipOrControl", "relationship":
		_, subject := w.known[s.Subject]
		_, party := w.known[s.Party]
		if (!subject || !party && s.Party != "") && len(w.waiting) < maxRemembered {
			w.waiting = append(w.waiting, waiting{place, s})
			return nil
		}
		return w.ownership(place, s)
	}
	if !w.yield(inventory.Item{}, w.in.Skip(place, "a statement of the kind %q, which the standard does not have: look at it in the source", s.Type)) {
		return errStop
	}
	return nil
}

// remember keeps what others may refer to.
func (w *walk) remember(s, as statement) {
	for _, id := range s.IDs {
		if len(w.known) < maxRemembered {
			w.known[id] = as
		}
	}
}

// ownership tells who owns a company.
func (w *walk) ownership(place string, s statement) error {
	subject, ok := w.known[s.Subject]
	if !ok {
		subject.Names = []string{s.Subject}
	}
	f := company(inventory.Fields{}, subject)
	owner, ok := w.known[s.Party]
	switch {
	case s.Person || owner.Person:
		f = add(f, inventory.Notes, "controlled by a natural person")
	case ok && len(owner.Names) > 0:
		f = add(f, inventory.Owner, owner.Names[0])
	case s.Party != "":
		f = add(f, inventory.Owner, s.Party)
	default:
		f = add(f, inventory.Notes, "the owner is not named"+prefixed(": ", s.Unspecified))
	}
	for _, i := range s.Interests {
		f = add(f, inventory.Other+"interest", i)
	}
	return w.put(place, s, f)
}

func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func (w *walk) put(place string, s statement, f inventory.Fields) error {
	if len(f) == 0 {
		return nil
	}
	if s.Closed {
		f = add(f, inventory.Status, "closed")
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
	for _, name := range s.Names {
		f = add(f, inventory.Supplier, name)
	}
	for _, i := range s.Identifiers {
		f = add(f, inventory.SupplierID, i.String())
	}
	return add(f, inventory.Other+"country", s.Country)
}

// String writes an identifier with its scheme.
func (i identifier) String() string {
	if i.Scheme == "" || i.ID == "" {
		return i.ID
	}
	return i.Scheme + ":" + i.ID
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
