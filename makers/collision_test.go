package makers_test

import (
	"regexp"
	"slices"
	"testing"
)

// A number that two families' patterns claim must not decide for either. What
// is here on purpose says so with needs_context, or scope some.
func TestNoPatternDecidesOverAnothersExamples(t *testing.T) {
	r := strict(t)
	type claim struct {
		id, family string
		re         *regexp.Regexp
	}
	var deciding []claim
	for _, p := range r.Patterns() {
		if p.Party != "" && p.Field == "" && !p.NeedsContext && p.Scope == "" && !p.Structural {
			deciding = append(deciding, claim{p.ID, r.Family(p.Party, ""), regexp.MustCompile(p.Regexp)})
		}
	}
	for _, p := range r.Patterns() {
		if p.Field != "" || p.Structural {
			continue
		}
		family := r.Family(p.Party, "")
		for _, s := range slices.Concat(p.Examples, p.Traps) {
			for _, c := range deciding {
				if c.family != family && c.re.MatchString(s) {
					t.Errorf("%s of %s decides over %q, an example of %s", c.id, c.family, s, p.ID)
				}
			}
		}
	}
}
