package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// jsonLines writes one object a line, "type" first; doc/json.md describes them.
// A run whose lines do not end with a summary was cut off.
type jsonLines struct {
	w    io.Writer
	line object // reused
	told map[*finding.Finding]findingsText
	size int // bytes in told
}

// A findingsText is how a list of findings is written. Alike items share one
// list, which never changes (see finding.Answer), so it is written once.
type findingsText struct {
	n    int
	text []byte
}

// maxTold is the most bytes of findings that are kept written.
const maxTold = 8 << 20

func newJSON(w io.Writer, _ Options) finding.Sink {
	j := &jsonLines{w: w, told: map[*finding.Finding]findingsText{}}
	j.line.told = map[string]*finding.Finding{}
	return j
}

func (j *jsonLines) Begin(r finding.Run) error {
	return j.write(struct {
		Type string `json:"type"`
		finding.Run
	}{"run", r})
}

func (j *jsonLines) Answer(a finding.Answer) error {
	for i := range a.Findings {
		if err := j.instrument(&a.Findings[i]); err != nil {
			return err
		}
	}
	j.line.b = j.line.b[:0]
	j.line.answer(&a, j.findings)
	return j.flush()
}

// instrument writes the line of an instrument before the first finding of it.
func (j *jsonLines) instrument(f *finding.Finding) error {
	if j.line.told[f.Instrument] != nil {
		return nil
	}
	j.line.b = j.line.b[:0]
	j.line.instrument(f)
	j.line.told[f.Instrument] = f
	return j.flush()
}

// findings appends the list of an answer's findings. A list that comes a second
// time is kept, since it will come again.
func (j *jsonLines) findings(o *object, all []finding.Finding) {
	if len(all) == 0 {
		o.findings(all)
		return
	}
	first := &all[0]
	kept, seen := j.told[first]
	if seen && kept.n == len(all) && kept.text != nil {
		o.b = append(o.b, kept.text...)
		return
	}
	from := len(o.b)
	o.findings(all)
	if j.size > maxTold || len(j.told) > maxLists {
		clear(j.told)
		j.size = 0
	}
	next := findingsText{n: len(all)}
	if seen && kept.n == len(all) {
		next.text = bytes.Clone(o.b[from:])
		j.size += len(next.text)
	}
	j.told[first] = next
}

// maxLists is the most lists that are remembered, seen once or often.
const maxLists = 1 << 10

func (j *jsonLines) Skipped(o cite.Origin, reason string) error {
	return j.write(struct {
		Type   string      `json:"type"`
		Origin cite.Origin `json:"origin"`
		Reason string      `json:"reason"`
	}{"skipped", o, reason})
}

func (j *jsonLines) Source(n finding.SourceNote) error {
	return j.write(struct {
		Type string `json:"type"`
		finding.SourceNote
	}{"source", n})
}

func (j *jsonLines) End(s finding.Summary) error {
	return j.write(struct {
		Type string `json:"type"`
		finding.Summary
	}{"summary", s})
}

// write writes one of the lines that are few.
func (j *jsonLines) write(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing a line of JSON: %w", err)
	}
	j.line.b = append(j.line.b[:0], escapeControls(b)...)
	return j.flush()
}

// longLine is how much room is kept from one line to the next.
const longLine = 1 << 20

func (j *jsonLines) flush() error {
	j.line.b = append(j.line.b, '\n')
	_, err := j.w.Write(j.line.b)
	if cap(j.line.b) > longLine {
		j.line.b = nil
	}
	return err
}

// escapeControls does to a whole line what appendString does to a value.
func escapeControls(line []byte) []byte {
	var out []byte
	for _, r := range string(line) {
		if commands(r) {
			out = fmt.Appendf(out, "\\u%04x", r)
			continue
		}
		out = append(out, string(r)...)
	}
	return out
}
