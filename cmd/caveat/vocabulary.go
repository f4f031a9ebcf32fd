package main

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/report/safe"
)

// wordsCmd lists the words that --body, --act, --purpose and --fact take.
type wordsCmd struct {
	Kind string `arg:"" optional:"" enum:"body,act,purpose,fact,all" default:"all" help:"body, act, purpose or fact. Default: all."`
}

// Help is shown below the summary of --help.
func (wordsCmd) Help() string {
	return examples(
		`caveat words body`,
	)
}

// Run prints each word with its meaning.
func (c *wordsCmd) Run(e *env) (outcome, error) {
	rules, err := loadRules()
	if err != nil {
		return outcome{}, err
	}
	first := true
	for _, kind := range vocabulary(rules.Words) {
		if c.Kind != "all" && c.Kind != kind.name {
			continue
		}
		if !first {
			fmt.Fprintln(e.stdout)
		}
		first = false
		if err := kind.print(e); err != nil {
			return outcome{}, err
		}
	}
	return outcome{}, nil
}

// A wordKind is one flag's words, with what they mean.
type wordKind struct {
	name, flag, title string
	says              map[string]string
}

func vocabulary(w *assess.Words) []wordKind {
	bodies, facts := map[string]string{}, map[string]string{}
	for word, b := range w.Bodies {
		bodies[word] = b.Says
	}
	for word, f := range w.Facts {
		facts[word] = f.Ask
		if len(f.Values) > 0 {
			facts[word] += " (" + strings.Join(f.Values, ", ") + ")"
		}
	}
	return []wordKind{
		{"body", "--body", "Kinds of body", bodies},
		{"act", "--act", "Acts", w.Acts},
		{"purpose", "--purpose", "Purposes that some rule turns on; any other plain word may be given", w.Purposes},
		{"fact", "--fact KEY=VALUE", "Further facts", facts},
	}
}

func (k wordKind) print(e *env) error {
	if _, err := fmt.Fprintf(e.stdout, "%s (%s):\n", k.title, k.flag); err != nil {
		return err
	}
	words := sortedKeys(k.says)
	wide := len(slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) }))
	for _, word := range words {
		for i, line := range safe.Wrap(k.says[word], max(columns(e)-wide-4, 20)) {
			if i > 0 {
				word = ""
			}
			if _, err := fmt.Fprintf(e.stdout, "  %s  %s\n", safe.Pad(word, wide), line); err != nil {
				return err
			}
		}
	}
	return nil
}
