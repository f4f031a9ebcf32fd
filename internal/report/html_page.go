package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report/safe"
)

//go:embed page
var pageFiles embed.FS

// pages are the templates, parsed once; a test executes every one of them.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"show": show, "add": func(a, b int) int { return a + b }, "plural": plural, "number": number, "percent": percent,
		"sign": sign, "heading": heading, "state": stateWords, "role": roleWords,
		"chart": chart, "words": underscores, "join": strings.Join, "states": joinStates,
		"shortDigest": short, "editionLine": editionLine, "incomplete": incomplete, "signs": signs, "truth": truth, "reply": replyWords, "known": knownColumns, "kept": keptColumns, "dropped": droppedColumns,
	}).ParseFS(pageFiles, "page/*.tmpl"))
})

// stylesheet returns the page's style and the hash by which its policy allows
// it, and nothing else.
func stylesheet() (style template.CSS, hash string) {
	b, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return "", ""
	}
	text := strings.TrimSpace(string(b))
	sum := sha256.Sum256([]byte(text))
	return template.CSS(text), "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// show makes a value from a stranger fit to be read in the page; the template
// escapes it.
func show(s any) string { return safe.Line(safe.Cut(fmt.Sprint(s), 2_000)) }

// heading gives a word or sentence its capital.
func heading(s any) string {
	text := show(s)
	return strings.ToUpper(text[:min(len(text), 1)]) + text[min(len(text), 1):]
}

func underscores(s any) string { return strings.ReplaceAll(show(s), "_", " ") }

// percent says a confidence of 0 to 1 as "95%".
func percent(f float64) string { return fmt.Sprintf("%.0f%%", f*100) }

func truth(t finding.Truth) string {
	switch t {
	case finding.Yes:
		return "✓ yes"
	case finding.No:
		return "✗ no"
	case finding.NotRelevant:
		return "– not reached"
	}
	return "? not known"
}

// knownColumns are those that were taken for something, keptColumns those kept
// under their own names, droppedColumns those about persons.
func knownColumns(cols []finding.Column) []finding.Column {
	return columnsWhere(cols, func(key string) bool { return !isKept(key) && !isDropped(key) })
}

func keptColumns(cols []finding.Column) []finding.Column { return columnsWhere(cols, isKept) }

func droppedColumns(cols []finding.Column) []finding.Column { return columnsWhere(cols, isDropped) }

func isKept(key string) bool    { return strings.HasPrefix(key, inventory.Other) }
func isDropped(key string) bool { return strings.HasPrefix(key, inventory.Personal) }

func columnsWhere(cols []finding.Column, keep func(key string) bool) []finding.Column {
	var out []finding.Column
	for _, c := range cols {
		if keep(c.Key) {
			out = append(out, c)
		}
	}
	return out
}

// replyWords says whether a party has replied, as the head of its side.
func replyWords(state string) string {
	switch state {
	case "replied":
		return "Its reply"
	case "own_statement":
		return "Its own statement"
	case "position_reported":
		return "Its position, as reported"
	case "no_response":
		return "It was asked and has not replied"
	}
	return "No reply is recorded here"
}

// A bar is one line of the chart of the four states. Lengths are in units of
// the drawing.
type bar struct {
	State finding.Status
	Count int
	Y     int
	Width int
}

// chart gives the bars of the four states; the longest takes all the room, and
// what is there at all can be seen.
func chart(all []stateView) []bar {
	const room, step = 150, 34
	most := 1
	for _, s := range all {
		most = max(most, s.Count)
	}
	var out []bar
	for i, s := range all {
		w := s.Count * room / most
		if s.Count > 0 {
			w = max(w, 2)
		}
		out = append(out, bar{s.State, s.Count, i * step, w})
	}
	return out
}
