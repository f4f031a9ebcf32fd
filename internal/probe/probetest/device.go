// Package probetest knows simulated devices: for tests, for the demonstration
// street, and for measuring beside other scanners. They answer over real
// sockets (Serve) or in memory (Memory). All that they say was written for this
// project after the facts in internal/probe; nothing is a recording.
package probetest

import (
	"net"
	"net/netip"
)

// A Device is a simulated device.
type Device struct {
	Name string
	Addr netip.Addr
	MAC  string // for tests that have links of their own

	// The truth about it, for tests that score an answer.
	Family  string // party that made it: "hikvision"; "" for a control
	Label   string // brand on its case
	Control bool   // nobody may be accused of having made it
	Trouble bool   // it misbehaves on purpose

	UDP map[uint16]Replier
	TCP map[uint16]Server
}

// A Replier gives the datagrams that answer one.
type Replier func(request []byte) [][]byte

// A Server holds one conversation. Whoever calls it closes the connection.
type Server func(net.Conn)

// Always answers anything with the same datagrams.
func Always(replies ...[]byte) Replier {
	return func([]byte) [][]byte { return replies }
}
