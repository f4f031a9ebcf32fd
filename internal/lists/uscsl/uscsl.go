// Package uscsl knows the United States' Consolidated Screening List: thirteen
// lists of three departments in one file, as CSV (with or without the column
// _id) and as the JSON of the download and of the search service. Each entry
// carries the id of the list that it is on.
package uscsl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the Consolidated Screening List.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-csl", Version: 1, List: "us-csl", Title: "US Consolidated Screening List",
		Home: "https://www.trade.gov/consolidated-screening-list", Formats: "CSV, JSON",
	}
}

// Accepts knows the CSV by its heading and the JSON by its keys.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "source", "entity_number", "alt_names", "source_list_url") ||
		(isJSON(head) && lists.HasKeys(head, "source_list_url", "source", "name") && (lists.HasKeys(head, "results") || lists.HasKeys(head, "alt_names")))
}

func isJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// Import reads one file, in either form.
func (i Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		head := make([]byte, 64)
		n, _ := f.R.Read(head) // an error comes again below
		if _, err := f.R.Seek(0, 0); err != nil {
			return fmt.Errorf("%s: %w", f.Source.Name, err)
		}
		read := i.csv
		if isJSON(head[:n]) {
			read = i.json
		}
		if err := read(f, out); err != nil {
			return err
		}
	}
	return nil
}

// listIDs are the lists that the publication consolidates, by the
// abbreviation in brackets in its column "source".
var listIDs = map[string]string{
	"EL": "us-bis-entity-list", "DPL": "us-bis-dpl", "UVL": "us-bis-uvl", "MEU": "us-bis-meu",
	"SDN": "us-ofac-sdn", "SSI": "us-ofac-ssi", "FSE": "us-ofac-fse", "PLC": "us-ofac-plc", "CAP": "us-ofac-capta",
	"NS-MBS List": "us-ofac-ns-mbs", "CMIC": "us-ns-cmic", "ISN": "us-state-isn", "DTC": "us-state-dtc",
}

// list finds the id of the list that a row is of. A list that is new to the
// publication gets an id of its own and a remark: its entries are not dropped.
func list(e *edition.Entry, source string) {
	_, rest, _ := strings.Cut(source, "(")
	short, _, _ := strings.Cut(rest, ")")
	if id, ok := listIDs[short]; ok {
		e.List = id
		return
	}
	e.List = "us-csl-other"
	e.Remark("a list that is new to the publication: " + source)
}

var table = lists.Table{
	Columns: []string{
		"source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date",
		"standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage",
		"vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities",
		"places_of_birth", "source_information_url", "ids", "_id", "country",
	},
	Optional: []string{"_id", "country"},
}

func (Importer) csv(f lists.File, out *edition.Draft) error {
	for row, err := range table.Rows(f, out) {
		if err != nil {
			return err
		}
		r := record{
			ID: row.Get("_id"), Source: row.Get("source"), Number: row.Get("entity_number"), Type: row.Get("type"), Name: row.Get("name"),
			Notice: row.Get("federal_register_notice"), Start: row.Get("start_date"), End: row.Get("end_date"), Remarks: row.Get("remarks"),
			Requirement: row.Get("license_requirement"), Programs: lists.SplitAliases(row.Get("programs")), Alt: lists.SplitAliases(row.Get("alt_names")),
		}
		for _, a := range lists.SplitAliases(row.Get("addresses")) {
			if at := strings.LastIndex(a, ", "); at >= 0 || len(a) == 2 {
				r.Addresses = append(r.Addresses, address{Country: a[at+1:]})
			}
		}
		for _, id := range lists.SplitAliases(row.Get("ids")) {
			p := strings.Split(id, ", ")
			if len(p) < 2 {
				continue
			}
			n := number{Type: p[0], Number: p[1]}
			if len(p) > 2 && len(p[2]) == 2 {
				n.Country = p[2]
			}
			r.IDs = append(r.IDs, n)
		}
		if err := out.Load(r.entry(row.At)); err != nil {
			return err
		}
	}
	return nil
}

type address struct {
	Address    string `json:"address"`
	City       string `json:"city"`
	State      string `json:"state"`
	PostalCode string `json:"postal_code"`
	Country    string `json:"country"`
}

type number struct {
	Type       string `json:"type"`
	Number     string `json:"number"`
	Country    string `json:"country"`
	IssueDate  string `json:"issue_date"`
	Expiration string `json:"expiration_date"`
}

// A record is one object of the JSON form. What is not used is named so that a
// new key is noticed, and left where it is.
type record struct {
	ID          string          `json:"id"`
	Source      string          `json:"source"`
	Number      string          `json:"entity_number"`
	Type        string          `json:"type"`
	Programs    []string        `json:"programs"`
	Name        string          `json:"name"`
	Title       json.RawMessage `json:"title"`
	Addresses   []address       `json:"addresses"`
	Notice      string          `json:"federal_register_notice"`
	Start       string          `json:"start_date"`
	End         string          `json:"end_date"`
	Order       json.RawMessage `json:"standard_order"`
	Requirement string          `json:"license_requirement"`
	Policy      json.RawMessage `json:"license_policy"`
	CallSign    json.RawMessage `json:"call_sign"`
	VesselType  json.RawMessage `json:"vessel_type"`
	Tonnage     json.RawMessage `json:"gross_tonnage"`
	Registered  json.RawMessage `json:"gross_registered_tonnage"`
	Flag        json.RawMessage `json:"vessel_flag"`
	Owner       json.RawMessage `json:"vessel_owner"`
	Remarks     string          `json:"remarks"`
	ListURL     json.RawMessage `json:"source_list_url"`
	Alt         []string        `json:"alt_names"`
	Citizen     json.RawMessage `json:"citizenships"`
	Born        json.RawMessage `json:"dates_of_birth"`
	Nation      json.RawMessage `json:"nationalities"`
	BornAt      json.RawMessage `json:"places_of_birth"`
	InfoURL     json.RawMessage `json:"source_information_url"`
	IDs         []number        `json:"ids"`
	Country     string          `json:"country"`
	Score       json.RawMessage `json:"score"`
}

func (r record) entry(at cite.Origin) edition.Entry {
	e := edition.Entry{ID: r.ID, Kind: lists.KindOf(r.Type), Programmes: r.Programs, Cite: r.Notice, Note: r.Requirement, Origin: at}
	if e.ID == "" {
		e.ID = r.Number
	}
	list(&e, r.Source)
	lists.Printed(&e, r.Name, edition.Primary, "")
	for _, a := range r.Alt {
		lists.Printed(&e, a, edition.Alias, "")
	}
	for _, a := range r.Addresses {
		e.Country(a.Country)
	}
	e.Country(r.Country)
	for _, n := range r.IDs {
		lists.Identifier(&e, n.Type, n.Number, n.Country)
	}
	lists.From(&e, r.Start, time.DateOnly)
	lists.Until(&e, r.End, time.DateOnly)
	lists.Remarks(&e, r.Remarks, "")
	return e
}

// page are the keys beside the results, of the search service.
type page struct {
	total, results int
	at             string
}

func (Importer) json(f lists.File, out *edition.Draft) error {
	var p page
	key := "results"
	first := make([]byte, 1)
	if _, err := f.R.Read(first); err == nil && first[0] == '[' {
		key = ""
	}
	if _, err := f.R.Seek(0, 0); err != nil {
		return fmt.Errorf("%s: %w", f.Source.Name, err)
	}
	for o, err := range lists.Array(f, key, p.key, out) {
		if err != nil {
			return err
		}
		var r record
		reason, err := lists.Strict(o, &r)
		if err != nil {
			return err
		}
		if p.results++; reason != "" {
			err = out.Reject(o.At, reason)
		} else {
			err = out.Load(r.entry(o.At))
		}
		if err != nil {
			return err
		}
	}
	if p.total > p.results {
		out.Torn(fmt.Sprintf("%s: it holds %d of %d results: one page of a search is not the list", f.Source.Name, p.results, p.total))
	}
	if day, ok := lists.Day(p.at, time.RFC3339, time.DateOnly); ok && day != "" {
		out.Published(day)
	}
	return nil
}

func (p *page) key(key string, value json.RawMessage) error {
	switch key {
	case "total":
		return json.Unmarshal(value, &p.total)
	case "search_performed_at":
		return json.Unmarshal(value, &p.at)
	case "offset", "sources_used", "sources":
		return nil
	}
	return fmt.Errorf("key %q is not known: the publication changed its form; please report it: %w", key, fault.Invalid)
}
