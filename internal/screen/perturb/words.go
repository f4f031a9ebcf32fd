package perturb

import (
	"slices"
	"strings"
)

// forms are the legal forms that are put for one another, with those that stand
// in front.
var (
	forms  = []string{"Ltd", "Limited", "Co., Ltd.", "LLC", "Inc.", "GmbH", "S.A.", "JSC", "Corp.", "FZE", "Pte Ltd", "B.V.", "PLC"}
	fronts = []string{"OOO", "JSC", "SIA", "UAB", "PT", "LLC", "ZAO", "M/s"}
	ends   = [][]string{
		{"co", "ltd"},
		{"co", "limited"},
		{"company", "limited"},
		{"ltd"},
		{"limited"},
		{"llc"},
		{"inc"},
		{"gmbh"},
		{"sa"},
		{"jsc"},
		{"corp"},
		{"corporation"},
		{"fze"},
		{"pte", "ltd"},
		{"pvt", "ltd"},
		{"plc"},
		{"bv"},
		{"company"},
		{"co"},
	}
)

func bare(word string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,()", r) {
			return -1
		}
		return r
	}, word))
}

// form puts a legal form for the one that a name has, behind it or in front.
func (w *Writer) form(kind, text string) (string, bool) {
	switch kind {
	case "legal added":
		return text + " " + forms[w.IntN(len(forms))], true
	case "legal front":
		return fronts[w.IntN(len(fronts))] + " " + text, true
	}
	words := strings.Fields(text)
	for _, end := range ends {
		n := len(words) - len(end)
		if n < 1 {
			continue
		}
		tail := make([]string, len(end))
		for i, word := range words[n:] {
			tail[i] = bare(word)
		}
		if slices.Equal(tail, end) {
			name := strings.TrimRight(strings.Join(words[:n], " "), ",")
			return name + " " + forms[w.IntN(len(forms))], true
		}
	}
	return "", false
}

// abbreviations are what clerks write for long words.
var abbreviations = map[string]string{
	"communications": "COMM", "communication": "COMM", "technology": "TECH", "technologies": "TECH", "group": "GRP", "services": "SRVCES",
	"service": "SVC", "international": "INTL", "company": "COMP", "manufacturing": "MFG", "engineering": "ENG", "industries": "IND",
	"industry": "IND", "industrial": "INDL", "corporation": "CORP", "limited": "LTD", "trading": "TRDG", "development": "DEV",
	"management": "MGMT", "electronics": "ELEC", "national": "NATL", "institute": "INST", "university": "UNIV", "equipment": "EQPT",
	"holdings": "HLDGS", "holding": "HLDG", "systems": "SYS", "system": "SYS", "research": "RES", "general": "GEN", "government": "GOVT",
	"department": "DEPT", "association": "ASSN", "transport": "TRANSP", "investment": "INV", "investments": "INV", "center": "CTR",
	"centre": "CTR", "laboratory": "LAB", "production": "PROD", "scientific": "SCI", "enterprise": "ENT", "enterprises": "ENT",
	"distribution": "DISTR", "construction": "CONSTR", "organization": "ORG", "petrochemical": "PETROCHEM", "brothers": "BROS",
}

// abbreviate writes every word so for which there is an abbreviation.
func abbreviate(text string) (string, bool) {
	words, any := strings.Fields(text), false
	for i, word := range words {
		if short, ok := abbreviations[bare(word)]; ok {
			words[i], any = short, true
		}
	}
	return strings.Join(words, " "), any
}

// accents and lookalikes put other letters for plain ones.
var (
	accents = map[rune]rune{
		'a': 'á', 'e': 'é', 'i': 'í', 'o': 'ô', 'u': 'ú', 'n': 'ñ', 'c': 'ç', 's': 'š', 'z': 'ž',
		'A': 'Á', 'E': 'É', 'I': 'Í', 'O': 'Ô', 'U': 'Ú', 'N': 'Ñ', 'C': 'Ç', 'S': 'Š', 'Z': 'Ž',
	}
	lookalikes = map[rune]rune{
		'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'x': 'х', 'i': 'і', 'A': 'А', 'E': 'Е', 'O': '0',
		'P': 'Р', 'C': 'С', 'X': 'Х', 'I': '1', 'H': 'Н', 'T': 'Т', 'K': 'К', 'M': 'М', 'B': 'В',
	}
)
