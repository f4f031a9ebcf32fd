// Package maclist knows lists of hardware addresses as network equipment
// prints them: ARP tables, MAC address tables of switches, and the leases of
// DHCP servers (dhcpd, dnsmasq).
package maclist

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/inventory"
)

var (
	mac   = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}[:-]){4}[0-9a-f]{2}\b|\b[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\b`)
	ip    = regexp.MustCompile(`\b(?:\d{1,3}\.){3}\d{1,3}\b`)
	lease = regexp.MustCompile(`^\s*lease\s+(\S+)\s*\{`)
)

// Reader reads such lists. Its zero value is ready.
type Reader struct{}

// Format is "mac-list".
func (Reader) Format() string { return "mac-list" }

// Accepts takes text of which half the lines have a hardware address and no
// delimiter of tables, and files of leases.
func (Reader) Accepts(_ string, head []byte) bool {
	if !charset.Text(head) {
		return false
	}
	if bytes.Contains(head, []byte("hardware ethernet ")) && bytes.Contains(head, []byte("lease ")) {
		return true
	}
	lines, hits := 0, 0
	for line := range bytes.Lines(head) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		lines++
		if mac.Match(line) && !bytes.ContainsAny(line, ",;\t|{\"<") {
			hits++
		}
	}
	return hits >= 2 && hits*2 >= lines
}

// Items yields a Device for each line with a hardware address, or each lease.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		l := &list{in: in, r: bufio.NewReaderSize(in.Reader, intake.HeadSize), yield: yield}
		for l.next() {
		}
		if l.err != nil && l.err != io.EOF {
			yield(inventory.Item{}, fmt.Errorf("after line %d: %w", l.line, l.err))
		}
		if l.silent > 0 {
			in.Detail = fmt.Sprintf("%d lines without a hardware address", l.silent)
		}
	}
}

type list struct {
	in     *intake.Input
	r      *bufio.Reader
	yield  func(inventory.Item, error) bool
	line   int
	silent int // lines that gave no Item
	leased string
	err    error
}

// next deals with one line; false ends the reading.
func (l *list) next() bool {
	piece, more, err := l.r.ReadLine()
	if err != nil {
		l.err = err
		return false
	}
	l.line++
	if more {
		for more && err == nil {
			_, more, err = l.r.ReadLine()
		}
		return l.yield(inventory.Item{}, l.in.Skip(fmt.Sprintf("line %d", l.line), "the line is longer than %d bytes: it was left out", intake.HeadSize))
	}
	text := strings.ToValidUTF8(strings.TrimSpace(string(piece)), "\uFFFD")
	if m := lease.FindStringSubmatch(text); m != nil {
		l.leased = m[1]
		return true
	}
	address := mac.FindString(text)
	if address == "" {
		if text != "" && text != "}" && l.leased == "" {
			l.silent++
		}
		if text == "}" {
			l.leased = ""
		}
		return true
	}
	f := inventory.Fields{{Key: inventory.MAC, Value: address}}
	if number := ip.FindString(text); number != "" {
		f = append(f, inventory.Field{Key: inventory.IP, Value: number})
	} else if l.leased != "" {
		f = append(f, inventory.Field{Key: inventory.IP, Value: l.leased})
	}
	return l.yield(inventory.Item{Kind: inventory.Device, Origin: l.in.At(fmt.Sprintf("line %d", l.line)), Text: text, Fields: f}, nil)
}
