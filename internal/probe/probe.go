// Package probe knows what a device on a network can tell of itself, and how
// what it told over several protocols becomes one Item. Each protocol has a
// folder below: it decodes, and asks with the words of package ask alone. The
// list of them is probe/all. The package refuses to know how traffic is sent
// or captured (internal/scan, internal/intake/pcap) and who made the device
// (internal/attribution).
package probe

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/ask"
)

// A Hearer decodes what devices say in one protocol, asked or unasked. It is
// pure, and any number of goroutines may use it.
type Hearer interface {
	// Protocol is the protocol's name, as in ask.Allowed.
	Protocol() string

	// Hear decodes one message of a device (a datagram, or what it sent first
	// on a connection) into a Statement without its place. A message that says
	// nothing of a device (a question, somebody else's protocol) gives
	// ErrNothing; one that breaks the protocol gives another error, which says
	// how. Whatever comes in, Hear ends, and holds memory bounded by it.
	Hear(message []byte) (Statement, error)
}

// A Caller is a Hearer that can ask over UDP.
type Caller interface {
	Hearer

	// Call gives the one question that is ever sent to a host or group.
	Call(Params) (ask.Datagram, error)
}

// A Talker is a Hearer that asks over one TCP connection.
type Talker interface {
	Hearer

	// Ports are those tried, in order, at most one connection each.
	Ports() []uint16

	// Talk holds the conversation. The connection is open; the caller closes
	// it, bounds its time and the bytes that it may carry.
	Talk(ctx context.Context, line Line) (Statement, error)
}

// Params are what a run gives its questions.
type Params struct {
	ID        ask.UUID
	Community string // SNMP community, "" when the operator gave none
}

// A Line is an open connection to one device. It carries what package ask can
// express and nothing else.
type Line interface {
	Ask(ask.Text) error
	Read([]byte) (int, error)
	Remote() netip.AddrPort

	// Curious says that the maker is still open after what was said so far on
	// the line, so that a second question on it is worth its packets.
	Curious(said *Statement) bool

	// Secure holds a TLS handshake on the line and returns the device's
	// certificate in DER. Later questions go through TLS. Where more says of
	// the certificate that it is all that is wanted, the handshake ends there.
	Secure(ctx context.Context, more func(der []byte) bool) ([]byte, error)
}

// A Signal is one value that a device showed.
type Signal struct {
	Key   string `json:"key"` // one of inventory's Signal constants
	Value string `json:"value"`
}

// A Statement is what one message, or one conversation, said.
type Statement struct {
	Protocol string   `json:"protocol"`
	Signals  []Signal `json:"signals,omitempty"`

	// What the device says of itself that other protocols may say as well.
	MAC      string     `json:"mac,omitempty"` // "58:50:ed:1f:e3:85"
	Serial   string     `json:"serial,omitempty"`
	Model    string     `json:"model,omitempty"`
	Brand    string     `json:"brand,omitempty"`
	Firmware string     `json:"firmware,omitempty"`
	Name     string     `json:"name,omitempty"`
	Says     netip.Addr `json:"says,omitzero"` // the address that it says it has

	// Next is a UPnP description that the device announced.
	Next string `json:"next,omitempty"`

	// Where and when it was said; filled in by whoever heard it.
	From    netip.AddrPort `json:"from,omitzero"`
	LinkMAC string         `json:"link_mac,omitempty"` // hardware address on the link, when that was seen
	At      string         `json:"at,omitempty"`       // "packet 812", "udp 10.0.0.5:37020"
	Time    time.Time      `json:"time,omitzero"`
	Digest  string         `json:"digest,omitempty"` // of the bytes, see Digest

	// Notes say what was odd about the message: cut short, wrong lengths. They
	// keep us from being sure of it.
	Notes []string `json:"notes,omitempty"`

	// Remarks say what else there is to know: that no more was asked, and why.
	Remarks []string `json:"remarks,omitempty"`
}

// MaxValue bounds every value of a Signal, in bytes.
const MaxValue = 512

// MaxSignals bounds the signals of one Statement.
const MaxSignals = 64

// Add appends a signal unless its value is empty. Values are made fit to
// print: control characters go, spaces are folded, and what is longer than
// MaxValue is cut.
func (s *Statement) Add(key, value string) {
	value = Clean(value)
	if value == "" || len(s.Signals) >= MaxSignals {
		return
	}
	s.Signals = append(s.Signals, Signal{key, value})
}

// Get returns the first value under key, or "".
func (s *Statement) Get(key string) string {
	for i := range s.Signals {
		if s.Signals[i].Key == key {
			return s.Signals[i].Value
		}
	}
	return ""
}

// Note adds a remark on the message, once.
func (s *Statement) Note(text string) {
	for _, n := range s.Notes {
		if n == text {
			return
		}
	}
	s.Notes = append(s.Notes, text)
}

// Speaks says whether the statement shows a protocol that only one family's
// firmware is known to speak.
func (s *Statement) Speaks() bool {
	for i := range s.Signals {
		switch s.Signals[i].Key {
		case inventory.SignalSADPSpeaks, inventory.SignalSADPFrameSpeaks, inventory.SignalDHIPSpeaks, inventory.SignalDahuaV1Speaks:
			return true
		}
	}
	return false
}

// Clean makes a value from the network fit to print and to compare.
func Clean(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if b.Len() >= MaxValue {
			break
		}
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == utf8.RuneError || !unicode.IsPrint(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MAC gives a hardware address as "58:50:ed:1f:e3:85", however it was written;
// "" when it is none, or names no single device.
func MAC(s string) string {
	hexDigits := make([]byte, 0, 12)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
			if len(hexDigits) == 12 {
				return ""
			}
			hexDigits = append(hexDigits, c)
		case c == ':' || c == '-' || c == '.' || c == ' ':
		default:
			return ""
		}
	}
	raw, err := hex.DecodeString(string(hexDigits))
	if err != nil || len(raw) != 6 {
		return ""
	}
	return MACBytes(raw)
}

// MACBytes is MAC for the six bytes of an address.
func MACBytes(raw []byte) string {
	const groupBit = 1
	if len(raw) != 6 || raw[0]&groupBit != 0 || strings.Trim(string(raw), "\x00") == "" {
		return ""
	}
	var b strings.Builder
	for i, c := range raw {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(hex.EncodeToString([]byte{c}))
	}
	return b.String()
}

// Digest is how evidence refers to bytes: "sha256:… (512 bytes)".
func Digest(message []byte) string {
	sum := sha256.Sum256(message)
	return "sha256:" + hex.EncodeToString(sum[:]) + " (" + strconv.Itoa(len(message)) + " bytes)"
}
