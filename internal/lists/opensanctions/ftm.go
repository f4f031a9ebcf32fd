// Package opensanctions knows the exports of OpenSanctions: the FollowTheMoney
// entities (also nested), the simple table of targets, and the delta from one
// export to the next.
package opensanctions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// FtM reads entities.ftm.json and targets.nested.json.
type FtM struct{}

// About describes the form.
func (FtM) About() lists.About {
	return lists.About{
		Kind: "opensanctions-ftm", Version: 2, List: "opensanctions", Title: "OpenSanctions export",
		Home: "https://www.opensanctions.org/datasets/", Formats: "FollowTheMoney entities, JSON Lines",
	}
}

// Accepts knows a FollowTheMoney entity by its keys.
func (FtM) Accepts(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) && lists.HasKeys(line, "id", "schema", "properties") && !lists.HasKeys(line, "op", "entity")
}

// An entity is one FollowTheMoney entity. Values of properties are texts, or
// in the nested form whole entities, which are left out.
type entity struct {
	ID         string                     `json:"id"`
	Caption    string                     `json:"caption"`
	Schema     string                     `json:"schema"`
	Properties map[string]json.RawMessage `json:"properties"`
	Datasets   []string                   `json:"datasets"`
	LastSeen   string                     `json:"last_seen"`
	Target     *bool                      `json:"target"`
}

func (e *entity) texts(property string) []string {
	raw := e.Properties[property]
	if len(raw) == 0 {
		return nil
	}
	var one string
	if json.Unmarshal(raw, &one) == nil { // some exporters write a single value bare
		return []string{one}
	}
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) != nil {
		return nil
	}
	var out []string
	for _, m := range many {
		if json.Unmarshal(m, &one) == nil {
			out = append(out, one)
		}
	}
	return out
}

func (e *entity) first(property string) string {
	if t := e.texts(property); len(t) > 0 {
		return slices.Min(t)
	}
	return ""
}

// parties are the schemata that can be named on a list.
var parties = map[string]edition.Kind{
	"Person": edition.Person, "Company": edition.Organisation, "Organization": edition.Organisation, "PublicBody": edition.Organisation,
	"LegalEntity": edition.NotStated, "Vessel": edition.Vessel, "Airplane": edition.Aircraft,
}

// maxSanctions bounds the sanctions whose dates are held between the two
// readings of a file.
const maxSanctions = 5_000_000

// A sanction is what a Sanction entity says of the party that it is about.
type sanction struct {
	from, until edition.Day
	open        bool // one of several sanctions has no end
	programmes  []string
}

// Import reads each file twice: first the Sanction entities, whose dates and
// programmes belong to parties that may stand before or after them. It holds
// those, and eight bytes for each party.
func (FtM) Import(in lists.Input, out *edition.Draft) error {
	var sets common
	first := make([]read1, len(in.Files))
	for i, f := range in.Files {
		var err error
		if first[i], err = sanctions(f, &sets); err != nil {
			return err
		}
	}
	sets.name(in, out)
	for i, f := range in.Files {
		known, held := first[i].known, first[i].held
		for o, err := range lists.Lines(f, out) {
			if err != nil {
				return err
			}
			var e entity
			if err := json.Unmarshal(o.Data, &e); err != nil || e.ID == "" || e.Schema == "" {
				err = out.Reject(o.At, "no FollowTheMoney entity")
				if err != nil {
					return err
				}
				continue
			}
			seen(e, out)
			if err := tell(e, o.At, known, held, out); err != nil {
				return err
			}
		}
	}
	return nil
}

func seen(e entity, out *edition.Draft) {
	if len(e.LastSeen) >= len(time.DateOnly) {
		if day, ok := lists.Day(e.LastSeen[:len(time.DateOnly)], time.DateOnly); ok {
			out.Newest(day)
		}
	}
}

func tell(e entity, at cite.Origin, known map[uint64]bool, held map[string]*sanction, out *edition.Draft) error {
	if e.Schema == "Sanction" {
		if t := e.texts("entity"); len(t) > 0 && known[hash(t[0])] {
			out.Merge(at)
			return nil
		}
		return out.SetAside(at, "schema Sanction: its party is not in the file")
	}
	if _, ok := parties[e.Schema]; !ok {
		return out.SetAside(at, "schema "+e.Schema+" names no party")
	}
	if e.Target != nil && !*e.Target {
		return out.SetAside(at, "named in the data, but not a target: on none of the lists")
	}
	entry := e.entry(at)
	if s := held[e.ID]; s != nil {
		entry.From, entry.Programmes = s.from, append(entry.Programmes, s.programmes...)
		if !s.open {
			entry.Until = s.until
		}
	}
	return out.Load(entry)
}

func (e *entity) entry(at cite.Origin) edition.Entry {
	out := edition.Entry{ID: e.ID, Kind: parties[e.Schema], Programmes: slices.Clone(e.Datasets), Origin: at}
	out.Name(e.Caption, edition.Primary, "")
	names := e.texts("name")
	if len(out.Names) == 0 && len(names) > 0 {
		out.Name(names[0], edition.Primary, "")
	}
	for _, p := range []struct {
		property string
		kind     edition.NameKind
	}{{"name", edition.Alias}, {"alias", edition.Alias}, {"previousName", edition.Former}, {"weakAlias", edition.Weak}, {"abbreviation", edition.Weak}} {
		for _, n := range e.texts(p.property) {
			out.Name(n, p.kind, "")
		}
	}
	for _, p := range []string{"country", "jurisdiction", "mainCountry", "flag"} {
		for _, c := range e.texts(p) {
			out.Country(c)
		}
	}
	country := e.first("jurisdiction") + e.first("country")
	for _, p := range []string{"leiCode", "innCode", "ogrnCode", "uniqueEntityId", "isin", "isinCode", "imoNumber", "dunsCode", "cageCode", "uscCode", "ticker", "registrationNumber", "taxNumber"} {
		kind := map[string]string{"uscCode": "uscc", "registrationNumber": "registration", "imoNumber": "imo"}[p]
		if kind == "" {
			kind = p
		}
		for _, v := range e.texts(p) {
			lists.Identifier(&out, kind, v, country[:min(2, len(country))])
		}
	}
	out.Cite = e.first("sourceUrl")
	return out
}

// A read1 is what the first reading of a file found.
type read1 struct {
	known map[uint64]bool      // the parties there are
	held  map[string]*sanction // what is said of them
}

// sanctions reads what the Sanction entities say, and which parties there are.
func sanctions(f lists.File, sets *common) (read1, error) {
	known, held := map[uint64]bool{}, map[string]*sanction{}
	err := lists.Peek(f, func(data []byte) error {
		var e entity
		if json.Unmarshal(data, &e) != nil {
			return nil // rejected at the second reading
		}
		if _, ok := parties[e.Schema]; ok {
			known[hash(e.ID)] = true
			sets.add(e.Datasets)
		}
		if t := e.texts("entity"); e.Schema == "Sanction" && len(t) > 0 {
			if len(held) >= maxSanctions {
				return fmt.Errorf("%s: more than %d sanctions: %w", f.Source.Name, maxSanctions, fault.Limit)
			}
			s := held[t[0]]
			if s == nil {
				s = &sanction{}
				held[t[0]] = s
			}
			s.add(&e)
		}
		return nil
	})
	return read1{known, held}, err
}

func (s *sanction) add(e *entity) {
	from, until := e.first("listingDate"), e.first("endDate")
	if from == "" {
		from = e.first("startDate")
	}
	if day, ok := lists.Day(from, time.DateOnly); ok && day != "" && (s.from == "" || day < s.from) {
		s.from = day
	}
	if day, ok := lists.Day(until, time.DateOnly); ok && day != "" {
		s.until = max(s.until, day)
	} else {
		s.open = true
	}
	for _, p := range append(e.texts("programId"), e.texts("program")...) {
		if p = strings.TrimSpace(p); p != "" && !slices.Contains(s.programmes, p) && len(s.programmes) < 50 {
			s.programmes = append(s.programmes, p)
		}
	}
}

func hash(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // a hash never fails
	return h.Sum64()
}
