package name

import "strings"

// Variants splits a name that says itself more than once: "Ak Bars Corporation
// (JSC Ak Bars)", "X / Y", "X a.k.a. Y". The name itself comes first; there are
// at most six.
func Variants(s string) []string {
	out := []string{s}
	if len(s) > 2000 || !strings.ContainsAny(s, "(（/[;") && !hasAlias(s) {
		return out
	}
	s = brackets.Replace(s)
	outside, inside := parentheses(s)
	if len(inside) > 0 {
		out = appendVariant(out, outside)
	}
	for _, part := range splitAliases(outside) {
		out = appendVariant(out, part)
	}
	for _, in := range inside {
		for _, part := range splitAliases(in) {
			if letters(part) >= 4 {
				out = appendVariant(out, part)
			}
		}
	}
	return out
}

// Bracketed gives what a name says in brackets.
func Bracketed(s string) []string {
	_, inside := parentheses(brackets.Replace(s))
	return inside
}

var brackets = strings.NewReplacer("（", "(", "）", ")", "[", "(", "]", ")")

const maxVariants = 6

func appendVariant(list []string, s string) []string {
	s = strings.TrimSpace(s)
	if letters(s) < 2 || len(list) >= maxVariants {
		return list
	}
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if isWordRune(r) || r > 0x7F {
			n++
			if r >= 0x2E80 {
				n++
			}
		}
	}
	return n
}

// parentheses gives the text outside of all parentheses, and each text inside.
func parentheses(s string) (string, []string) {
	var outside strings.Builder
	var inside []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			if depth == 0 {
				outside.WriteString(s[from:i])
				outside.WriteByte(' ')
				from = i + 1
			}
			depth++
		case ')':
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				inside = append(inside, s[from:i])
				from = i + 1
			}
		}
	}
	if depth > 0 {
		inside = append(inside, s[from:])
	} else {
		outside.WriteString(s[from:])
	}
	return outside.String(), inside
}

// aliasMarks stand between two names of one party. They are looked for in
// lower case, with spaces around them.
var aliasMarks = []string{" a.k.a. ", " aka ", " a.k.a ", " f.k.a. ", " fka ", " alias ", " aliases: ", " formerly ", " formerly known as ", " also known as ", " dba ", " d/b/a ", " trading as ", " t/a ", " or ", " укр. ", " ukrainian: ", " belarussian: ", " / "}

func hasAlias(s string) bool {
	lower := " " + strings.ToLower(s) + " "
	for _, m := range aliasMarks {
		if strings.Contains(lower, m) {
			return true
		}
	}
	return false
}

func splitAliases(s string) []string {
	parts := []string{s}
	for _, m := range aliasMarks {
		var next []string
		for _, p := range parts {
			next = append(next, splitFold(" "+p+" ", m)...)
		}
		parts = next
	}
	var out []string
	for _, p := range parts {
		for _, q := range strings.Split(p, ";") {
			if a, b, ok := strings.Cut(q, "/"); ok && letters(a) >= 8 && letters(b) >= 8 {
				out = append(out, a, b)
				continue
			}
			out = append(out, q)
		}
	}
	return out
}

// splitFold splits at a separator written in lower case, whatever the case.
func splitFold(s, sep string) []string {
	lower := strings.ToLower(s)
	if len(lower) != len(s) { // a letter changed its length: leave it whole
		return strings.Split(s, sep)
	}
	var out []string
	for {
		i := strings.Index(lower, sep)
		if i < 0 {
			return append(out, s)
		}
		out = append(out, s[:i])
		s, lower = s[i+len(sep)-1:], lower[i+len(sep)-1:]
	}
}
