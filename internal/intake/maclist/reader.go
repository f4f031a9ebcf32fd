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

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/inventory"
)

var (
	// mac are the forms in which equipment prints hardware addresses: of six
	// parts (BSD leaves zeros out), of three, and of two.
	mac = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}\b|\b(?:[0-9a-f]{2}-){5}[0-9a-f]{2}\b|\b[0-9a-f]{4}([.-])[0-9a-f]{4}[.-][0-9a-f]{4}\b|\b[0-9a-f]{6}[-:][0-9a-f]{6}\b`)
	// heading are lines that stand above and below such tables.
	heading = regexp.MustCompile(`(?i)(mac|hardware|physical|hw)[- ]?addr|^interface: |total mac|^(aging|age)\b|^\S+[#>]\s*(sh|show|display|arp|ip)\b`)
	ip      = regexp.MustCompile(`\b(?:\d{1,3}\.){3}\d{1,3}\b`)
	ip6     = regexp.MustCompile(`(?i)^\s*([0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f:]*)(?:%\S+)?\s+(?:dev|lladdr|[0-9a-f]{2}[:-])`)
	lease   = regexp.MustCompile(`^\s*lease\s+(\S+)\s*\{`)
	said    = regexp.MustCompile(`^\s*(?:client-hostname|set vendor-class-identifier\s*=|vendor-class-identifier)\s+"([^"]*)"`)
	// dnsmasq writes: when it ends, the address, the network address, the name.
	dnsmasq = regexp.MustCompile(`^\d{6,} [0-9A-Fa-f:]{17} \S+ (\S+)`)
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
	lines, hits, least := 0, 0, 2
	for line := range bytes.Lines(head) {
		line = bytes.Replace(bytes.TrimSpace(line), []byte("<incomplete>"), []byte("incomplete"), 1)
		switch {
		case len(bytes.Trim(line, "-+= ")) == 0:
			continue
		case heading.Match(line):
			least = 1
			continue
		case bytes.ContainsAny(line, ",;\t|{\"<"):
		case mac.Match(line), bytes.HasSuffix(line, []byte(" FAILED")), bytes.Contains(line, []byte("incomplete")):
			hits++
		}
		lines++
	}
	return hits >= least && hits*2 >= lines
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
	held   *inventory.Item
	leased string
	err    error
}

// next deals with one line; false ends the reading.
func (l *list) next() bool {
	piece, more, err := l.r.ReadLine()
	if err != nil {
		l.err = err
		if l.leased != "" && err == io.EOF {
			l.err = fmt.Errorf("the lease of %s is not closed: the file was cut: %w", l.leased, fault.Invalid)
		}
		l.put()
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
	if l.leased != "" {
		return l.inLease(text)
	}
	if m := lease.FindStringSubmatch(text); m != nil {
		l.leased = m[1]
		return true
	}
	address := mac.FindString(text)
	if address == "" || nobody(address) {
		if text != "" {
			l.silent++
		}
		return true
	}
	l.hold(text, address)
	if number := ip.FindString(text); number != "" {
		l.say(inventory.IP, number)
	} else if m := ip6.FindStringSubmatch(text); m != nil {
		l.say(inventory.IP, m[1])
	}
	if m := dnsmasq.FindStringSubmatch(text); m != nil && m[1] != "*" {
		l.say(inventory.SignalDHCPHostName, m[1])
	}
	return l.put()
}

// inLease deals with a line of a lease of dhcpd.
func (l *list) inLease(text string) bool {
	if text == "}" {
		l.leased = ""
		return l.put()
	}
	if strings.HasPrefix(text, "hardware ethernet") {
		if address := mac.FindString(text); address != "" && l.held == nil {
			l.hold(text, address)
			l.say(inventory.IP, l.leased)
		}
	} else if m := said.FindStringSubmatch(text); m != nil && l.held != nil {
		key := inventory.SignalDHCPVendorClass
		if strings.HasPrefix(text, "client-hostname") {
			key = inventory.SignalDHCPHostName
		}
		l.say(key, m[1])
	}
	return true
}

// hold begins the Item of a device.
func (l *list) hold(text, address string) {
	l.held = &inventory.Item{Kind: inventory.Device, Origin: l.in.At(fmt.Sprintf("line %d", l.line)), Text: text}
	l.say(inventory.MAC, full(address))
}

func (l *list) say(key, value string) {
	if value != "" {
		l.held.Fields = append(l.held.Fields, inventory.Field{Key: key, Value: value})
	}
}

// put yields the Item that is held.
func (l *list) put() bool {
	if l.held == nil {
		return true
	}
	item := *l.held
	l.held = nil
	return l.yield(item, nil)
}

// full writes an address with the zeros that BSD leaves out; other forms stay
// as they are.
func full(address string) string {
	parts := strings.Split(address, ":")
	if len(parts) != 6 {
		return address
	}
	for i, p := range parts {
		if len(p) == 1 {
			parts[i] = "0" + p
		}
	}
	return strings.Join(parts, ":")
}

// nobody says whether an address is that of no device: of all, of a group, or
// of an entry without an answer.
func nobody(address string) bool {
	plain := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(full(address)))
	return plain == "000000000000" || plain == "ffffffffffff" || strings.HasPrefix(plain, "01005e") || strings.HasPrefix(plain, "3333")
}
