package main

import (
	"bufio"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"caveat.example/caveat/internal/assess"
)

// registerTimelineCmd draws which instruments stood when.
type registerTimelineCmd struct {
	instrumentFlags `embed:""`

	From   int    `default:"2018" placeholder:"YEAR" help:"First year drawn. Default: 2018."`
	Until  int    `default:"2028" placeholder:"YEAR" help:"Last year drawn. Default: 2028."`
	Output string `short:"o" default:"text" enum:"text,table,json,html" placeholder:"FORMAT" help:"text, json (JSON Lines) or html (one page that needs nothing else)."`
}

// Help is shown below the summary of --help.
func (registerTimelineCmd) Help() string {
	return examples(
		`caveat register timeline --jurisdiction US --from 2017`,
		`caveat register timeline -o html > timeline.html`,
	)
}

// Run draws a line for each instrument, and one for each part that has days of
// its own.
func (c *registerTimelineCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	if c.Until < c.From || c.Until-c.From > 50 {
		return outcome{}, usage(fmt.Errorf("--from %d --until %d: give a span of at most 50 years, the first year first", c.From, c.Until))
	}
	chosen, err := c.choose(e, know)
	if err != nil {
		return outcome{}, err
	}
	rows := rowsOf(chosen, c.KnownAt)
	switch c.Output {
	case "json":
		for _, r := range rows {
			for _, s := range r.Spans {
				if err := printLine(e.stdout, "span", s); err != nil {
					return outcome{}, err
				}
			}
		}
		return outcome{}, nil
	case "html":
		return outcome{}, c.page(e.stdout, know, rows)
	}
	return outcome{}, c.text(e.stdout, know, rows)
}

// A timelineRow is one line of the drawing.
type timelineRow struct {
	Label string
	Title string
	Spans []assess.Span
}

func rowsOf(chosen []*assess.Instrument, knownAt string) []timelineRow {
	var rows []timelineRow
	for _, in := range chosen {
		at := map[string]int{}
		for _, s := range in.Spans(knownAt) {
			i, ok := at[s.Part]
			if !ok {
				label := in.ID
				if s.Part != "" {
					label = "  " + strings.ReplaceAll(s.Part, "_", " ")
				}
				if s.Part != "" && len(at) == 0 {
					rows = append(rows, timelineRow{Label: in.ID, Title: in.Title})
				}
				i = len(rows)
				at[s.Part] = i
				rows = append(rows, timelineRow{Label: label, Title: in.Title})
			}
			rows[i].Spans = append(rows[i].Spans, s)
		}
	}
	return rows
}

// perYear is how many characters stand for a year.
const perYear = 6

var drawn = map[string]rune{"in_force": '#', "unconfirmed": '?', "suspended": '-'}

// text draws with plain characters, so that every terminal and screen reader
// can show it.
func (c *registerTimelineCmd) text(out io.Writer, know *knowledge, rows []timelineRow) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%-28s", "")
	for y := c.From; y <= c.Until; y++ {
		fmt.Fprintf(w, "%-*d", perYear, y)
	}
	fmt.Fprintln(w)
	width := (c.Until - c.From + 1) * perYear
	today := c.cell(c.Date, width)
	for _, r := range rows {
		line := []rune(strings.Repeat(" ", width))
		for _, s := range r.Spans {
			from, until := c.cell(s.From, width), c.cell(s.Until, width)
			if s.From == "" {
				from = 0
			}
			if s.Until == "" {
				until = width - 1
			}
			for i := max(from, 0); i <= min(until, width-1); i++ {
				line[i] = drawn[s.State]
			}
		}
		if today >= 0 && today < width && line[today] == ' ' {
			line[today] = '.'
		}
		fmt.Fprintf(w, "%-28.28s%s\n", r.Label, strings.TrimRight(string(line), " "))
	}
	fmt.Fprintf(w, "# in force   ? not confirmed   - suspended   . %s, where nothing stands\n", c.Date)
	fmt.Fprintf(w, "Register %s, facts as of %s.\n", short(know.digest), know.asOf)
	return w.Flush()
}

// cell is the place of a day in a line; days outside fall outside.
func (c *registerTimelineCmd) cell(day string, width int) int {
	return int(c.share(day) * float64(width))
}

// share is the place of a day between the first and the last year, 0 to 1.
func (c *registerTimelineCmd) share(day string) float64 {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return -1
	}
	first := time.Date(c.From, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(c.Until+1, 1, 1, 0, 0, 0, 0, time.UTC)
	return float64(t.Sub(first)) / float64(last.Sub(first))
}

// A bar is a span on the page, in percent of the width.
type bar struct {
	X, W  float64
	State string
	Says  string
}

// page writes one HTML page with a drawing and, for readers that draw nothing,
// the same as a table.
func (c *registerTimelineCmd) page(w io.Writer, know *knowledge, rows []timelineRow) error {
	type row struct {
		timelineRow
		Y    int
		Bars []bar
	}
	data := struct {
		Rows           []row
		Years          []bar
		Height         int
		Date, Register string
		AsOf           string
		Today          float64
	}{Date: c.Date, Register: know.digest, AsOf: know.asOf, Today: c.share(c.Date) * 100}
	for y := c.From; y <= c.Until; y++ {
		data.Years = append(data.Years, bar{X: 100 * float64(y-c.From) / float64(c.Until-c.From+1), Says: fmt.Sprint(y)})
	}
	for i, r := range rows {
		out := row{timelineRow: r, Y: 24 + i*22}
		for _, s := range r.Spans {
			from, until := c.share(s.From), c.share(s.Until)
			if s.From == "" || from < 0 {
				from = 0
			}
			if s.Until == "" || until > 1 {
				until = 1
			}
			if until <= from || from > 1 {
				continue
			}
			out.Bars = append(out.Bars, bar{X: from * 100, W: (until - from) * 100, State: s.State, Says: fmt.Sprintf("%s: %s to %s, %s", strings.TrimSpace(r.Label), firstText(s.From, "…"), firstText(s.Until, "…"), stateWord[s.State])})
		}
		data.Rows = append(data.Rows, out)
	}
	data.Height = 30 + len(rows)*22
	return timelinePage.Execute(w, data)
}

var timelinePage = template.Must(template.New("timeline").Funcs(template.FuncMap{"state": func(s string) string { return stateWord[s] }}).Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Which instruments stood when</title>
<style>
body{font:16px/1.4 system-ui,sans-serif;margin:1rem auto;max-width:75rem;padding:0 1rem;color:#0b0c0c;background:#fff}
svg{width:100%;height:auto;border:1px solid #b1b4b6}
.in_force{fill:#00703c}.unconfirmed{fill:#f47738}.suspended{fill:#b1b4b6}
.draw{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;font-size:14px}
.label{height:22px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
table{border-collapse:collapse;width:100%;margin-top:1rem}td,th{border-bottom:1px solid #b1b4b6;text-align:left;padding:.2rem .5rem;vertical-align:top}
.key span{display:inline-block;width:1em;height:1em;vertical-align:-2px;margin:0 .3em 0 1em}
</style></head><body>
<h1>Which instruments stood when</h1>
<p class="key"><span style="background:#00703c"></span>in force<span style="background:#f47738"></span>not confirmed<span style="background:#b1b4b6"></span>suspended. The line is {{.Date}}.</p>
<div class="draw"><div><div class="label">&nbsp;</div>{{range .Rows}}<div class="label" title="{{.Title}}">{{.Label}}</div>{{end}}</div>
<svg viewBox="0 0 1000 {{.Height}}" preserveAspectRatio="none" role="img" aria-labelledby="t d" style="height:{{.Height}}px"><title id="t">Instruments over the years</title><desc id="d">The table below says the same in words.</desc>
{{range .Years}}<line x1="{{.X}}%" x2="{{.X}}%" y1="0" y2="100%" stroke="#e5e6e7"/><text x="{{.X}}%" y="14" font-size="12" textLength="28">{{.Says}}</text>{{end}}
{{range .Rows}}{{$y := .Y}}{{range .Bars}}<rect class="{{.State}}" x="{{.X}}%" width="{{.W}}%" y="{{$y}}" height="14"><title>{{.Says}}</title></rect>{{end}}{{end}}
<line x1="{{.Today}}%" x2="{{.Today}}%" y1="0" y2="100%" stroke="#d4351c"/></svg></div>
<table><thead><tr><th>Instrument</th><th>From</th><th>Until</th><th>State</th><th>Note</th></tr></thead><tbody>
{{range .Rows}}{{$r := .}}{{range .Spans}}<tr><td>{{.Instrument}}{{if .Part}}, {{.Part}}{{end}}</td><td>{{.From}}</td><td>{{.Until}}</td><td>{{state .State}}</td><td>{{.Note}}</td></tr>
{{end}}{{end}}</tbody></table>
<p>Register {{.Register}}, facts as of {{.AsOf}}. Not legal advice.</p>
</body></html>
`))
