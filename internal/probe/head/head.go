// Package head reads the heads of text protocols (SSDP, RTSP, HTTP): a first
// line, fields, a blank line. It refuses to know what a field means.
package head

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/probe"
)

// Limits of one head and of the body that is read behind it.
const (
	MaxHead   = 16 << 10
	MaxBody   = 64 << 10
	maxFields = 100
)

// A Head is a message without its body.
type Head struct {
	First  string
	fields []field
}

type field struct{ name, value string }

// Get returns the first value of a field, "" when it is not there. Names are
// compared without regard to case.
func (h *Head) Get(name string) string {
	for _, f := range h.fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// All returns every value of a field; name is in lower case.
func (h *Head) All(name string) []string {
	var out []string
	for _, f := range h.fields {
		if f.name == name {
			out = append(out, f.value)
		}
	}
	return out
}

// Status is the number in the first line of an answer, 0 when it is none.
func (h *Head) Status() int {
	_, rest, _ := strings.Cut(h.First, " ")
	code, _, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(code)
	if err != nil || n < 100 || n > 999 {
		return 0
	}
	return n
}

// Parse reads a head and gives what follows it. Complete is false where the
// message ends before the blank line: what came is read all the same.
func Parse(message []byte) (h Head, body []byte, complete bool) {
	text := message[:min(len(message), MaxHead)]
	end, skip := bytes.Index(text, []byte("\r\n\r\n")), 4
	if lf := bytes.Index(text, []byte("\n\n")); lf >= 0 && (end < 0 || lf < end) {
		end, skip = lf, 2
	}
	if end >= 0 {
		text, body, complete = text[:end], message[end+skip:], true
	}
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimRight(line, "\r")
		if i == 0 {
			h.First = line
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || len(h.fields) >= maxFields {
			continue
		}
		h.fields = append(h.fields, field{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
	}
	return h, body, complete
}

// Read takes one answer from a line: its head, and as much of its body as it
// says it has, up to MaxBody. An answer that is cut by the line's limits is
// returned with an error that says so.
func Read(ctx context.Context, line probe.Line) ([]byte, error) {
	return ReadUntil(ctx, line, func([]byte) bool { return false })
}

// ReadUntil is Read that stops early, without an error, once what came is
// enough.
func ReadUntil(ctx context.Context, line probe.Line, enough func(got []byte) bool) ([]byte, error) {
	var got []byte
	buf := make([]byte, 4<<10)
	for {
		if done(got) || len(got) > 0 && enough(got) {
			return got, nil
		}
		if err := ctx.Err(); err != nil {
			return got, err
		}
		n, err := line.Read(buf)
		got = append(got, buf[:n]...)
		if errors.Is(err, io.EOF) && len(got) > 0 {
			return got, nil
		}
		if err != nil {
			return got, fmt.Errorf("reading the answer: %w", err)
		}
	}
}

func done(got []byte) bool {
	h, body, complete := Parse(got)
	if !complete {
		return len(got) >= MaxHead
	}
	if code := h.Status(); code == 304 || code == 204 {
		return true
	}
	if size := h.Get("content-length"); size != "" {
		n, err := strconv.Atoi(size)
		return err != nil || n < 0 || len(body) >= min(n, MaxBody)
	}
	if strings.HasPrefix(h.First, "RTSP/") {
		return true // RTSP has no body without a length
	}
	if strings.EqualFold(h.Get("transfer-encoding"), "chunked") && bytes.HasSuffix(body, []byte("0\r\n\r\n")) {
		return true
	}
	return len(body) >= MaxBody
}

var realm = regexp.MustCompile(`(?i)realm\s*=\s*(?:"([^"]*)"|([^",\s]+))`)

// Challenge reads the scheme and the realm of a WWW-Authenticate field.
func Challenge(value string) (scheme, name string) {
	scheme, _, _ = strings.Cut(strings.TrimSpace(value), " ")
	if m := realm.FindStringSubmatch(value); m != nil {
		name = m[1] + m[2]
	}
	return scheme, name
}
