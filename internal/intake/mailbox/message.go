// Package mailbox knows e-mail: single messages (EML) and mailboxes (MBOX).
// The text of a message and each attachment is read as a file of its own. Who
// wrote to whom is not read.
package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"golang.org/x/text/encoding/htmlindex"
)

// Message reads one message. Its zero value is ready.
type Message struct{}

// Format is "eml".
func (Message) Format() string { return "eml" }

// Accepts takes text that begins with the headers of a message.
func (Message) Accepts(_ string, head []byte) bool {
	known := 0
	for i, line := range bytes.Split(head, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		name, _, ok := bytes.Cut(line, []byte(":"))
		switch {
		case len(line) == 0:
			return known >= 3
		case line[0] == ' ' || line[0] == '\t':
			continue
		case !ok || i > 200 || bytes.ContainsAny(name, " \t"):
			return false
		}
		switch strings.ToLower(string(name)) {
		case "from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path", "delivered-to":
			known++
		}
	}
	return known >= 3
}

// maxAlternative is how many bytes of a text are held while its alternative
// is looked at.
const maxAlternative = 8 << 20

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// Items yields the subject as a Passage, then the Items of the text and of the
// attachments.
func (Message) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		top := &headers{r: in.Reader, left: maxHeaders}
		body := bufio.NewReader(top)
		m, err := mail.ReadMessage(body)
		if err == nil && !top.ended {
			err = errors.New("it ends within its headers: it was cut")
		}
		if err != nil {
			yield(inventory.Item{}, fmt.Errorf("message: %w", err))
			return
		}
		w := &walk{in: in, yield: yield}
		decoder := mime.WordDecoder{CharsetReader: charsetReader}
		subject := m.Header.Get("Subject")
		if plain, err := decoder.DecodeHeader(subject); err == nil {
			subject = plain
		}
		if subject != "" && !yield(inventory.Item{Kind: inventory.Passage, Origin: in.At("subject"), Text: subject}, nil) {
			return
		}
		err = w.part(header{m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Header.Get("Content-Disposition")}, m.Body, 0)
		if err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

func charsetReader(label string, r io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("encoding %q: %w", label, err)
	}
	return enc.NewDecoder().Reader(r), nil
}

// A header is what says how a part is to be read.
type header struct{ kind, encoding, disposition string }

type walk struct {
	in    *intake.Input
	yield func(inventory.Item, error) bool
	n     int
}

// part reads one part of a message.
func (w *walk) part(h header, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(h.kind)
	if err != nil {
		kind, params = "text/plain", nil
	}
	body = decoded(h.encoding, body)
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return w.parts(kind, params["boundary"], body, depth)
	case kind == "message/rfc822":
		return w.inner(w.name(h, params, "message.eml"), body)
	case strings.HasPrefix(kind, "text/"):
		if cs := params["charset"]; cs != "" {
			if r, err := charsetReader(cs, body); err == nil {
				body = r
			}
		}
		ext := ".txt"
		if kind == "text/html" {
			ext = ".html"
		}
		return w.inner(w.name(h, params, "text"+ext), body)
	}
	return w.inner(w.name(h, params, "attachment"), body)
}

// decoded removes the transfer encoding.
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// name is an attachment's file name, or what it is, with its number.
func (w *walk) name(h header, params map[string]string, otherwise string) string {
	_, disposition, _ := mime.ParseMediaType(h.disposition) // a broken one names nothing
	for _, name := range []string{disposition["filename"], params["name"]} {
		if plain, err := new(mime.WordDecoder).DecodeHeader(name); err == nil && plain != "" {
			return plain
		}
	}
	if w.n == 0 {
		return otherwise
	}
	return fmt.Sprintf("%d-%s", w.n+1, otherwise)
}

// inner reads a part as a file of its own.
func (w *walk) inner(name string, body io.Reader) error {
	w.n++
	if w.n > w.in.Options.Limits.Members {
		return fmt.Errorf("more than %d parts in the message", w.in.Options.Limits.Members)
	}
	for item, err := range w.in.Inner(name, body) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok && skip.Empty && strings.Contains(name, "text.") {
			continue // a message with attachments only
		}
		if !w.yield(item, err) {
			return errStop
		}
	}
	return nil
}

// parts reads the parts of a message in order. Of alternatives the last, which
// is the richest, is read.
func (w *walk) parts(kind, boundary string, body io.Reader, depth int) error {
	if depth >= w.in.Options.Limits.Nested*4 {
		return fmt.Errorf("parts are nested more than %d deep", depth)
	}
	if boundary == "" {
		return errors.New("a message of several parts does not say where they end")
	}
	var held []byte
	var heldAs header
	end := &ending{r: body, mark: []byte("--" + boundary + "--")}
	r := multipart.NewReader(end, boundary)
	for {
		p, err := r.NextRawPart()
		if err == io.EOF && end.seen {
			break
		}
		if err == io.EOF {
			err = errors.New("the mark of its end is missing: it was cut")
		}
		if err != nil {
			return errors.Join(w.held(heldAs, held, depth), fmt.Errorf("message, after %d parts: %w", w.n, err))
		}
		h := header{p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-Disposition")}
		if kind != "multipart/alternative" || strings.HasPrefix(h.kind, "multipart/") {
			if err := w.part(h, p, depth+1); err != nil {
				return err
			}
			held = nil
			continue
		}
		held, err = io.ReadAll(io.LimitReader(p, maxAlternative))
		if err != nil {
			return fmt.Errorf("message, after %d parts: %w", w.n, err)
		}
		heldAs = h
	}
	return w.held(heldAs, held, depth)
}

func (w *walk) held(h header, held []byte, depth int) error {
	if held == nil {
		return nil
	}
	return w.part(h, bytes.NewReader(held), depth+1)
}
