package assess

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/finding"
)

// says puts a finding into one plain sentence.
func (a *asker) says(f *finding.Finding, v verdict) string {
	name := a.in.Title
	switch f.Status {
	case finding.Restricted:
		text := "Appears to be restricted by " + name
		if v.part != nil && v.part.What != "" {
			text += ": " + v.part.What
		}
		return text + "."
	case finding.Conditional:
		return a.saysOpen(f, v, name)
	}
	return "Not restricted by " + name + ": " + a.reason(f.Because) + "."
}

func (a *asker) saysOpen(f *finding.Finding, v verdict, name string) string {
	if v.part != nil && v.part.Then.Status == string(finding.Conditional) && v.part.Then.Says != "" {
		return v.part.Then.Says
	}
	if len(f.Missing) == 0 {
		return fmt.Sprintf("May be restricted by %s: %s.", name, a.reason(f.Because))
	}
	return fmt.Sprintf("May be restricted by %s. Still open: %s", name, f.Missing[0].Ask)
}

// reason gives the first reason code in words.
func (a *asker) reason(because []string) string {
	if len(because) == 0 {
		return "no reason was recorded"
	}
	code := because[0]
	if says, ok := a.rules.Words.Reasons[code]; ok {
		return says
	}
	if id, ok := strings.CutPrefix(code, "exception:"); ok {
		return "its exception “" + strings.ReplaceAll(id, "_", " ") + "” applies"
	}
	if id, ok := strings.CutPrefix(code, "phase_"); ok {
		return "its phase “" + strings.ReplaceAll(id, "_", " ") + "”"
	}
	return strings.ReplaceAll(code, "_", " ")
}
