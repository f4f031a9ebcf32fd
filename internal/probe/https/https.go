// Package https knows what a TLS certificate shows, and the front page behind
// it. The certificate is read as evidence and never trusted.
package https

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/head"
	"caveat.example/caveat/internal/probe/http"
)

// Probe is the HTTPS probe.
type Probe struct{}

// Protocol is "https".
func (Probe) Protocol() string { return ask.HTTPS }

// Ports is the registered port.
func (Probe) Ports() []uint16 { return []uint16{443} }

// Talk reads the certificate, and the front page where the certificate left
// the maker open.
func (Probe) Talk(ctx context.Context, line probe.Line) (probe.Statement, error) {
	var s probe.Statement
	var broken error
	goesOn := false
	_, err := line.Secure(ctx, func(der []byte) bool {
		s, broken = Certificate(der)
		goesOn = broken == nil && line.Curious(&s)
		return goesOn
	})
	if err != nil || broken != nil || !goesOn {
		return s, errors.Join(err, broken)
	}
	if err := line.Ask(ask.HTTPSRoot(line.Remote().Addr())); err != nil {
		return s, nil
	}
	page, err := head.ReadUntil(ctx, line, http.Enough)
	if front, heardErr := http.Front(ask.HTTPS, page); heardErr == nil {
		for _, f := range front.Signals {
			s.Add(f.Key, f.Value)
		}
		if err != nil {
			s.Note("HTTPS answer was cut short")
		}
	}
	return s, nil
}

// maxNames bounds the names taken from one certificate.
const maxNames = 8

// Certificate decodes a certificate in DER.
func Certificate(der []byte) (probe.Statement, error) {
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return probe.Statement{}, fmt.Errorf("TLS certificate: %v: %w", err, probe.ErrBroken)
	}
	s := probe.Statement{Protocol: ask.HTTPS, Digest: probe.Digest(der)}
	s.Add(inventory.SignalTLSSubject, c.Subject.String())
	s.Add(inventory.SignalTLSIssuer, c.Issuer.String())
	names := append([]string{c.Subject.CommonName}, c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	for _, n := range names[:min(len(names), maxNames)] {
		s.Add(inventory.SignalTLSName, n)
	}
	sum := sha256.Sum256(der)
	s.Add(inventory.SignalTLSPrint, hex.EncodeToString(sum[:]))
	return s, nil
}
