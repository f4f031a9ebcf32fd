package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/report/safe"
	"caveat.example/caveat/internal/screen"
)

// A screenSink takes the answers of caveat screen, in order.
type screenSink interface {
	// header tells the columns of the table that the next names come from, nil
	// where they come from no table.
	header(columns []string)
	// answer takes one answer, and the row that its name came from, if any.
	answer(a *screen.Answer, row []string) error
	// pair takes the answer for one pair of names.
	pair(p *pairAnswer) error
	flush() error
}

// A pairAnswer is the answer for one pair of names.
type pairAnswer struct {
	Type      string        `json:"type"`
	Left      string        `json:"left"`
	Right     string        `json:"right"`
	Score     float64       `json:"score"`
	Status    screen.Status `json:"status"`
	Note      string        `json:"note,omitempty"` // what the register says of both names
	Alignment []screen.Link `json:"alignment,omitempty"`
}

func newScreenSink(w io.Writer, format string, explain bool) screenSink {
	switch format {
	case "json":
		b := bufio.NewWriterSize(w, 64<<10)
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		return &jsonScreen{b: b, enc: enc}
	case "csv":
		return &csvScreen{w: csv.NewWriter(w)}
	}
	return &tableScreen{w: bufio.NewWriterSize(w, 64<<10), explain: explain}
}

// jsonScreen writes JSON Lines.
type jsonScreen struct {
	b   *bufio.Writer
	enc *json.Encoder
}

func (j *jsonScreen) header([]string) {}

func (j *jsonScreen) answer(a *screen.Answer, _ []string) error {
	return j.enc.Encode(struct {
		Type string `json:"type"`
		*screen.Answer
	}{"match", a})
}

func (j *jsonScreen) pair(p *pairAnswer) error { return j.enc.Encode(p) }
func (j *jsonScreen) flush() error             { return j.b.Flush() }

// csvScreen writes the rows that it was given with columns added, or the names
// alone. Rows of several tables stand under all of their columns, each once.
// Its cells can be opened in a spreadsheet without becoming formulas.
type csvScreen struct {
	w     *csv.Writer
	all   []string // the columns of all sources; nil is names alone
	at    []int    // where each cell of a row goes
	begun bool
}

// columns tells the columns of every source before the first is read.
func (c *csvScreen) columns(sources [][]string) {
	for _, columns := range sources {
		c.header(columns)
	}
}

// header finds the place of each column, and adds those that are new.
func (c *csvScreen) header(columns []string) {
	if columns == nil {
		columns = []string{"query"}
	}
	c.at = c.at[:0]
	for _, name := range columns {
		at := -1
		for i, have := range c.all {
			if have == name && !slices.Contains(c.at, i) {
				at = i
				break
			}
		}
		if at < 0 {
			at = len(c.all)
			c.all = append(c.all, name)
		}
		c.at = append(c.at, at)
	}
}

func (c *csvScreen) answer(a *screen.Answer, row []string) error {
	added := []string{"screen_status", "screen_score", "screen_party", "screen_family", "screen_name", "screen_lists", "screen_note"}
	if !c.begun {
		c.begun = true
		if err := c.write(append(slices.Clone(c.all), added...)); err != nil {
			return err
		}
	}
	if row == nil {
		row = []string{a.Query}
	}
	out := make([]string, len(c.all), len(c.all)+len(added)+len(row))
	for i, cell := range row[:min(len(row), len(c.at))] {
		out[c.at[i]] = cell
	}
	beyond := row[min(len(row), len(c.at)):] // cells without a heading come last
	note := a.Note
	if len(a.Hits) == 0 {
		return c.write(append(append(out, string(a.Status), "", "", "", "", "", note), beyond...))
	}
	h := &a.Hits[0]
	if h.Cleared != "" {
		note = strings.TrimPrefix(note+"; "+h.Cleared, "; ")
	}
	return c.write(append(append(out, string(a.Status), score(h.Score), h.Party, h.Family, h.Name, listsOf(h), note), beyond...))
}

func (c *csvScreen) pair(p *pairAnswer) error {
	if !c.begun {
		c.begun = true
		if err := c.write([]string{"left", "right", "score", "status"}); err != nil {
			return err
		}
	}
	return c.write([]string{p.Left, p.Right, score(p.Score), string(p.Status)})
}

func (c *csvScreen) write(cells []string) error {
	for i := range cells {
		cells[i] = safe.Cell(cells[i])
	}
	return c.w.Write(cells)
}

func (c *csvScreen) flush() error {
	c.w.Flush()
	return c.w.Error()
}

// score prints three digits: no pair was measured more finely.
func score(s float64) string { return strconv.FormatFloat(s, 'f', 3, 64) }

// listsOf names the lists behind a hit, each once.
func listsOf(h *screen.Hit) string {
	seen := map[string]bool{}
	var out []string
	for _, l := range h.Listings {
		if !seen[l.List] {
			seen[l.List] = true
			out = append(out, l.List)
		}
	}
	return strings.Join(out, "; ")
}

// tableScreen writes for people.
type tableScreen struct {
	w                             *bufio.Writer
	explain                       bool
	queries, match, review, pairs int
}

func (t *tableScreen) header([]string) {}

func (t *tableScreen) answer(a *screen.Answer, _ []string) error {
	t.queries++
	switch a.Status {
	case screen.Match:
		t.match++
	case screen.Review:
		t.review++
	case screen.None:
	}
	fmt.Fprintf(t.w, "%-7s %s\n", strings.ToUpper(string(a.Status)), safe.Line(safe.Cut(a.Query, 300)))
	if a.Known != "" {
		fmt.Fprintf(t.w, "        appears to be %s, which the register knows and no list names\n", a.Known)
	}
	if a.Note != "" {
		fmt.Fprintf(t.w, "        %s\n", safe.Line(a.Note))
	}
	for i := range a.Hits {
		if h := &a.Hits[i]; h.Score >= screen.ReviewAt || t.explain {
			t.hit(h)
		}
	}
	return nil
}

func (t *tableScreen) hit(h *screen.Hit) {
	fmt.Fprintf(t.w, "  %.2f  %s", h.Score, safe.Line(h.Name))
	if h.Alias != "" {
		fmt.Fprintf(t.w, ", as %q", safe.Line(h.Alias))
	}
	switch {
	case h.Party != "" && h.Party != h.Family:
		fmt.Fprintf(t.w, " [%s, of the family %s]", h.Party, h.Family)
	case h.Party != "":
		fmt.Fprintf(t.w, " [%s]", h.Party)
	}
	fmt.Fprintln(t.w)
	if h.Identifier != "" {
		fmt.Fprintf(t.w, "        by its number %s\n", h.Identifier)
	}
	if lists := listsOf(h); lists != "" {
		fmt.Fprintf(t.w, "        on: %s\n", safe.Line(lists))
	}
	if h.Cleared != "" {
		fmt.Fprintf(t.w, "        %s\n", safe.Line(h.Cleared))
	}
	if t.explain {
		t.why(h)
	}
}

func (t *tableScreen) why(h *screen.Hit) {
	if h.Source != "" {
		fmt.Fprintf(t.w, "        says: %s\n", safe.Line(h.Source))
	}
	for _, s := range h.Path {
		fmt.Fprintf(t.w, "        %s is %s to %s (%s)\n", s.Party, s.Relation, s.To, since(s))
	}
	links(t.w, h.Alignment)
}

func since(s screen.Step) string {
	switch {
	case s.From != "" && s.Until != "":
		return "from " + s.From + " until " + s.Until
	case s.From != "":
		return "from " + s.From
	case s.Until != "":
		return "until " + s.Until
	}
	return "since a day that is not recorded"
}

// links prints an alignment, a link a line.
func links(w io.Writer, alignment []screen.Link) {
	for _, l := range alignment {
		left, right := l.Query, l.Listed
		if left == "" {
			left = "-"
		}
		if right == "" {
			right = "-"
		}
		fmt.Fprintf(w, "        %-24s %-24s %-11s %-8s %.2f of %4.1f bits\n", safe.Line(left), safe.Line(right), l.Kind, l.Class, l.Like, l.Bits)
	}
}

func (t *tableScreen) pair(p *pairAnswer) error {
	t.pairs++
	fmt.Fprintf(t.w, "%-7s %.2f  %s | %s\n", strings.ToUpper(string(p.Status)), p.Score, safe.Line(p.Left), safe.Line(p.Right))
	if p.Note != "" {
		fmt.Fprintf(t.w, "        %s\n", safe.Line(p.Note))
	}
	if t.explain {
		links(t.w, p.Alignment)
	}
	return nil
}

func (t *tableScreen) flush() error {
	if t.queries > 0 {
		fmt.Fprintf(t.w, "\n%d screened: %d match, %d to review, %d none. A match is a name, not a prohibition: whether a rule binds you is another question.\n",
			t.queries, t.match, t.review, t.queries-t.match-t.review)
	}
	return t.w.Flush()
}
