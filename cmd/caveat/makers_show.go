package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/register"
)

// makersShowCmd shows all that is known of a party.
type makersShowCmd struct {
	partyOnDay `embed:""`

	Output string `short:"o" default:"text" enum:"text,json" placeholder:"FORMAT" help:"text or json. Default: text."`
}

// Help is shown below the summary of --help.
func (makersShowCmd) Help() string {
	return examples(
		`caveat makers show lorex --date 2021-06-01`,
		`caveat makers show -o json "Hangzhou Hikvision"`,
	)
}

// Run prints the party, each fact with its source.
func (c *makersShowCmd) Run(e *env) (outcome, error) {
	reg, p, day, err := c.find(e.now)
	if err != nil {
		return outcome{}, err
	}
	if c.Output == "json" {
		return outcome{}, json.NewEncoder(e.stdout).Encode(partyLine(reg, p, day))
	}
	page := partyPage{reg: reg, p: p, day: day}
	page.out.print = func(f string, a ...any) (int, error) { return fmt.Fprintf(e.stdout, f, a...) }
	page.show()
	return outcome{}, page.out.err
}

// partyJSON is the line that show -o json prints.
type partyJSON struct {
	Type            string                   `json:"type"` // party
	Day             string                   `json:"day"`
	Family          string                   `json:"family"`
	Party           *register.Party          `json:"party"`
	Owners          []reachJSON              `json:"owners"`
	Owned           []reachJSON              `json:"owned"`
	Brands          []register.Brand         `json:"brands"`
	Evidence        []register.Evidence      `json:"evidence"`
	Vulnerabilities []register.Vulnerability `json:"vulnerabilities"`
}

type reachJSON struct {
	Party string   `json:"party"`
	Path  []string `json:"path"`
	Share float64  `json:"share,omitempty"`
	Doubt string   `json:"doubt,omitempty"`
}

func partyLine(reg *register.Register, p *register.Party, day string) partyJSON {
	return partyJSON{
		Type: "party", Day: day, Family: reg.Family(p.ID, day), Party: p,
		Owners: reaches(reg.Up(p.ID, day)), Owned: reaches(reg.Down(p.ID, day)),
		Brands: brandsOf(reg, p.ID), Evidence: reg.Evidence(p.ID), Vulnerabilities: reg.Vulnerabilities(p.ID),
	}
}

func reaches(rs []register.Reach) []reachJSON {
	out := make([]reachJSON, len(rs))
	for i, r := range rs {
		out[i] = reachJSON{Party: r.Party, Path: pathSteps(r), Share: r.Share, Doubt: r.Doubt}
	}
	return out
}

// A partyPage prints what is known of one party on one day.
type partyPage struct {
	reg *register.Register
	p   *register.Party
	day string
	out errPrinting
}

func (g *partyPage) show() {
	g.head()
	g.names()
	g.listed()
	g.relations()
	g.brands()
	g.evidence()
	g.vulnerabilities()
}

// title prints a heading when there is something below it.
func (g *partyPage) title(text string, n int) bool {
	if n > 0 {
		g.out.f("\n%s\n", text)
	}
	return n > 0
}

// line prints a fact and, below it, its source.
func (g *partyPage) line(fact string, s register.Source) {
	g.out.f("  %s\n", fact)
	g.out.f("      %s\n", joinWords("; ", "source: "+s.Text, checkedWord(s)))
}

func (g *partyPage) head() {
	p := g.p
	g.out.f("%s (%s)\n", p.Name, p.ID)
	family := g.reg.Family(p.ID, g.day)
	if family == p.ID {
		family = "none above it"
		if p.Family == p.ID {
			family = "it is the head"
		}
	}
	g.out.f("  %s\n", joinWords(" · ", p.Kind, p.Country, strings.Join(p.Products, ", "), "family on "+g.day+": "+family))
	if ok, why := p.MayClear(); ok {
		g.out.f("  may be cleared as a maker: yes (%s)\n", p.Status)
	} else {
		g.out.f("  may be cleared as a maker: no, %s\n", why)
	}
	if p.Note != "" {
		g.out.f("  %s\n", p.Note)
	}
	g.out.f("  %s\n", joinWords("; ", "source: "+p.Text, checkedWord(p.Source), "looked at "+p.Date, p.At))
}

func (g *partyPage) names() {
	if g.title("Names and identifiers", len(g.p.Names)+len(g.p.IDs)) {
		for _, n := range g.p.Names {
			g.out.f("  %s\n", joinWords(" · ", n.Text, n.Kind, span(n.From, n.Until), checkedWord(n.Source)))
		}
		for _, id := range g.p.IDs {
			g.out.f("  %s\n", joinWords(" · ", id.Scheme+" "+id.Value, checkedWord(id.Source)))
		}
	}
}

func (g *partyPage) listed() {
	if g.title("Named by lists (which prohibits nothing by itself)", len(g.p.Listed)) {
		for _, l := range g.p.Listed {
			kind := ""
			switch {
			case l.Category:
				kind = "names a category by place of production, not this party"
			case l.Sister:
				kind = "names a unit or sister, not this party"
			}
			g.line(joinWords(" · ", l.List, span(l.From, l.Until), l.Name, l.Cite, kind, l.Note), l.Source)
		}
	}
}

func (g *partyPage) relations() {
	if g.title("Relations, all days; what holds on "+g.day+" is marked *", len(g.p.Relations)) {
		for i := range g.p.Relations {
			r := &g.p.Relations[i]
			mark := " "
			if r.On(g.day) {
				mark = "*"
			}
			g.line(joinWords(" · ", mark+" "+string(r.Kind)+" "+r.To, shareWord(r.Share), span(r.From, r.Until), r.Scope, r.Line, disputedWord(r.Disputed), r.Note), r.Source)
		}
	}
	g.reached("Owners on "+g.day, g.reg.Up(g.p.ID, g.day))
	g.reached("Owned on "+g.day, g.reg.Down(g.p.ID, g.day))
}

// reached prints parties of paths. Of very many, the nearest.
func (g *partyPage) reached(title string, rs []register.Reach) {
	const most = 40
	if !g.title(fmt.Sprintf("%s (%d)", title, len(rs)), len(rs)) {
		return
	}
	for i, r := range rs {
		if i == most {
			g.out.f("  … and %d more: caveat makers graph %s\n", len(rs)-most, g.p.ID)
			return
		}
		g.out.f("  %s\n", joinWords(" · ", r.Party, shareWord(r.Share), strings.Join(pathSteps(r), ", "), r.Doubt))
	}
}

func (g *partyPage) brands() {
	brands := brandsOf(g.reg, g.p.ID)
	if g.title(fmt.Sprintf("Brands that it owns or makes for (%d)", len(brands)), len(brands)) {
		for _, b := range brands {
			var makers []string
			for _, m := range b.Makers {
				makers = append(makers, joinWords(", ", joinWords(" ", orNobody(m.Party), m.Scope), m.Line, span(m.From, m.Until), disputedWord(m.Disputed), checkedWord(m.Source)))
			}
			name := strings.Join(slices.Concat(b.Words, b.Common), ", ")
			g.line(joinWords(" · ", b.ID, name, "made by "+strings.Join(makers, "; ")), b.Source)
		}
	}
}

func orNobody(id string) string {
	if id == "" {
		return "nobody known"
	}
	return id
}

func (g *partyPage) evidence() {
	items := g.reg.Evidence(g.p.ID)
	if !g.title("Published about it, with its reply (others' words, not findings)", len(items)) {
		return
	}
	for _, e := range items {
		g.out.f("  %s\n", joinWords(" · ", orUndated(e.Published), e.ReportedBy, e.Title))
		g.out.f("      says: %s\n", e.Says)
		reply := e.Reply.Text
		if reply == "" {
			reply = joinWords("; ", strings.ReplaceAll(e.Reply.Status, "_", " "), e.Reply.Note)
		}
		g.out.f("      reply: %s\n", joinWords(" · ", reply, e.Reply.By, e.Reply.Date))
		g.out.f("      %s\n", joinWords("; ", e.URL, checkedWord(e.Source), e.At))
	}
}

func orUndated(day string) string {
	if day == "" {
		return "undated"
	}
	return day
}

func (g *partyPage) vulnerabilities() {
	vs := g.reg.Vulnerabilities(g.p.ID)
	if !g.title("Known vulnerabilities (never a reason for \"restricted\")", len(vs)) {
		return
	}
	for _, v := range vs {
		kev := ""
		if v.KEVAdded != "" {
			kev = "known exploited, in CISA's catalogue since " + v.KEVAdded
		}
		g.line(joinWords(" · ", v.ID, v.Title, kev, strings.Join(v.Affected, "; ")), v.Source)
		if v.Reply != "" {
			g.out.f("      reply: %s\n", v.Reply)
		}
	}
}
