// Package all lists the network protocols: one line each. Adding a protocol is
// a folder beside this one and a line here.
package all

import (
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/dahua1"
	"caveat.example/caveat/internal/probe/dhcp"
	"caveat.example/caveat/internal/probe/dhip"
	"caveat.example/caveat/internal/probe/http"
	"caveat.example/caveat/internal/probe/https"
	"caveat.example/caveat/internal/probe/mdns"
	"caveat.example/caveat/internal/probe/onvif"
	"caveat.example/caveat/internal/probe/rtsp"
	"caveat.example/caveat/internal/probe/sadp"
	"caveat.example/caveat/internal/probe/snmp"
	"caveat.example/caveat/internal/probe/ssdp"
	"caveat.example/caveat/internal/probe/wsd"
)

// Callers are asked over UDP, in this order: the protocols that identify a
// maker first, since a host that is identified is not asked further.
func Callers() []probe.Caller {
	return []probe.Caller{sadp.Probe{}, dhip.Probe{}, wsd.Probe{}, dahua1.Probe{}, ssdp.Probe{}, mdns.Probe{}, snmp.Probe{}}
}

// Talkers are asked over TCP, in this order: the front page first, since it
// tells most of what is no camera.
func Talkers() []probe.Talker {
	return []probe.Talker{http.Probe{}, rtsp.Probe{}, https.Probe{}}
}

// Listener is a protocol that is heard on a UDP port.
type Listener struct {
	Port   uint16
	Hearer probe.Hearer
}

// Listeners says what a capture's datagrams are decoded with, by port.
func Listeners() []Listener {
	return []Listener{
		{37020, sadp.Probe{}},
		{37810, dhip.Probe{}},
		{3702, wsd.Probe{}},
		{5050, dahua1.Probe{}},
		{1900, ssdp.Probe{}},
		{5353, mdns.Probe{}},
		{161, snmp.Probe{}},
		{67, dhcp.Probe{}},
	}
}

// Streams decode what the server said first on a TCP connection. Each tells by
// the content whether it is meant.
func Streams() []probe.Hearer {
	return []probe.Hearer{rtsp.Probe{}, ssdp.Description{}, onvif.Probe{}, http.Probe{}, https.Probe{}}
}
