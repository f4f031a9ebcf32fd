package report

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"

	"caveat.example/caveat/internal/finding"
)

// A Keeper is a Sink whose run can be taken up by another program after it was
// cut. All formats of this package are; whoever makes a Sink checks for it.
type Keeper interface {
	finding.Sink

	// Keep writes out what the Sink holds back of what can be written, and
	// returns the rest: all that a new Sink has to know to go on.
	Keep() ([]byte, error)

	// Resume takes what Keep returned, in place of Begin.
	Resume(kept []byte) error
}

// errNoKeeper says that a Sink cannot be taken up again.
var errNoKeeper = errors.New("one of the formats cannot go on after a cut")

func pack(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(v); err != nil {
		return nil, fmt.Errorf("keeping the state of a report: %w", err)
	}
	return b.Bytes(), nil
}

func unpack(kept []byte, v any) error {
	if err := gob.NewDecoder(bytes.NewReader(kept)).Decode(v); err != nil {
		return fmt.Errorf("reading the state of a report: %w", err)
	}
	return nil
}

func (a all) Keep() ([]byte, error) {
	parts := make([][]byte, len(a))
	for i, s := range a {
		k, ok := s.(Keeper)
		if !ok {
			return nil, errNoKeeper
		}
		var err error
		if parts[i], err = k.Keep(); err != nil {
			return nil, err
		}
	}
	return pack(parts)
}

func (a all) Resume(kept []byte) error {
	var parts [][]byte
	if err := unpack(kept, &parts); err != nil {
		return err
	}
	if len(parts) != len(a) {
		return fmt.Errorf("the state is of %d reports, and there are %d", len(parts), len(a))
	}
	for i, s := range a {
		k, ok := s.(Keeper)
		if !ok {
			return errNoKeeper
		}
		if err := k.Resume(parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (o *only) Keep() ([]byte, error) {
	if k, ok := o.Sink.(Keeper); ok {
		return k.Keep()
	}
	return nil, errNoKeeper
}

func (o *only) Resume(kept []byte) error {
	if k, ok := o.Sink.(Keeper); ok {
		return k.Resume(kept)
	}
	return errNoKeeper
}

// Keep returns which instruments have a line of their own: what later lines say
// of them depends on it.
func (j *jsonLines) Keep() ([]byte, error) { return pack(j.line.told) }

func (j *jsonLines) Resume(kept []byte) error { return unpack(kept, &j.line.told) }

// Keep has nothing to return: a line of a table depends on no other.
func (c *csvSink) Keep() ([]byte, error) {
	c.w.Flush()
	return nil, c.w.Error()
}

func (c *csvSink) Resume([]byte) error { return nil }

// A keptPage is all that an unfinished page holds.
type keptPage struct {
	Tally keptTally
	Items map[finding.Status]keptItems
	Seen  int
}

type keptItems struct {
	Page        []byte
	Shown, More int
}

func (h *html) Keep() ([]byte, error) {
	k := keptPage{Tally: h.tally.keep(), Items: map[finding.Status]keptItems{}, Seen: h.seen}
	for state, set := range h.states {
		k.Items[state] = keptItems{set.buf.Bytes(), set.shown, set.more}
	}
	return pack(k)
}

func (h *html) Resume(kept []byte) error {
	var k keptPage
	if err := unpack(kept, &k); err != nil {
		return err
	}
	h.seen = k.Seen
	h.tally.resume(k.Tally)
	for state, set := range h.states {
		from := k.Items[state]
		set.buf.Write(from.Page)
		set.shown, set.more = from.Shown, from.More
	}
	return nil
}

// A keptTable is all that an unfinished table holds.
type keptTable struct {
	Tally keptTally
	Rows  map[finding.Status]keptRows
}

type keptRows struct {
	Rows []keptRow
	More int
}

type keptRow struct {
	Key, Source, Place, What, Who, Why string
	Items                              int
}

func (t *table) Keep() ([]byte, error) {
	k := keptTable{Tally: t.tally.keep(), Rows: map[finding.Status]keptRows{}}
	for state, set := range t.rows {
		rows := make([]keptRow, len(set.rows))
		for i, r := range set.rows {
			rows[i] = keptRow{r.key, r.source, r.place, r.what, r.who, r.why, r.items}
		}
		k.Rows[state] = keptRows{rows, set.more}
	}
	return pack(k)
}

func (t *table) Resume(kept []byte) error {
	var k keptTable
	if err := unpack(kept, &k); err != nil {
		return err
	}
	t.tally.resume(k.Tally)
	for state, set := range t.rows {
		set.more = k.Rows[state].More
		for _, r := range k.Rows[state].Rows {
			set.add(&row{r.Key, r.Source, r.Place, r.What, r.Who, r.Why, r.Items})
		}
	}
	return nil
}

// A keptTally is a tally with names that can be written.
type keptTally struct {
	Run          finding.Run
	Instruments  map[string]*instrument
	Families     map[string]*family
	Questions    map[string]*asking
	Mentions     []mention
	MoreMentions int
	Mentioned    map[string]bool
	Skips        []skip
	MoreSkips    int
	Sources      []finding.SourceNote
	MoreSources  int
	Damaged      bool
}

func (t *tally) keep() keptTally {
	return keptTally{
		t.run, t.instruments, t.families, t.questions, t.mentions, t.moreMention, t.seenMention,
		t.skips, t.moreSkips, t.sources, t.moreSources, t.damaged,
	}
}

func (t *tally) resume(k keptTally) {
	fresh := newTally()
	*t = tally{
		k.Run, k.Instruments, k.Families, k.Questions, k.Mentions, k.MoreMentions, k.Mentioned,
		k.Skips, k.MoreSkips, k.Sources, k.MoreSources, k.Damaged, fresh.repeated,
	}
	// What was empty is not written.
	if t.instruments == nil {
		t.instruments = fresh.instruments
	}
	if t.families == nil {
		t.families = fresh.families
	}
	if t.questions == nil {
		t.questions = fresh.questions
	}
	if t.seenMention == nil {
		t.seenMention = fresh.seenMention
	}
}
