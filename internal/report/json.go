package report

import (
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
}

func newJSON(w io.Writer, _ Options) finding.Sink { return &jsonLines{w: w} }

func (j *jsonLines) Begin(r finding.Run) error {
	return j.write(struct {
		Type string `json:"type"`
		finding.Run
	}{"run", r})
}

func (j *jsonLines) Answer(a finding.Answer) error {
	j.line.b = j.line.b[:0]
	j.line.answer(&a)
	return j.flush()
}

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
