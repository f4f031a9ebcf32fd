package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// jsonLines writes one object a line, "type" first; doc/json.md describes them.
// A run whose lines do not end with a summary was cut off.
type jsonLines struct {
	w   io.Writer
	buf bytes.Buffer
	enc *json.Encoder
}

func newJSON(w io.Writer, _ Options) finding.Sink {
	j := &jsonLines{w: w}
	j.enc = json.NewEncoder(&j.buf)
	j.enc.SetEscapeHTML(false)
	return j
}

func (j *jsonLines) Begin(r finding.Run) error {
	return j.line(struct {
		Type string `json:"type"`
		finding.Run
	}{"run", r})
}

func (j *jsonLines) Answer(a finding.Answer) error {
	return j.line(struct {
		Type string `json:"type"`
		finding.Answer
	}{"item", withLists(a)})
}

func (j *jsonLines) Skipped(o cite.Origin, reason string) error {
	return j.line(struct {
		Type   string      `json:"type"`
		Origin cite.Origin `json:"origin"`
		Reason string      `json:"reason"`
	}{"skipped", o, reason})
}

func (j *jsonLines) Source(n finding.SourceNote) error {
	return j.line(struct {
		Type string `json:"type"`
		finding.SourceNote
	}{"source", n})
}

func (j *jsonLines) End(s finding.Summary) error {
	return j.line(struct {
		Type string `json:"type"`
		finding.Summary
	}{"summary", s})
}

func (j *jsonLines) line(v any) error {
	j.buf.Reset()
	if err := j.enc.Encode(v); err != nil {
		return fmt.Errorf("writing a line of JSON: %w", err)
	}
	_, err := j.w.Write(escapeControls(j.buf.Bytes()))
	return err
}

// withLists returns a with empty lists where it has none, so that a program
// finds [] and never null under the names that every item has.
func withLists(a finding.Answer) finding.Answer {
	if a.Attributions == nil {
		a.Attributions = []attribution.Attribution{}
	}
	if a.Findings == nil {
		a.Findings = []finding.Finding{}
	}
	for i := range a.Findings {
		if f := &a.Findings[i]; f.Because == nil || f.Elements == nil || f.Missing == nil {
			a.Findings = completed(a.Findings)
			break
		}
	}
	return a
}

func completed(in []finding.Finding) []finding.Finding {
	out := append([]finding.Finding(nil), in...)
	for i := range out {
		f := &out[i]
		if f.Because == nil {
			f.Because = []string{}
		}
		if f.Elements == nil {
			f.Elements = []finding.Element{}
		}
		if f.Missing == nil {
			f.Missing = []finding.Question{}
		}
	}
	return out
}

// escapeControls writes the characters that JSON allows but that command a
// terminal or turn its text (DEL, C1, bidirectional controls) as \uXXXX. The
// value stays the same.
func escapeControls(line []byte) []byte {
	at := indexControl(line, 0)
	if at < 0 {
		return line
	}
	var out []byte
	from := 0
	for at >= 0 {
		r, size := utf8.DecodeRune(line[at:])
		out = append(out, line[from:at]...)
		out = fmt.Appendf(out, "\\u%04x", r)
		from = at + size
		at = indexControl(line, from)
	}
	return append(out, line[from:]...)
}

// indexControl finds the next such character from from on, or -1. It looks at
// bytes first, since almost no line has one.
func indexControl(line []byte, from int) int {
	for i := from; i < len(line); i++ {
		switch line[i] {
		case 0x7f:
			return i
		case 0xc2, 0xd8, 0xe2:
			if r, _ := utf8.DecodeRune(line[i:]); commands(r) {
				return i
			}
		}
	}
	return -1
}

func commands(r rune) bool {
	return r >= 0x80 && r <= 0x9f || r == 0x61c || r == 0x200e || r == 0x200f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
