package assess

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Facts are a fact pattern: what is known of one act with one thing. A key
// that is absent, or says "unknown", is not known. Keys and words are those of
// law/vocabulary.yaml.
type Facts map[string][]string

// get returns the first value of a fact, "" when it is not known.
func (f Facts) get(key string) string {
	if v := f[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Normal checks facts against the vocabulary and brings them into its form. It
// reports every unknown key, word and day, and every pair that contradicts
// each other; contradicted facts count as unknown.
func (w *Words) Normal(raw Facts) (facts Facts, contradictions []string, errs []error) {
	facts = Facts{}
	for _, key := range keys(raw) {
		word, ok := w.Facts[key]
		if !ok {
			errs = append(errs, w.Fact(key))
			continue
		}
		for _, value := range raw[key] {
			value = strings.TrimSpace(value)
			if value == "" || strings.EqualFold(value, "unknown") {
				continue
			}
			v, err := w.value(key, word, value)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			facts[key] = append(facts[key], v)
		}
	}
	if facts.get("product_class") == "" {
		if class := w.Class(facts.get("product")); class != "" {
			facts["product_class"] = []string{class}
		}
	}
	contradictions = w.contradict(facts)
	return facts, contradictions, errs
}

// value brings one value into the vocabulary's form.
func (w *Words) value(key string, word FactWord, value string) (string, error) {
	switch word.Kind {
	case "day":
		if value == "none" {
			return value, nil
		}
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "", fmt.Errorf("%s %q is not a day; write it as 2026-11-23", key, value)
		}
		return value, nil
	case "body":
		return value, w.Body(value)
	case "act":
		return value, w.Act(value)
	case "one_of":
		return value, unknownWord(key, value, sorted(word.Values))
	case "yes_no":
		switch strings.ToLower(value) {
		case "true", "yes":
			return "true", nil
		case "false", "no":
			return "false", nil
		}
		return "", fmt.Errorf("%s %q is neither true nor false", key, value)
	case "number":
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || n < 0 {
			return "", fmt.Errorf("%s %q is not a number", key, value)
		}
		return value, nil
	case "country":
		return w.Country(value), nil
	case "place":
		return w.place(value)
	case "party":
		return value, nil
	}
	if ours, ok := w.Same[value]; ok {
		return ours, nil
	}
	return value, nil
}

// place brings a jurisdiction into the form of the rules. A place that no rule
// could ever mean must not pass for one where nothing binds.
func (w *Words) place(text string) (string, error) {
	at := strings.ToUpper(text)
	if code := w.Country(text); len(code) == 2 && len(text) > 2 {
		at = code
	}
	if at == "GB" {
		at = "UK"
	}
	land, part, divided := strings.Cut(at, "-")
	if !letters(land, 2, 2) || divided && !letters(part, 2, 3) || land == "US" && len(part) > 2 {
		return "", fmt.Errorf("jurisdiction %q is not a place that we know; write it as US, US-TX, UK-ENG, CA", text)
	}
	if parts := w.Parts[land]; divided && len(parts) > 0 && !slices.Contains(parts, part) {
		return "", fmt.Errorf("jurisdiction %q: %s has no part %s; it has %s", text, land, part, strings.Join(parts, ", "))
	}
	return at, nil
}

func letters(text string, least, most int) bool {
	return len(text) >= least && len(text) <= most && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func sorted(v Values) []string {
	s := slices.Clone([]string(v))
	slices.Sort(s)
	return s
}

// contradict finds facts that cannot both be true. It removes them, since to
// choose between them would be to guess, and says so.
func (w *Words) contradict(f Facts) []string {
	var said []string
	clash := func(why string, facts ...string) {
		for _, k := range facts {
			if f.get(k) == "" {
				return
			}
		}
		var both []string
		for _, k := range facts {
			both = append(both, k+"="+f.get(k))
			delete(f, k)
		}
		said = append(said, fmt.Sprintf("%s contradict each other (%s); both count as unknown", strings.Join(both, " and "), why))
	}
	if b, ok := w.Bodies[f.get("body")]; ok && b.Where != "" && f.get("jurisdiction") != "" && !w.nested(b.Where, f.get("jurisdiction")) {
		clash("that kind of body belongs to "+b.Where, "body", "jurisdiction")
	}
	if err := w.misspelt(f.get("purpose")); err != nil {
		delete(f, "purpose")
		said = append(said, err.Error()+"; it counts as unknown")
	}
	if role := f.get("component_role"); role != "" && !slices.Contains(w.Facts["component_role"].Values, role) {
		delete(f, "component_role")
		said = append(said, unknownWord("component_role", role, sorted(w.Facts["component_role"].Values)).Error()+"; it counts as unknown")
	}
	if f.get("act") == "spend_grant" && f.get("funding") == "own" {
		clash("own money is no grant", "act", "funding")
	}
	if pct, err := strconv.ParseFloat(f.get("owner_pct"), 64); err == nil && pct > 100 {
		delete(f, "owner_pct")
		said = append(said, "owner_pct is over 100; it counts as unknown")
	}
	for _, day := range []string{"acquired_on", "authorised_on"} {
		if v := f.get(day); v != "" && v != "none" && f.get("date") != "" && v > f.get("date") {
			delete(f, day)
			said = append(said, fmt.Sprintf("%s=%s is after the day asked about; it counts as unknown", day, v))
		}
	}
	if f.get("owner") != "" && f.get("owner") == f.get("former_owner") && f.get("former_owner_until") != "" && f.get("former_owner_until") < f.get("date") {
		clash("the same party cannot own it and have sold it", "owner", "former_owner")
	}
	if f.get("no_alternative") == "false" && f.get("greater_threat_otherwise") == "true" {
		clash("not buying is no threat where there is an alternative", "no_alternative", "greater_threat_otherwise")
	}
	return said
}

// nested says whether the law of one place is, in part or as a whole, that of
// the other: of US and US-TX, of EU and NL.
func (w *Words) nested(a, b string) bool {
	return within(a, b) || within(b, a) || w.member(a, b) || w.member(b, a)
}

// member says whether a place lies in a country of a union.
func (w *Words) member(place, union string) bool {
	country, _, _ := strings.Cut(place, "-")
	return slices.Contains(w.Unions[union], country)
}
