package attribution

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// TestSievesKeepAllKeys: whatever a table holds passes its sieve, so that a
// sieve can make nothing unfindable.
func TestSievesKeepAllKeys(t *testing.T) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	names := newNames(reg, newKin(reg))
	for key := range names.byText {
		if !strings.Contains(key, " ") && !names.known.has(letters(key)) {
			t.Errorf("the name %q does not pass", key)
		}
	}
	for key := range names.first {
		if !names.begins.has(letters(key)) {
			t.Errorf("the first word %q does not pass", key)
		}
	}
	for key := range names.typo.less {
		if !names.typo.short.has(letters(key)) {
			t.Errorf("the shortened name %q does not pass", key)
		}
	}
	for key := range names.typo.ear {
		if !names.typo.heard.has(letters(key)) {
			t.Errorf("the heard name %q does not pass", key)
		}
	}
	patterns := newPatterns(reg)
	for _, table := range []keyTable{patterns.strict, patterns.loose} {
		for key := range table.at {
			var sum uint32
			for i := range len(key) {
				sum = beginning(sum, key[i])
			}
			if !table.some.has(sum) {
				t.Errorf("the beginning %q does not pass", key)
			}
		}
	}
	if word := "maintenance"; names.typo.maybe([]byte(word), letters(word)) && names.known.has(letters("zzqzzq")) {
		t.Error("everything passes: the sieves are of no use")
	}
}
