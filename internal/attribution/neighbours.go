package attribution

import (
	_ "embed"
	"strings"
	"sync"
)

// neighbourText holds the ordinary English words that a typing error cannot
// tell from a maker's name; internal/tool/neighbours makes it from a dictionary.
//
//go:embed neighbours.txt
var neighbourText string

var neighbourWords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, 4096)
	for line := range strings.Lines(neighbourText) {
		if w := strings.TrimSpace(line); !strings.HasPrefix(w, "#") {
			m[w] = true
		}
	}
	return m
})

// everydayWord says whether a folded word is one of the language that stands
// near a maker's name: "procure" is not a misspelt ProCurve.
func everydayWord(w string) bool { return neighbourWords()[w] }
