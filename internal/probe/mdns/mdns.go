// Package mdns knows the services that devices announce by multicast DNS (UDP
// 5353).
package mdns

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
)

// Probe is the multicast DNS probe.
type Probe struct{}

// Protocol is "mdns".
func (Probe) Protocol() string { return ask.MDNS }

// Call gives the one question.
func (Probe) Call(probe.Params) (ask.Datagram, error) { return ask.MDNSQuery() }

// maxRecords bounds the records that are read from one message.
const maxRecords = 200

// Hear decodes an answer or announcement.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	var p dnsmessage.Parser
	h, err := p.Start(message)
	if err != nil {
		return probe.Statement{}, fmt.Errorf("mDNS: %v: %w", err, probe.ErrBroken)
	}
	if !h.Response {
		return probe.Statement{}, probe.ErrNothing
	}
	if err := p.SkipAllQuestions(); err != nil {
		return probe.Statement{}, fmt.Errorf("mDNS: %v: %w", err, probe.ErrBroken)
	}
	s := probe.Statement{Protocol: ask.MDNS}
	r := records{s: &s, left: maxRecords}
	err = errors.Join(r.section(p.Answer, dnsmessage.ErrSectionDone), skipTo(&p), r.section(p.Additional, dnsmessage.ErrSectionDone))
	if len(s.Signals) == 0 {
		if err != nil {
			return probe.Statement{}, fmt.Errorf("mDNS: %v: %w", err, probe.ErrBroken)
		}
		return probe.Statement{}, probe.ErrNothing
	}
	if err != nil {
		s.Note("mDNS answer is damaged: read as far as it goes")
	}
	return s, nil
}

func skipTo(p *dnsmessage.Parser) error {
	if err := p.SkipAllAnswers(); err != nil && !errors.Is(err, dnsmessage.ErrSectionDone) {
		return err
	}
	return p.SkipAllAuthorities()
}

type records struct {
	s    *probe.Statement
	left int
}

func (r *records) section(next func() (dnsmessage.Resource, error), done error) error {
	for ; r.left > 0; r.left-- {
		res, err := next()
		if errors.Is(err, done) {
			return nil
		}
		if err != nil {
			return err
		}
		r.take(res)
	}
	return errors.New("too many records")
}

func (r *records) take(res dnsmessage.Resource) {
	name := strings.TrimSuffix(res.Header.Name.String(), ".local.")
	switch b := res.Body.(type) {
	case *dnsmessage.PTRResource:
		if !strings.HasPrefix(name, "_") || strings.HasPrefix(name, "_services._dns-sd") {
			return
		}
		r.s.Add(inventory.SignalMDNSService, name)
		instance, _, _ := strings.Cut(b.PTR.String(), "."+name)
		r.s.Add(inventory.SignalMDNSInstance, unescape(instance))
		if r.s.Name == "" {
			r.s.Name = probe.Clean(unescape(instance))
		}
	case *dnsmessage.SRVResource:
		r.s.Add(inventory.SignalMDNSHost, strings.TrimSuffix(b.Target.String(), "."))
	case *dnsmessage.TXTResource:
		for _, t := range b.TXT {
			r.s.Add(inventory.SignalMDNSText, t)
			r.text(t)
		}
	case *dnsmessage.AResource:
		r.s.Says = netip.AddrFrom4(b.A)
	}
}

// text reads the pairs that several makers use.
func (r *records) text(t string) {
	key, value, _ := strings.Cut(t, "=")
	switch strings.ToLower(key) {
	case "macaddress", "mac":
		r.s.MAC = probe.MAC(value)
	case "model", "md":
		r.s.Model = probe.Clean(value)
	case "serial", "serialnumber", "sn":
		r.s.Serial = probe.Clean(value)
	}
}

func unescape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\ `, " "), `\.`, ".")
}
