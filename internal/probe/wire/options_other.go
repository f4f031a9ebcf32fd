//go:build !linux

package wire

import "syscall"

// Other systems keep their defaults.
func shareable(_, _ string, _ syscall.RawConn) error  { return nil }
func fewPackets(_, _ string, _ syscall.RawConn) error { return nil }
