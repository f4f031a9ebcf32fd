package lists

import (
	"regexp"
	"strings"
	"unicode"

	"caveat.example/caveat/internal/edition"
)

var (
	also      = regexp.MustCompile(`(?i)\b(?:a\.?\s?k\.?\s?a\.?|also known as|d/b/a|doing business as)[,:]?(?:\s|$)`)
	formerly  = regexp.MustCompile(`(?i)\b(?:f\.?\s?k\.?\s?a\.?|formerly(?: known as)?|n/k/a)[,:]?(?:\s|$)`)
	mark      = regexp.MustCompile(`(?i)\s*[,;]?\s*(?:the following\b.*?:\s*)?\b(?:a\.?\s?k\.?\s?a\.?|f\.?\s?k\.?\s?a\.?|also known as|formerly known as|formerly|d/b/a|doing business as)[,:]?\s+`)
	lead      = regexp.MustCompile(`(?i)^(?:(?:and|or)(?:,?\s+|$))?(?:the following [\w-]+ alias(?:es)?:\s*)?`)
	following = regexp.MustCompile(`(?i),?\s*(?:a\.k\.a\.,?\s*)?the following [\w-]+ alias(?:es)?:?$`)
	acronym   = regexp.MustCompile(`^[A-Z][A-Z0-9&\-]{1,11}$`)
	reach     = regexp.MustCompile(`(?i),?\s+(?:and|including)\s+(?:all\s+)?(?:its\s+|their\s+)?(?:\w+\s+)?(?:subsidiaries|affiliates)(?:\s+(?:and|or)\s+(?:subsidiaries|affiliates))?\.?$`)
)

// Printed adds a name as a list prints it, and what lies in it: other names
// after "a.k.a." or in brackets, former names after "f.k.a.", an acronym in
// brackets at the end (which is weak), the name without a closing "and
// subsidiaries". A primary name is also added as it stands, first.
func Printed(e *edition.Entry, text string, kind edition.NameKind, at string) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), " ;,")
	low := strings.ToLower(text)
	if strings.Contains(low, "following") {
		text = following.ReplaceAllString(text, "")
	}
	if text == "" {
		return
	}
	rest := kind
	if rest == edition.Primary {
		e.Name(text, kind, at)
		rest = edition.Alias
	}
	if strings.Contains(low, "subsidiar") || strings.Contains(low, "affiliate") {
		if m := reach.FindStringIndex(text); m != nil {
			e.Remark("the list says: " + strings.Trim(text[m[0]:], " ,."))
			if text = text[:m[0]]; text == "" {
				return
			}
		}
	}
	outer, inner, ok := brackets(text)
	switch {
	case !ok && hasMark(low) && mark.MatchString(text[1:]):
		m := mark.FindStringIndex(text[1:])
		e.Name(strings.Trim(text[:m[0]+1], " ,;("), rest, at)
		spread(e, text[m[0]+1:], rest, at)
	case ok && (also.MatchString(inner) || formerly.MatchString(inner)):
		e.Name(outer, rest, at)
		spread(e, inner, rest, at)
	case ok && acronym.MatchString(inner):
		e.Name(outer, rest, at)
		e.Name(inner, edition.Weak, at)
	case ok && edition.Script(inner) != "":
		e.Name(outer, rest, at)
		e.Name(inner, edition.Native, at)
	default:
		e.Name(text, rest, at)
	}
}

// hasMark says quickly that a text has none of the words of mark.
func hasMark(low string) bool {
	for _, w := range []string{"k.a", "k. a", "aka", "fka", "known", "formerly", "d/b/a", "doing"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// spread adds the names in a run such as "a.k.a., One; Two; f.k.a., Three".
func spread(e *edition.Entry, run string, kind edition.NameKind, at string) {
	for _, part := range SplitAliases(run) {
		k := kind
		if formerly.MatchString(part) {
			k = edition.Former
		}
		for _, name := range mark.Split(" "+part, -1) {
			name = strings.Trim(lead.ReplaceAllString(strings.Trim(name, " ,;()"), ""), " ,;()")
			if letters(name) >= 2 && !strings.HasSuffix(name, ":") {
				e.Name(name, k, at)
			}
		}
	}
}

// brackets splits "Outer (inner)" with the brackets at the end, a full stop or
// comma after them allowed.
func brackets(text string) (outer, inner string, ok bool) {
	text = strings.TrimRight(text, " .,*")
	if !strings.HasSuffix(text, ")") {
		return "", "", false
	}
	depth := 0
	for i := len(text) - 1; i > 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				outer, inner = strings.TrimSpace(text[:i]), text[i+1:len(text)-1]
				return outer, strings.TrimSpace(inner), outer != ""
			}
		}
	}
	return "", "", false
}

// SplitAliases splits a run of names at semicolons and line ends, but not
// inside brackets.
func SplitAliases(run string) []string {
	var out []string
	depth, start := 0, 0
	add := func(end int) {
		if s := strings.Trim(run[start:end], " ,;\t\r\n"); s != "" {
			out = append(out, s)
		}
		start = end + 1
	}
	for i := range len(run) {
		switch run[i] {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case '\n':
			add(i)
		case ';':
			if depth == 0 {
				add(i)
			}
		}
	}
	if start <= len(run) {
		add(len(run))
	}
	return out
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// street recognises text that tells where, not who. A house number must stand
// with a word of an address, or a post box or post code be written out.
var (
	street = regexp.MustCompile(`(?i)\b(?:street|st|road|rd|avenue|ave|blvd|boulevard|lane|way|highway|hwy|building|bldg|floor|room|suite|office|apt|district|drive|square|sq|embankment|prospekt|pr|prospect|ul|ulitsa|str|naberezhnaya|nab|proezd|shosse|pereulok|tower|block|plaza|passage|house|mah|sokak|zone|complex)\b\.?`)
	postal = regexp.MustCompile(`(?i)\bp\.?\s?o\.?\s?box\b|\b\d{5,6}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\(address:|see (?:also )?(?:alternate )?address`)
	breaks = regexp.MustCompile(`(?:[.,]|Address:)\s+`)
)

// Address reports whether text tells where rather than who.
func Address(text string) bool {
	switch {
	case postal.MatchString(text):
		return true
	case !street.MatchString(text):
		return false
	}
	return strings.ContainsAny(text, "0123456789") && strings.Contains(text, ",") || len(text) > 90 && strings.Count(text, ",") >= 3
}

// NameBeforeAddress splits an alias into which an address was run: "M.A.G.
// Tech, 5762 Royalmount Ave, Montreal" is M.A.G. Tech. ok is false when it
// cannot be told where the name ends.
func NameBeforeAddress(text string) (name string, ok bool) {
	if place.MatchString(text) {
		return "", false // it is all address
	}
	for _, m := range breaks.FindAllStringIndex(text, -1) {
		head, tail := strings.TrimSpace(text[:m[0]]), text[m[1]:]
		if letters(head) < 2 || Address(head) {
			return "", false
		}
		if r := []rune(tail); len(r) > 0 && (unicode.IsDigit(r[0]) || startsPlace(tail)) && !company(tail) {
			head = strings.Trim(sentence.ReplaceAllString(head, "$1"), " ,.(")
			if strings.ContainsAny(head, "0123456789") && street.MatchString(head) {
				return "", false // part of the address is left on it
			}
			return head, true
		}
	}
	return "", false
}

// sentence finds the first words of an address that were left behind a name:
// "Sovfracht Management Company, LLC. Dobroslobodskaya".
var sentence = regexp.MustCompile(`(?i)^(.*\b(?:llc|ltd|inc|ojsc|cjsc|jsc|pjsc|co|corp)|.*')\.'? [\p{L}-]+(?: (?:street|st|road|avenue|lane))?$`)

var (
	place    = regexp.MustCompile(`(?i)^(?:p\.?\s?o\.?\s?box|no\.?\s*\d|suite|room|floor|office|unit|building|bldg|block|\d|ul\.|pr\.|d\.|house|street|address)`)
	house    = regexp.MustCompile(`^\p{Lu}\p{L}+ \d+[A-Za-z]?$`) // "Ordzhonikidze 10"
	endsWith = regexp.MustCompile(`(?i)^(?:ltd|llc|inc|co|corp|limited|company|gmbh|s\.?a|jsc|pjsc|oao|ooo|zao)\b`)
)

func startsPlace(s string) bool {
	if place.MatchString(s) {
		return true
	}
	first, _, _ := strings.Cut(s, ",")
	if house.MatchString(first) {
		return true
	}
	return street.MatchString(first) && len(first) < 60
}

func company(s string) bool { return endsWith.MatchString(s) }

// PrimaryFirst adds a name as Printed does; a primary name that comes after
// others is moved to the front.
func PrimaryFirst(e *edition.Entry, name string, kind edition.NameKind, at string) {
	n := len(e.Names)
	if kind == edition.Primary && n > 0 && e.Names[0].Kind == edition.Primary {
		kind = edition.Alias // a second primary name, as UK lists give for each address or spelling
	}
	Printed(e, name, kind, at)
	if kind == edition.Primary && n > 0 && len(e.Names) > n {
		first := e.Names[n]
		copy(e.Names[1:n+1], e.Names[:n])
		e.Names[0] = first
	}
}
