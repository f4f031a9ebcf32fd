package main

import (
	"fmt"
	"html"
	"io"
	"strings"

	"caveat.example/caveat/internal/register"
)

// makersGraphCmd draws the owners and the owned of a party.
type makersGraphCmd struct {
	partyOnDay `embed:""`

	Output string `short:"o" default:"text" enum:"text,svg" placeholder:"FORMAT" help:"text (a tree) or svg. Default: text."`
}

// Help is shown below the summary of --help.
func (makersGraphCmd) Help() string {
	return examples(
		`caveat makers graph hikvision`,
		`caveat makers graph dahua --date 2021-06-01 -o svg`,
	)
}

// Run prints the tree.
func (c *makersGraphCmd) Run(e *env) (outcome, error) {
	reg, p, day, err := c.find(e.now)
	if err != nil {
		return outcome{}, err
	}
	rows := tree(reg, p, day)
	if c.Output == "svg" {
		return outcome{}, drawSVG(e.stdout, rows, fmt.Sprintf("Who owns %s, and what it owns, on %s", p.Name, day))
	}
	for _, r := range rows {
		if _, err := fmt.Fprintln(e.stdout, r.text()); err != nil {
			return outcome{}, err
		}
	}
	return outcome{}, nil
}

// A treeRow is one party of the drawing: how far it is to the right, how it
// stands to the one that it hangs from, and what is in doubt.
type treeRow struct {
	depth  int // 0 is the party itself
	owner  bool
	name   string
	how    string
	doubt  bool
	middle bool // the party itself
}

func (r treeRow) text() string {
	if r.middle {
		return "● " + r.name
	}
	lead := strings.Repeat("   ", r.depth-1)
	arm := "└─ "
	if r.owner {
		arm = "┌─ "
	}
	mark := ""
	if r.doubt {
		mark = "?"
	}
	return lead + arm + joinWords(" · ", r.name, r.how, mark)
}

// tree gives the owners above the party, the farthest first, and the owned
// below it. A party that two paths reach stands twice, as it is owned twice.
func tree(reg *register.Register, p *register.Party, day string) []treeRow {
	var rows []treeRow
	ups := reg.Up(p.ID, day)
	for i := len(ups) - 1; i >= 0; i-- {
		rows = append(rows, rowOf(reg, ups[i], true))
	}
	rows = append(rows, treeRow{name: p.Name + " (" + p.ID + ") on " + day, middle: true})
	children := map[string][]register.Reach{}
	for _, r := range reg.Down(p.ID, day) {
		parent := r.Path[len(r.Path)-1].To
		children[parentKey(len(r.Path)-1, parent)] = append(children[parentKey(len(r.Path)-1, parent)], r)
	}
	var hang func(depth int, id string)
	hang = func(depth int, id string) {
		for _, r := range children[parentKey(depth, id)] {
			rows = append(rows, rowOf(reg, r, false))
			hang(depth+1, r.Party)
		}
		delete(children, parentKey(depth, id))
	}
	hang(0, p.ID)
	return rows
}

func parentKey(depth int, id string) string { return fmt.Sprint(depth, " ", id) }

func rowOf(reg *register.Register, r register.Reach, owner bool) treeRow {
	last := r.Path[len(r.Path)-1].Relation
	doubt := disputedWord(last.Disputed)
	if doubt == "" && last.Unverified {
		doubt = "not verified"
	}
	how := joinWords(", ", string(last.Kind), shareWord(last.Share), span(last.From, last.Until), doubt)
	return treeRow{depth: len(r.Path), owner: owner, name: reg.Party(r.Party).Name + " (" + r.Party + ")", how: how, doubt: r.Doubt != ""}
}

// drawSVG draws the rows below each other, so that labels never overlap. The
// title and the rows' own text make it readable without sight.
func drawSVG(w io.Writer, rows []treeRow, title string) error {
	const line, step, left, top = 26, 28, 16, 44
	width := 480
	for _, r := range rows {
		width = max(width, left+step*r.depth+9*len([]rune(joinWords(" · ", r.name, r.how)))+40)
	}
	height := top + line*len(rows) + 20
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="14">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%d parties; owners above, owned below; a dashed line is disputed, not verified or of unknown date.</desc>\n", html.EscapeString(title), len(rows))
	fmt.Fprintf(&b, `<text x="%d" y="24" font-weight="bold">%s</text>`+"\n", left, html.EscapeString(title))
	middle := 0
	for i, r := range rows {
		if r.middle {
			middle = i
		}
	}
	for i, r := range rows {
		x, y := left+step*r.depth, top+line*i
		if !r.middle {
			to := parentRow(rows, i, middle)
			dash := ""
			if r.doubt {
				dash = ` stroke-dasharray="4 3"`
			}
			px, py := left+step*rows[to].depth+6, top+line*to+8
			fmt.Fprintf(&b, `<path d="M%d %d V%d H%d" fill="none" stroke="#505a5f"%s/>`+"\n", px, py, y+8, x, dash)
		}
		fill := "#1d70b8"
		if r.middle {
			fill = "#0b0c0c"
		}
		fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="5" fill="%s"/>`+"\n", x+6, y+8, fill)
		fmt.Fprintf(&b, `<text x="%d" y="%d">%s <tspan fill="#505a5f">%s</tspan></text>`+"\n", x+18, y+13, html.EscapeString(r.name), html.EscapeString(r.how))
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// parentRow is the row that row i hangs from: the nearest one towards the
// middle that is a step less deep.
func parentRow(rows []treeRow, i, middle int) int {
	towards := 1
	if i > middle {
		towards = -1
	}
	for j := i + towards; j != middle; j += towards {
		if rows[j].depth == rows[i].depth-1 {
			return j
		}
	}
	return middle
}
