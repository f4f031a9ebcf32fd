// Package eufsf knows the European Union's consolidated list of financial
// sanctions, as the CSV file (version 1.1) of its Financial Sanctions Files. It
// has one row for each name, address, birth date or document of an entity, all
// of which begin with the entity's number. Built from published descriptions
// of the 118 columns, and compared with what public programs read; no whole file
// was seen.
package eufsf

import (
	"fmt"
	"strings"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the consolidated file.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "eu-fsf", Version: 1, List: "eu-fsf", Title: "EU consolidated list of financial sanctions",
		Home: "https://webgate.ec.europa.eu/fsd/fsf", Formats: "CSV 1.1",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ';', "fileGenerationDate", "Entity_LogicalId", "NameAlias_WholeName")
}

// table is made once: every block of the file has its own columns, and most
// blocks those of the regulation that they rest on.
func table() lists.Table {
	t := lists.Table{Comma: ';', Columns: []string{"fileGenerationDate"}}
	blocks := []struct{ name, columns string }{
		{"Entity", "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails Remark SubjectType SubjectType_ClassificationCode"},
		{"NameAlias", "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function LogicalId RegulationLanguage Remark"},
		{"Address", "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark"},
		{"BirthDate", "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode Region Place City CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark"},
		{"Identification", "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark"},
		{"Citizenship", "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark"},
	}
	for _, b := range blocks {
		for c := range strings.FieldsSeq(b.columns + " Regulation_Type Regulation_OrganisationType Regulation_PublicationDate Regulation_EntryIntoForceDate Regulation_NumberTitle Regulation_Programme Regulation_PublicationUrl") {
			t.Columns = append(t.Columns, b.name+"_"+c)
		}
	}
	must := map[string]bool{"fileGenerationDate": true, "Entity_LogicalId": true, "NameAlias_WholeName": true}
	for _, c := range t.Columns {
		if !must[c] {
			t.Optional = append(t.Optional, c)
		}
	}
	return t
}

// Import reads one file. The rows of an entity stand together; its entry is
// told when the next one begins. When an entity comes again later, its further
// rows make an entry of their own.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		var e edition.Entry
		var held bool
		for row, err := range table().Rows(f, out) {
			if err != nil {
				return err
			}
			id := row.Get("Entity_LogicalId")
			if id == "" {
				if err := out.Reject(row.At, "no Entity_LogicalId"); err != nil {
					return err
				}
				continue
			}
			if held && e.ID == id {
				out.Merge(row.At)
			} else {
				if held {
					if err := out.Load(e); err != nil {
						return err
					}
				}
				e, held = edition.Entry{ID: id, Origin: row.At}, true
				if err := published(row, out); err != nil {
					return err
				}
			}
			add(&e, row)
		}
		if held {
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func published(row lists.Row, out *edition.Draft) error {
	text := row.Get("fileGenerationDate")
	day, ok := lists.Day(text, "02/01/2006", time.DateOnly)
	if !ok {
		return fmt.Errorf("%s: fileGenerationDate %q is no date: %w", row.At, text, fault.Invalid)
	}
	out.Published(day)
	return nil
}

// add puts what a row says on its entity.
func add(e *edition.Entry, row lists.Row) {
	if e.Kind == edition.NotStated {
		e.Kind = lists.KindOf(row.Get("Entity_SubjectType_ClassificationCode"))
	}
	if e.Kind == edition.NotStated {
		e.Kind = lists.KindOf(row.Get("Entity_SubjectType"))
	}
	if e.Cite == "" {
		e.Cite = strings.TrimSpace(row.Get("Entity_EU_ReferenceNumber") + " " + row.Get("Entity_Regulation_NumberTitle"))
	}
	if p := row.Get("Entity_Regulation_Programme"); p != "" && len(e.Programmes) == 0 {
		e.Programmes = []string{p}
	}
	name := row.Get("NameAlias_WholeName")
	if name == "" {
		name = strings.Join(strings.Fields(row.Get("NameAlias_FirstName")+" "+row.Get("NameAlias_MiddleName")+" "+row.Get("NameAlias_LastName")), " ")
	}
	kind := edition.Alias
	remark := strings.ToLower(row.Get("NameAlias_Remark"))
	switch {
	case len(e.Names) == 0:
		kind = edition.Primary
	case strings.Contains(remark, "low quality"), strings.Contains(remark, "weak"):
		kind = edition.Weak
	case strings.Contains(remark, "f.k.a"), strings.Contains(remark, "formerly"):
		kind = edition.Former
	}
	lists.Printed(e, name, kind, row.At.String())
	e.Country(row.Get("Address_CountryIso2Code"))
	lists.Identifier(e, row.Get("Identification_TypeDescription")+" "+row.Get("Identification_TypeCode"), row.Get("Identification_Number"), row.Get("Identification_CountryIso2Code"))
	if e.From == "" {
		text := row.Get("Entity_DesignationDate")
		if text == "" {
			text = row.Get("Entity_Regulation_EntryIntoForceDate")
		}
		lists.From(e, text, time.DateOnly, "02/01/2006")
	}
}
