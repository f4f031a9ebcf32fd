// Package ident knows official numbers of legal persons: how they are written
// and whether their check digits are right. It refuses to know whose they are.
package ident

import (
	"fmt"
	"strings"
)

// A Scheme says who gives a number out.
type Scheme string

// The schemes.
const (
	LEI   Scheme = "lei"    // ISO 17442 legal entity identifier
	USCC  Scheme = "uscc"   // Chinese unified social credit code, GB 32100
	ISIN  Scheme = "isin"   // ISO 6166 securities
	GBCOH Scheme = "gb-coh" // number at Companies House
	UEI   Scheme = "uei"    // SAM.gov unique entity id
	CAGE  Scheme = "cage"   // NATO and US supplier code
	DUNS  Scheme = "duns"   // Dun & Bradstreet
	INN   Scheme = "inn"    // Russian tax number
	OGRN  Scheme = "ogrn"   // Russian state registration
	Stock Scheme = "stock"  // exchange and code, "SZSE:002415"
)

// An ID is a number in its normal form.
type ID struct {
	Scheme Scheme
	Value  string
	// Problem says what is wrong with it, "" for nothing. Numbers without
	// check digits can only be of the wrong form.
	Problem string
}

// String gives the number as reports print it: "lei:529900T8BM49AURSDO55".
func (id ID) String() string { return string(id.Scheme) + ":" + id.Value }

// Schemes lists the schemes in the order in which Guess tries them.
func Schemes() []Scheme {
	return []Scheme{LEI, USCC, ISIN, UEI, OGRN, INN, GBCOH, DUNS, CAGE, Stock}
}

// Parse reads a number of a known scheme. An unknown scheme is kept as it is:
// two such numbers are the same when their letters and digits are.
func Parse(scheme Scheme, value string) ID {
	id := ID{Scheme: Scheme(strings.ToLower(string(scheme))), Value: plain(value)}
	if id.Scheme == Stock {
		return stock(value)
	}
	if check, ok := checks()[id.Scheme]; ok {
		if id.Scheme == GBCOH {
			id.Value = padCompanyNumber(id.Value)
		}
		id.Problem = check(id.Value)
	}
	return id
}

// ParseTyped reads "scheme:value", or "scheme value" where the value can hardly
// be a name ("CAGE Warriors" is one).
func ParseTyped(s string) (ID, bool) {
	scheme, value, colon := strings.Cut(s, ":")
	ok := colon
	if !ok {
		scheme, value, ok = strings.Cut(strings.TrimSpace(s), " ")
	}
	if !ok || !hasDigit(value) {
		return ID{}, false
	}
	for _, known := range Schemes() {
		if !strings.EqualFold(strings.TrimSpace(scheme), string(known)) && !isSynonym(known, scheme) {
			continue
		}
		id := Parse(known, value)
		if colon || id.Problem == "" || id.Problem == wrongDigit {
			return id, true
		}
	}
	return ID{}, false
}

func isSynonym(s Scheme, word string) bool {
	w := strings.ToLower(strings.TrimSpace(word))
	switch s {
	case GBCOH:
		return w == "coh" || w == "crn" || w == "company number" || w == "companies house"
	case USCC:
		return w == "usci" || w == "unified social credit code"
	case DUNS:
		return w == "d-u-n-s"
	case Stock:
		return w == "ticker"
	}
	return false
}

// Guess reads a bare word that can only be an official number: one whose form
// and check digits agree with a scheme. A number that has the form of a scheme
// with check digits but fails them is given with its Problem, since such a slip
// has to be said. ok is false for anything that may as well be a name.
func Guess(s string) (id ID, ok bool) {
	if !hasDigit(s) {
		return ID{}, false
	}
	if typed, is := ParseTyped(s); is {
		return typed, true
	}
	v := plain(s)
	if strings.ContainsAny(strings.TrimSpace(s), " ") || !hasDigit(v) {
		return ID{}, false
	}
	var failed ID
	for _, scheme := range []Scheme{LEI, USCC, ISIN, OGRN} {
		if !shaped(scheme, v) {
			continue
		}
		id := Parse(scheme, v)
		if id.Problem == "" {
			return id, true
		}
		if failed.Scheme == "" {
			failed = id
		}
	}
	return failed, failed.Scheme != ""
}

// shaped says whether a number has the length and kinds of characters of a
// scheme, whatever its check digits.
func shaped(s Scheme, v string) bool {
	switch s {
	case LEI:
		return len(v) == 20 && letterCount(v[:18]) >= 1 && letterCount(v[18:]) == 0
	case USCC:
		return len(v) == 18 && (v[0] == '9' || v[0] == '5' || v[0] == '1') && letterCount(v[2:8]) == 0 && letterCount(v) <= 10
	case ISIN:
		return len(v) == 12 && letterCount(v[:2]) == 2 && letterCount(v[11:]) == 0
	case OGRN:
		return (len(v) == 13 || len(v) == 15) && letterCount(v) == 0
	}
	return false
}

// plain keeps letters, in upper case, and digits.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, s)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func letterCount(s string) int {
	n := 0
	for i := range len(s) {
		n += b2i(s[i] >= 'A')
	}
	return n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stock reads "002415.SZ", "SZSE: 002415", "HKEX 0763".
func stock(value string) ID {
	exchanges := map[string]string{
		"SZ": "SZSE", "SZSE": "SZSE", "SS": "SSE", "SH": "SSE", "SSE": "SSE", "HK": "HKEX", "HKEX": "HKEX", "SEHK": "HKEX",
		"TW": "TWSE", "TWSE": "TWSE", "NYSE": "NYSE", "NASDAQ": "NASDAQ", "LSE": "LSE", "L": "LSE",
	}
	fields := strings.FieldsFunc(strings.ToUpper(value), func(r rune) bool { return r == '.' || r == ':' || r == ' ' || r == '-' })
	if len(fields) != 2 {
		return ID{Scheme: Stock, Value: plain(value), Problem: "no exchange and code; write it as SZSE:002415"}
	}
	a, b := fields[0], fields[1]
	if x, ok := exchanges[b]; ok {
		a, b = x, a
	} else if x, ok := exchanges[a]; ok {
		a = x
	} else {
		return ID{Scheme: Stock, Value: a + ":" + b, Problem: fmt.Sprintf("exchange %q is not known", a)}
	}
	if a == "HKEX" {
		b = strings.TrimLeft(b, "0")
	}
	return ID{Scheme: Stock, Value: a + ":" + b}
}
