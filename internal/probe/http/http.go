// Package http knows what a web server's front page shows of the device behind
// it: headers, the realm of its challenge, its title, the files it is built
// from, and the hash of its icon. A redirect is noted and never followed.
package http

import (
	"bytes"
	"context"
	"crypto/md5" // public tables of icons are kept by MD5; nothing is protected by it
	"encoding/hex"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/head"
	"caveat.example/caveat/internal/probe/ordinary"
)

// Probe is the HTTP probe.
type Probe struct{}

// Protocol is "http".
func (Probe) Protocol() string { return ask.HTTP }

// Ports is the registered port.
func (Probe) Ports() []uint16 { return []uint16{80} }

// Talk asks for the front page, and for the icon on the same connection where
// the page may be a device's own, left the maker open, and the server keeps the
// connection.
func (p Probe) Talk(ctx context.Context, line probe.Line) (probe.Statement, error) {
	if err := line.Ask(ask.HTTPRoot(line.Remote().Addr())); err != nil {
		return probe.Statement{}, err
	}
	page, err := head.ReadUntil(ctx, line, Enough)
	if len(page) == 0 {
		return probe.Statement{}, err
	}
	s, heardErr := p.Hear(page)
	if err != nil {
		s.Note("HTTP answer was cut short: " + reason(err))
		return s, heardErr
	}
	if what := ordinary.Page(&s); what != "" {
		s.Remarks = append(s.Remarks, "plainly "+what+": asked no further")
		return s, heardErr
	}
	if heardErr != nil || Site(&s) || !line.Curious(&s) || !iconNext(page) {
		return s, heardErr
	}
	if err := line.Ask(ask.HTTPIcon(line.Remote().Addr())); err != nil {
		return s, nil
	}
	if icon, err := head.Read(ctx, line); err == nil {
		Icon(&s, icon)
	}
	return s, nil
}

func reason(err error) string { return probe.Clean(err.Error()) }

// Enough says that what came of a page tells what it is, or that more of it is
// not worth its packets.
func Enough(got []byte) bool {
	s, err := Probe{}.Hear(got)
	_, body, _ := head.Parse(got)
	return err == nil && ordinary.Page(&s) != "" || len(body) >= maxAsked
}

// forVisitors are words in the files of a page that asks its visitor to log in,
// or leads to one that does.
var forVisitors = regexp.MustCompile(`(?i)log.?in|log.?on|sign.?in|auth|\.asp|\.cgi|\.php|device|camera|dvr|nvr|web service|index`)

// Site says that a front page is there for readers: it has a title, asks for no
// name, leads nowhere, and shows no word of a login. Such a page is rarely a
// device's own. Nothing is concluded from it but what to ask next.
func Site(s *probe.Statement) bool {
	if s.Get(inventory.SignalHTTPRealm) != "" || s.Get(inventory.SignalHTTPLocation) != "" || s.Get(inventory.SignalHTTPTitle) == "" {
		return false
	}
	for i := range s.Signals {
		switch s.Signals[i].Key {
		case inventory.SignalHTTPTitle, inventory.SignalHTTPRef:
			if forVisitors.MatchString(s.Signals[i].Value) {
				return false
			}
		}
	}
	return true
}

// iconNext says whether the icon may be asked for on the same connection, and
// would tell something: a page that sends you elsewhere has told enough.
func iconNext(page []byte) bool {
	h, _, _ := head.Parse(page)
	return h.Status() == 200 && h.Get("content-length") != "" && strings.HasPrefix(h.First, "HTTP/1.1") && !strings.EqualFold(h.Get("connection"), "close")
}

// Hear decodes the answer to GET /.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	return Front(ask.HTTP, message)
}

// Front decodes the answer to GET / in either protocol.
func Front(protocol string, message []byte) (probe.Statement, error) {
	if !bytes.HasPrefix(message, []byte("HTTP/")) {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: protocol, Digest: probe.Digest(message)}
	h, body, complete := head.Parse(message)
	if !complete {
		s.Note("HTTP answer ends inside its head")
	}
	s.Add(inventory.SignalHTTPServer, h.Get("server"))
	s.Add(inventory.SignalHTTPLocation, h.Get("location"))
	for _, challenge := range h.All("www-authenticate") {
		if _, realm := head.Challenge(challenge); realm != "" {
			s.Add(inventory.SignalHTTPRealm, realm)
			break
		}
	}
	page(&s, body[:min(len(body), head.MaxBody)])
	withoutCopies(&s)
	if len(s.Signals) == 0 {
		return s, probe.ErrNothing
	}
	return s, nil
}

// withoutCopies drops what would follow from how a device works where the page
// lies on a programmer's web server: a honeypot that copies a device's files
// has all of their names. What it says of itself stays.
func withoutCopies(s *probe.Statement) {
	if !ordinary.Program(s.Get(inventory.SignalHTTPServer)) {
		return
	}
	s.Signals = slices.DeleteFunc(s.Signals, func(g probe.Signal) bool {
		switch g.Key {
		case inventory.SignalHTTPRef, inventory.SignalHTTPRealm, inventory.SignalHTTPLocation:
			return true
		}
		return false
	})
	s.Remarks = append(s.Remarks, "its page is served by "+s.Get(inventory.SignalHTTPServer)+", which no camera or gateway is known to run: the files that it names prove nothing")
}

// Icon adds the hashes of an icon's answer.
func Icon(s *probe.Statement, message []byte) {
	h, body, complete := head.Parse(message)
	if !complete || h.Status() != 200 || len(body) == 0 || strings.HasPrefix(h.Get("content-type"), "text/") {
		return
	}
	if n, err := strconv.Atoi(h.Get("content-length")); err != nil || n != len(body) {
		return // a hash of half an icon is nobody's
	}
	sum := md5.Sum(body)
	s.Add(inventory.SignalHTTPFaviconMD, hex.EncodeToString(sum[:]))
	s.Add(inventory.SignalHTTPFavicon, strconv.Itoa(int(mmh3(wrapped(body)))))
}

// Secure says whether the front page sends its visitor to HTTPS on the same
// host.
func Secure(s probe.Statement, host netip.Addr) bool {
	u, err := url.Parse(s.Get(inventory.SignalHTTPLocation))
	if err != nil || u.Scheme != "https" {
		return false
	}
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && a.Unmap() == host.Unmap()
}
