package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe/ask"
)

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
}

func (c *conn) Ask(t ask.Text) error {
	_, err := c.now.Write(t.Bytes())
	return err
}

func (c *conn) Read(b []byte) (int, error) { return c.now.Read(b) }
func (c *conn) Remote() netip.AddrPort     { return c.remote }

// Close ends the connection.
func (c *conn) Close() error {
	c.stop()
	return c.raw.Close()
}

// Secure takes whatever certificate there is: it is evidence, and nothing
// secret is sent. Old devices know old versions and ciphers only.
func (c *conn) Secure(ctx context.Context) ([]byte, error) {
	var der []byte
	var ciphers []uint16
	for _, list := range [][]*tls.CipherSuite{tls.CipherSuites(), tls.InsecureCipherSuites()} {
		for _, s := range list {
			ciphers = append(ciphers, s.ID)
		}
	}
	client := tls.Client(c.raw, &tls.Config{
		InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, CipherSuites: ciphers,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			if len(raw) > 0 {
				der = raw[0]
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
	left int
}

func (b *boundedConn) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooMuch
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
