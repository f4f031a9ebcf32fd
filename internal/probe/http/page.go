package http

import (
	"bytes"
	"html"
	"regexp"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

// What is looked for in a page, each in a window behind the word that it begins
// with: expressions over whole pages are slow, and captures hold many pages.
var (
	titleText = regexp.MustCompile(`(?is)^<title[^>]*>(.*?)</title`)
	refTag    = regexp.MustCompile(`(?is)^<(?:script|frame|iframe|link|meta)\b[^>]*?\b(?:src|href)\s*=\s*["']?([^"'\s>]+)`)
	refreshTo = regexp.MustCompile(`(?is)^<meta[^>]*?url\s*=\s*["']?([^"'\s>]+)`)
	locationJ = regexp.MustCompile(`(?s)^location(?:\.href)?\s*=\s*["']([^"']+)["']`)
	rightsIn  = regexp.MustCompile(`^[^<>\r\n]+`)
)

// Limits of a page.
const (
	maxPage   = 24 << 10 // bytes that are looked at
	maxAsked  = 8 << 10  // bytes after which a device is not let send more
	maxRefs   = 16       // files that are named
	maxTags   = 300      // tags that are looked at
	windowLen = 400      // bytes of one
)

// page reads the front page.
func page(s *probe.Statement, body []byte) {
	body = body[:min(len(body), maxPage)]
	lower := bytes.ToLower(body)
	if len(lower) != len(body) { // letters whose small form is longer: places would not agree
		lower = body
	}
	if at := bytes.Index(lower, []byte("<title")); at >= 0 {
		if m := titleText.FindSubmatch(window(body, at)); m != nil {
			s.Add(inventory.SignalHTTPTitle, html.UnescapeString(string(m[1])))
		}
	}
	refs := refs{s: s}
	refs.locations(body, lower)
	refs.tags(body, lower)
	for _, word := range []string{"©", "&copy;", "copyright", "all rights reserved"} {
		if at := bytes.Index(lower, []byte(word)); at >= 0 {
			s.Add(inventory.SignalHTTPCopyright, html.UnescapeString(string(rightsIn.Find(window(body, at)))))
			return
		}
	}
}

func window(body []byte, at int) []byte { return body[at:min(len(body), at+windowLen)] }

// refs collects the files and pages that a page names.
type refs struct {
	s *probe.Statement
	n int
}

func (r *refs) add(m [][]byte) {
	if m != nil && r.n < maxRefs {
		r.n++
		r.s.Add(inventory.SignalHTTPRef, html.UnescapeString(string(m[1])))
	}
}

func (r *refs) locations(body, lower []byte) {
	for at, tried := 0, 0; tried < maxTags; tried++ {
		next := bytes.Index(lower[at:], []byte("location"))
		if next < 0 {
			return
		}
		at += next
		r.add(locationJ.FindSubmatch(window(body, at)))
		at++
	}
}

func (r *refs) tags(body, lower []byte) {
	for at, tried := 0, 0; tried < maxTags; {
		next := bytes.IndexByte(lower[at:], '<')
		if next < 0 {
			return
		}
		at += next
		for _, tag := range []string{"<script", "<frame", "<iframe", "<link", "<meta"} {
			if bytes.HasPrefix(lower[at:], []byte(tag)) {
				tried++
				if tag == "<meta" && bytes.Contains(window(lower, at), []byte("refresh")) {
					r.add(refreshTo.FindSubmatch(window(body, at)))
				}
				r.add(refTag.FindSubmatch(window(body, at)))
			}
		}
		at++
	}
}
