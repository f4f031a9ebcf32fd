// Package html knows web pages and other HTML: the text that a visitor sees,
// block by block, and the rows of tables. It fetches nothing that a page
// refers to, and refuses to run scripts.
package html

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/inventory"
	"golang.org/x/net/html"
	netcharset "golang.org/x/net/html/charset"
)

// Reader reads HTML. Its zero value is ready.
type Reader struct{}

// Format is "html".
func (Reader) Format() string { return "html" }

// Accepts takes text that begins like a page.
func (Reader) Accepts(name string, head []byte) bool {
	if !charset.Text(head) {
		return false
	}
	text := bytes.ToLower(head[:min(len(head), 4096)])
	if i := bytes.IndexByte(text, '<'); i < 0 || len(bytes.TrimSpace(bytes.TrimPrefix(text[:i], []byte("\xef\xbb\xbf")))) > 0 {
		return false
	}
	for _, sign := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<ul", "<h1"} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return true
	}
	return false
}

// Items yields a block of text as a Passage each, a row of a table as an Item
// each.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
		head, err := br.Peek(intake.HeadSize)
		if err != nil && err != io.EOF && len(head) == 0 {
			yield(inventory.Item{}, err)
			return
		}
		enc, _, _ := netcharset.DetermineEncoding(head[:min(len(head), 1024)], "")
		var r io.Reader = br
		if guessed := charset.Detect(head); guessed.Name != charset.UTF8 && guessed.Name != charset.ASCII {
			r = enc.NewDecoder().Reader(br)
		}
		z := html.NewTokenizer(r)
		z.SetMaxBuf(in.Options.Limits.Record)
		p := &page{in: in, z: z, yield: yield}
		p.read()
	}
}
