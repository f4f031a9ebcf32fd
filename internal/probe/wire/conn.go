package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe/ask"
)

// errEnough ends a handshake whose certificate has been seen.
var errEnough = errors.New("the certificate was all that was wanted")

// ErrTooMuch says that a device sent more than MaxRead bytes.
var ErrTooMuch = errors.New("the device sends more than is read")

// Dial opens a TCP connection.
func (s *System) Dial(ctx context.Context, to netip.AddrPort, connect time.Duration) (Conn, error) {
	dialer := net.Dialer{Control: fewPackets, KeepAlive: -1, Timeout: connect}
	raw, err := dialer.DialContext(ctx, "tcp", netip.AddrPortFrom(to.Addr(), to.Port()+s.Shift).String())
	if err != nil {
		return nil, err
	}
	return NewConn(ctx, raw, to), nil
}

// NewConn makes a Conn of an open connection, which ctx bounds from now on.
func NewConn(ctx context.Context, raw net.Conn, remote netip.AddrPort) Conn {
	bounded := &boundedConn{Conn: raw, left: MaxRead}
	stop := context.AfterFunc(ctx, func() {
		// Ends a Read that waits; its error is what the conversation sees.
		_ = raw.SetDeadline(time.Unix(1, 0))
	})
	return &conn{raw: bounded, now: bounded, remote: remote, stop: stop}
}

type conn struct {
	raw    *boundedConn
	now    net.Conn // raw, or TLS over it
	remote netip.AddrPort
	stop   func() bool
	ended  bool
	sent   int
	got    int
}

func (c *conn) Ask(t ask.Text) error {
	_, err := c.now.Write(t.Bytes())
	return err
}

func (c *conn) Read(b []byte) (int, error) { return c.now.Read(b) }
func (c *conn) Remote() netip.AddrPort     { return c.remote }

// Close ends the connection by a reset: one packet instead of the three or four
// of a polite ending, and nothing of it stays in the device's tables. What was
// to be read has been read by then, or is not wanted.
func (c *conn) Close() error {
	if c.ended {
		return nil
	}
	c.ended = true
	c.stop()
	if c.sent, c.got = segments(c.raw.Conn); c.sent > 0 {
		c.sent++ // the reset
	}
	if t, ok := c.raw.Conn.(*net.TCPConn); ok {
		_ = t.SetLinger(0) // a connection that is gone needs no reset
	}
	return c.raw.Close()
}

// Packets counts the segments of a connection that was closed.
func (c *conn) Packets() (sent, received int) { return c.sent, c.got }

// Secure takes whatever certificate there is: it is evidence, and nothing
// secret is sent. Old devices know old versions and ciphers only.
// Only short key shares are offered, so that the greeting is one packet.
func (c *conn) Secure(ctx context.Context, more func(der []byte) bool) ([]byte, error) {
	var der []byte
	var ciphers []uint16
	for _, list := range [][]*tls.CipherSuite{tls.CipherSuites(), tls.InsecureCipherSuites()} {
		for _, s := range list {
			ciphers = append(ciphers, s.ID)
		}
	}
	client := tls.Client(c.raw, &tls.Config{
		InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, CipherSuites: ciphers,
		CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384, tls.CurveP521},
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			if len(raw) == 0 {
				return nil
			}
			der = raw[0]
			if !more(der) {
				return errors.Join(errEnough, c.Close())
			}
			return nil
		},
	})
	err := client.HandshakeContext(ctx)
	c.now = client
	if len(der) > 0 {
		return der, nil
	}
	if err != nil {
		return nil, fmt.Errorf("TLS with %s: %w", c.remote, err)
	}
	return nil, fmt.Errorf("TLS with %s: no certificate", c.remote)
}

// A boundedConn ends when too much was read.
type boundedConn struct {
	net.Conn
	left   int
	begun  bool // something was read
	peeked int  // bytes that were looked at and are still the system's
}

// Read looks at what comes first without taking it, where the system can: so
// long as it is not taken, the device is not told to send more. A conversation
// that has seen enough by then ends there.
func (b *boundedConn) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooMuch
	}
	p = p[:min(len(p), b.left)]
	if !b.begun {
		b.begun = true
		if n, err := peek(b.Conn, p); n > 0 && err == nil {
			b.peeked = n
			b.left -= n
			return n, nil
		}
	}
	if err := b.takePeeked(); err != nil {
		return 0, err
	}
	n, err := b.Conn.Read(p)
	b.left -= n
	return n, err
}

// Write takes what was looked at first: a new question has a new answer.
func (b *boundedConn) Write(p []byte) (int, error) {
	if err := b.takePeeked(); err != nil {
		return 0, err
	}
	return b.Conn.Write(p)
}

func (b *boundedConn) takePeeked() error {
	n := b.peeked
	b.peeked = 0
	_, err := io.CopyN(io.Discard, b.Conn, int64(n))
	return err
}
