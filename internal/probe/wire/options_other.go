//go:build !linux

package wire

import (
	"net"
	"syscall"
)

// Other systems keep their defaults.
func shareable(_, _ string, _ syscall.RawConn) error  { return nil }
func fewPackets(_, _ string, _ syscall.RawConn) error { return nil }

// peek reads nothing.
func peek(net.Conn, []byte) (int, error) { return 0, nil }

// segments knows nothing.
func segments(net.Conn) (sent, received int) { return 0, 0 }
