package https

import (
	"encoding/binary"
	"fmt"

	"caveat.example/caveat/internal/probe"
)

// Record and handshake types of TLS that matter here.
const (
	recordHandshake  = 22
	handCertificate  = 11
	recordHead       = 5
	handHead         = 4
	maxHandshakeSize = 64 << 10
)

// Hear finds the certificate in what a server sent first on a connection, as a
// capture shows it. TLS 1.3 encrypts it: then there is nothing to read.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	if len(message) < recordHead || message[0] != recordHandshake || message[1] != 3 {
		return probe.Statement{}, probe.ErrNothing
	}
	var hands []byte
	for rest := message; len(rest) >= recordHead && rest[0] == recordHandshake && len(hands) < maxHandshakeSize; {
		size := int(binary.BigEndian.Uint16(rest[3:]))
		rest = rest[recordHead:]
		size = min(size, len(rest))
		hands = append(hands, rest[:size]...)
		rest = rest[size:]
	}
	for len(hands) >= handHead {
		kind, size := hands[0], int(hands[1])<<16|int(hands[2])<<8|int(hands[3])
		hands = hands[handHead:]
		if size > len(hands) {
			return probe.Statement{}, fmt.Errorf("TLS handshake is cut short: %w", probe.ErrBroken)
		}
		if kind == handCertificate {
			return first(hands[:size])
		}
		hands = hands[size:]
	}
	return probe.Statement{}, probe.ErrNothing
}

// first decodes the first certificate of a list.
func first(list []byte) (probe.Statement, error) {
	const sizes = 6 // of the list and of its first entry
	if len(list) < sizes {
		return probe.Statement{}, fmt.Errorf("TLS certificate list of %d bytes: %w", len(list), probe.ErrBroken)
	}
	size := int(list[3])<<16 | int(list[4])<<8 | int(list[5])
	if size > len(list)-sizes {
		return probe.Statement{}, fmt.Errorf("TLS certificate is cut short: %w", probe.ErrBroken)
	}
	return Certificate(list[sizes : sizes+size])
}
