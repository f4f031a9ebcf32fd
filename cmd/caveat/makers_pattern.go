package main

import (
	"fmt"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/register"
)

// searchPatterns tells add of the party behind every model, FCC identifier,
// firmware or serial pattern that matches a text. A pattern that needs the
// maker's name beside the number says so.
func searchPatterns(reg *register.Register, text string, add func(party, why string)) error {
	for _, p := range reg.Patterns() {
		if p.Party == "" || strings.HasPrefix(p.Field, "signal:") {
			continue
		}
		re, err := regexp.Compile(p.Regexp)
		if err != nil {
			return fmt.Errorf("%s: %w", p.At, err)
		}
		m := re.FindString(text)
		if m == "" {
			continue
		}
		why := fmt.Sprintf("%s %s (%s)", p.Kind, strings.TrimSpace(m), p.At)
		if p.NeedsContext || p.Scope != "" {
			why += ", a hint only"
		}
		add(p.Party, why)
	}
	return nil
}
