package lists

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"caveat.example/caveat/internal/edition"
)

// Day reads a date in one of the layouts of package time. It returns "" for
// no date, and ok false for text that is none of them.
func Day(text string, layouts ...string) (day edition.Day, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", true
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, text); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// From and Until set an entry's days, and remark on a date that could not be
// read: such an entry counts as on the list.
func From(e *edition.Entry, text string, layouts ...string) {
	day, ok := Day(text, layouts...)
	if !ok {
		e.Remark("date of listing not read: " + text)
	}
	e.From = day
}

// Until is like From, for the first day off the list.
func Until(e *edition.Entry, text string, layouts ...string) {
	day, ok := Day(text, layouts...)
	if !ok {
		e.Remark("date of delisting not read: " + text)
	}
	e.Until = day
}

// Identifier adds an official number under its scheme: kind is what the
// publication calls it, country where it says so (ISO code or name). Kinds
// that identify a natural person, or nobody, are left out.
func Identifier(e *edition.Entry, kind, value, country string) {
	if e.Kind == edition.Person {
		return
	}
	if s := scheme(strings.ToLower(kind), value, strings.ToLower(country)); s != "" {
		e.Identify(s, value)
	}
}

func scheme(kind, value, country string) string {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(kind, w) {
				return true
			}
		}
		return false
	}
	russia := country == "ru" || strings.HasPrefix(country, "russia")
	digits := strings.IndexFunc(value, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
	switch {
	case has("unified social credit", "uscc"):
		return "uscc"
	case has("legal entity number", "legal entity identifier", "leicode") || kind == "lei":
		return "lei"
	case has("isin"):
		return "isin"
	case has("d-u-n-s", "duns"):
		return "duns"
	case has("cage"):
		return "cage"
	case has("uniqueentityid", "unique entity") || kind == "uei":
		return "uei"
	case has("ticker"):
		return "stock"
	case has("ogrn"):
		return "ogrn"
	case has("inncode") || kind == "inn":
		return "inn"
	case has("imo"):
		return "imo"
	case has("tax id", "taxnumber", "tax number") && russia && digits && (len(value) == 10 || len(value) == 12):
		return "inn"
	case has("registration", "company number", "business number", "enterprise number", "commercial regist") && russia && digits && len(value) == 13:
		return "ogrn"
	case has("registration", "company number") && (country == "gb" || country == "united kingdom"):
		return "gb-coh"
	case has("tax id", "taxnumber", "tax number", "vat"):
		return "tax" + suffix(country)
	case has("registration", "company number", "business number", "enterprise number", "commercial regist", "trade license", "chamber of commerce"):
		return "reg" + suffix(country)
	}
	return ""
}

func suffix(country string) string {
	if len(country) == 2 {
		return "-" + country
	}
	return ""
}

// remarked finds the numbers in remarks such as OFAC's: "Registration Number
// 1027700070364 (Russia); Tax ID No. 7703213534 (Russia)".
var remarked = regexp.MustCompile(`^(?:alt\. )?(Unified Social Credit Code \(USCC\)|Legal Entity Number|ISIN|D-U-N-S Number|Equity Ticker|Tax ID No\.|Registration (?:Number|ID)|Company Number|Business (?:Registration )?Number|Enterprise Number|Trade License No\.|Chamber of Commerce Number|Commercial Registry Number|Vessel Registration Identification IMO)\s+(\S+?)(?:\s+\(([^)]+)\))?\.?$`)

// Remarks reads what OFAC writes into a remark: weak aliases in quotation
// marks, official numbers, the day of listing. Everything else, birth dates
// and documents among it, is left in the source.
func Remarks(e *edition.Entry, text, at string) {
	for _, part := range strings.Split(text, ";") {
		part = strings.TrimSpace(part)
		if m := weakAlias.FindStringSubmatch(part); m != nil {
			e.Name(m[2], edition.Weak, at)
			continue
		}
		if m := remarked.FindStringSubmatch(part); m != nil {
			Identifier(e, m[1], m[2], m[3])
			continue
		}
		if m := listed.FindStringSubmatch(part); m != nil && e.From == "" {
			From(e, m[1], "02 Jan 2006")
		}
	}
}

var (
	weakAlias = regexp.MustCompile(`^(?:alt\. )?([af])\.k\.a\. '(.+)'\.?$`)
	listed    = regexp.MustCompile(`^Listing Date \([^)]*\):? (\d{2} \w{3} \d{4})\.?$`)
)

// KindOf turns a publication's word for what an entry names into a Kind.
func KindOf(word string) edition.Kind {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "individual", "person", "p", "persons":
		return edition.Person
	case "entity", "enterprise", "organization", "organisation", "company", "legalentity", "publicbody", "e", "undertaking":
		return edition.Organisation
	case "vessel", "ship":
		return edition.Vessel
	case "aircraft", "airplane":
		return edition.Aircraft
	}
	return edition.NotStated
}
