package columns

import (
	"regexp"
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// The shapes of values that show what a column without a telling name holds.
// They are matched against whole cells.
var (
	macShape    = regexp.MustCompile(`^(?i)(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}[:-]){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$`)
	ipShape     = regexp.MustCompile(`^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:/\d{1,2})?$`)
	dateShape   = regexp.MustCompile(`^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?:[T ][\d:.]+Z?)?$`)
	emailShape  = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[a-zA-Z]{2,}$`)
	emailInText = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)
	modelShape  = regexp.MustCompile(`^(?i)[a-z0-9][a-z0-9./()+ -]*$`)
	numberShape = regexp.MustCompile(`^[-+]?[\d.,\s]+(?:[eE][-+]?\d+)?%?$`)
)

// byContent judges one column by its values. known says which texts are names
// of makers; header may be "" where there is none.
func byContent(values []string, known func(string) bool) string {
	var n, mac, ip, email, maker, model, words int
	seen := map[string]bool{}
	for _, v := range values {
		v = strings.TrimSpace(v)
		if v == "" || v == "-" {
			continue
		}
		n++
		seen[strings.ToLower(v)] = true
		switch {
		case macShape.MatchString(v):
			mac++
		case ipShape.MatchString(v):
			ip++
		case emailShape.MatchString(v):
			email++
		case known != nil && known(v):
			maker++
		case looksLikeModel(v):
			model++
		case strings.Count(v, " ") >= 2:
			words++
		}
	}
	most := func(k int) bool { return n > 0 && k*10 >= n*6 }
	switch {
	case most(email):
		return personal
	case most(mac):
		return inventory.MAC
	case most(ip):
		return inventory.IP
	case n > 0 && maker*10 >= n*3 && maker >= 1:
		return inventory.Maker
	case most(model):
		return inventory.Model
	case most(words):
		return inventory.Description
	}
	return ""
}

// addresses says whether nearly all values are hardware addresses, or network
// addresses.
func addresses(values []string) string {
	var n, mac, ip int
	for _, v := range values {
		v = strings.TrimSpace(v)
		switch {
		case v == "":
			continue
		case macShape.MatchString(v):
			mac++
		case ipShape.MatchString(v):
			ip++
		}
		n++
	}
	switch {
	case n > 0 && mac*10 >= n*9:
		return inventory.MAC
	case n > 0 && ip*10 >= n*9:
		return inventory.IP
	}
	return ""
}

// looksLikeModel says whether a value mixes letters and digits as model
// numbers do, and is no date and no plain number.
func looksLikeModel(v string) bool {
	if len(v) < 3 || len(v) > 40 || numberShape.MatchString(v) || dateShape.MatchString(v) || !modelShape.MatchString(v) {
		return false
	}
	if strings.Count(v, " ") > 1 || isUUID(v) {
		return false
	}
	letters, digits := 0, 0
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		}
	}
	return letters >= 1 && digits >= 1
}

func isUUID(v string) bool { return len(v) == 36 && strings.Count(v, "-") == 4 }

// dataLike says whether a cell can hardly be a header.
func dataLike(v string) bool {
	return macShape.MatchString(v) || ipShape.MatchString(v) || emailShape.MatchString(v) ||
		dateShape.MatchString(v) || v != "" && numberShape.MatchString(v) || looksLikeModel(v) && strings.ContainsAny(v, "0123456789") && len(v) > 4
}

// HasEmail says whether an e-mail address stands in a text.
func HasEmail(s string) bool {
	return strings.Contains(s, "@") && emailInText.MatchString(s)
}

// WithoutEmails leaves e-mail addresses out of a text: whom to write to is no
// part of what is bought.
func WithoutEmails(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	return emailInText.ReplaceAllString(s, "[e-mail left out]")
}
