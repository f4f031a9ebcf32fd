package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// html is one page that needs nothing else: no script, no network, no font. It
// writes at End. Items are rendered as they come, into a bounded buffer for
// each state; what is over the bound is counted, and the page says so.
type html struct {
	w      io.Writer
	o      Options
	tally  *tally
	states map[finding.Status]*rendered
	seen   int
}

// The bounds of the evidence that the page carries for each state.
const (
	pageItems = 1_000
	pageBytes = 6 << 20
)

// rendered holds the finished items of one state.
type rendered struct {
	buf   bytes.Buffer
	shown int
	more  int
}

func newHTML(w io.Writer, o Options) finding.Sink {
	h := &html{w: w, o: o, tally: newTally(), states: map[finding.Status]*rendered{}}
	for _, s := range states() {
		h.states[s] = &rendered{}
	}
	return h
}

func (h *html) Begin(r finding.Run) error {
	h.tally.run = r
	return nil
}

func (h *html) Answer(a finding.Answer) error {
	h.seen++
	set := h.states[a.Status]
	if set == nil {
		set = h.states[finding.Unknown]
	}
	if set.shown == pageItems || set.buf.Len() > pageBytes {
		set.more++
		h.tally.answer(&a, "")
		return nil
	}
	set.shown++
	anchor := "item-" + strconv.Itoa(h.seen)
	h.tally.answer(&a, anchor)
	if err := pages().ExecuteTemplate(&set.buf, "item", itemView{Anchor: anchor, Answer: a}); err != nil {
		return fmt.Errorf("%s: showing the item in the page: %w", a.Item.Origin, err)
	}
	return nil
}

func (h *html) Skipped(o cite.Origin, reason string) error {
	h.tally.skipped(o, reason)
	return nil
}

func (h *html) Source(n finding.SourceNote) error {
	h.tally.source(n)
	return nil
}

func (h *html) End(sum finding.Summary) error {
	if err := pages().ExecuteTemplate(h.w, "page", h.view(sum)); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// An itemView is what the item template sees.
type itemView struct {
	Anchor string
	finding.Answer
}

// Who is the attribution to show first.
func (v itemView) Who() attribution.Attribution { return *principal(&v.Answer) }

// Reason is why the item is in its state, without the maker, who stands above.
func (v itemView) Reason() string {
	if f := weightiest(v.Findings); f != nil && v.Status == finding.Restricted && f.Says != "" {
		return f.Says
	}
	return v.Why
}

// Biting are the findings to act on.
func (v itemView) Biting() []finding.Finding {
	var out []finding.Finding
	for i := range v.Findings {
		if bites(&v.Findings[i]) {
			out = append(out, v.Findings[i])
		}
	}
	return out
}

// Other says which rules that name somebody behind the item do not bind it, and
// why; Rest counts those that name nobody behind it.
func (v itemView) Other() string {
	var out []string
	for i := range v.Findings {
		if f := &v.Findings[i]; !bites(f) && len(f.Parties) > 0 {
			out = append(out, notBinding(f.Instrument, f.Because))
		}
	}
	return strings.Join(out, ", ")
}

// Rest is explained with Other.
func (v itemView) Rest() int {
	n := 0
	for i := range v.Findings {
		if f := &v.Findings[i]; !bites(f) && len(f.Parties) == 0 {
			n++
		}
	}
	return n
}

// A pageView is what the page template sees.
type pageView struct {
	Run      finding.Run
	Sum      finding.Summary
	Only     []finding.Status
	States   []stateView
	Families []*family
	Told     []told // what was published about families behind an item to act on
	Biting   []*instrument
	Looked   []*instrument
	Asked    []*asking
	Mentions []mention
	Skips    []skip
	Context  string // who asks, in words
	Sources  []finding.SourceNote
	Damaged  bool

	MoreMentions, MoreSkips, MoreSources int

	Style template.CSS // the style sheet, and its hash for the page's policy
	Hash  string
}

// A stateView is one of the four states with its finished items.
type stateView struct {
	State finding.Status
	Count int
	Items template.HTML // made by the item template, so escaped
	Shown int
	More  int
}

func (h *html) view(sum finding.Summary) pageView {
	style, hash := stylesheet()
	v := pageView{
		Run: h.tally.run, Context: h.o.asked(h.tally.run.Context), Sum: sum, Only: h.o.Only, Families: h.tally.behind(),
		Biting: h.tally.biting(), Looked: h.tally.looked(), Asked: h.tally.asked(),
		Mentions: h.mentions(), Skips: h.tally.skips, Sources: h.tally.sources, Damaged: h.tally.damaged,
		MoreMentions: h.tally.moreMention, MoreSkips: h.tally.moreSkips, MoreSources: h.tally.moreSources,
		Style: style, Hash: hash,
	}
	v.Told = h.told(v.Families)
	for _, s := range states() {
		set := h.states[s]
		v.States = append(v.States, stateView{s, count(sum, s), template.HTML(set.buf.String()), set.shown, set.more})
	}
	return v
}

// mentions are those of the tally, with speakers by their names.
func (h *html) mentions() []mention {
	out := slices.Clone(h.tally.mentions)
	for i := range out {
		out[i].Speaker = h.o.name(out[i].Speaker)
	}
	return out
}

// A told is what was published about a family, with its replies.
type told struct {
	*family
	Published []Published
}

func (h *html) told(all []*family) []told {
	if h.o.Published == nil {
		return nil
	}
	var out []told
	for _, f := range all {
		if f.Restricted+f.Conditional == 0 {
			continue
		}
		if p := h.o.Published(f.ID); len(p) > 0 {
			out = append(out, told{f, p})
		}
	}
	return out
}
