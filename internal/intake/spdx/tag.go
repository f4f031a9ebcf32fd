package spdx

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// Tag reads SPDX as tag and value. Its zero value is ready.
type Tag struct{}

// Format is "spdx-tag-value".
func (Tag) Format() string { return "spdx-tag-value" }

// Accepts takes text with SPDX's first tag at the start of a line.
func (Tag) Accepts(_ string, head []byte) bool {
	return bytes.HasPrefix(head, []byte("SPDXVersion:")) || bytes.Contains(head, []byte("\nSPDXVersion:"))
}

// Items yields a package as a Component each.
func (Tag) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		t := &tags{in: in, r: bufio.NewReaderSize(in.Reader, intake.HeadSize), yield: yield}
		if err := t.read(); err != nil {
			yield(inventory.Item{}, err)
		}
	}
}

type tags struct {
	in    *intake.Input
	r     *bufio.Reader
	yield func(inventory.Item, error) bool
	line  int
	at    int // line where the package begins
	open  bool
	pack  pack
}

// read goes through the lines. A text in <text>…</text> may have several; it
// is passed over beyond the first.
func (t *tags) read() error {
	inText := false
	for {
		line, err := t.next()
		if err == io.EOF {
			t.put()
			return nil
		}
		if err == errStop {
			return nil
		}
		if err != nil {
			t.put()
			return fmt.Errorf("after line %d: %w", t.line, err)
		}
		if inText {
			inText = !strings.Contains(line, "</text>")
			continue
		}
		tag, value, _ := strings.Cut(line, ":")
		if strings.Contains(value, "<text>") && !strings.Contains(value, "</text>") {
			inText = true
		}
		value = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(value), "<text>"), "</text>")
		if !t.tag(strings.TrimSpace(tag), value) {
			return nil
		}
	}
}

// next reads a line, of which at most Limits.Record bytes are kept.
func (t *tags) next() (string, error) {
	var line []byte
	full := false
	t.line++
	for {
		part, more, err := t.r.ReadLine()
		if err != nil {
			return "", err
		}
		full = full || len(line)+len(part) > t.in.Options.Limits.Record
		if !full {
			line = append(line, part...)
		}
		if more {
			continue
		}
		if full && !t.yield(inventory.Item{}, t.in.Skip(fmt.Sprintf("line %d", t.line), "the line is longer than %d bytes: it was left out", t.in.Options.Limits.Record)) {
			return "", errStop
		}
		return string(line), nil
	}
}

func (t *tags) tag(tag, value string) bool {
	p := &t.pack
	switch tag {
	case "PackageName":
		if !t.put() {
			return false
		}
		t.open, t.at, t.pack = true, t.line, pack{name: value}
	case "PackageVersion":
		p.version = value
	case "PackageSupplier":
		p.supplier = value
	case "PackageOriginator":
		p.originator = value
	case "PackageSummary", "PackageDescription":
		p.about = strings.TrimSpace(p.about + " " + value)
	case "PrimaryPackagePurpose":
		p.purpose = value
	case "PackageFileName":
		p.file = value
	case "ExternalRef":
		if len(p.refs) < 100 {
			p.refs = append(p.refs, value)
		}
	}
	return true
}

// put yields the package that was being read.
func (t *tags) put() bool {
	if !t.open {
		return true
	}
	t.open = false
	return t.yield(t.pack.item(t.in, fmt.Sprintf("line %d", t.at)), nil)
}
