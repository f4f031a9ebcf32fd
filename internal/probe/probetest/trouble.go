package probetest

import (
	"bytes"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"
)

// Troubles are devices that misbehave: slow, endless, broken, lying, or so
// fragile that a second connection kills them.
func Troubles(first netip.Addr) []*Device {
	s := street{next: first}
	put := func(name string) *Device { return s.put(Device{Name: name, Control: true, Trouble: true}) }

	put("slow-loris").tcp(80, drip("HTTP/1.1 200 OK\r\nX-Slow: ", "a"))
	put("endless-http").tcp(80, drip0("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", strings.Repeat("<script src=x></script>", 200)))
	put("endless-head").tcp(554, drip0("RTSP/1.0 200 OK\r\n", strings.Repeat("X-More: yes\r\n", 300)))
	put("endless-tls").tcp(443, drip0("", strings.Repeat("\x16\x03\x03\x00\x04\x00\x00\x00\x00", 100)))
	put("silent-tls").tcp(443, func(c net.Conn) { _, _ = c.Read(make([]byte, 4096)); _, _ = c.Read(make([]byte, 1)) })
	put("redirects").tcp(80, Web{Status: "302 Found", Fields: "Location: http://203.0.113.7/steal?q=1\r\n"}.Serve)
	put("upnp-elsewhere").tcp(554, RTSP{}.Serve).udp(1900, func(*Device) []byte { return SSDP("X/1.0", "http://203.0.113.7/a.xml", "uuid:1") })
	put("upnp-acts").tcp(554, RTSP{}.Serve).udp(1900, func(d *Device) []byte {
		return SSDP("X/1.0", "http://"+d.Addr.String()+"/reboot.cgi?now=1", "uuid:2")
	})
	put("xml-bomb").udp(37020, func(*Device) []byte {
		return []byte(`<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><ProbeMatch><DeviceDescription>&b;</DeviceDescription></ProbeMatch>`)
	})
	put("deep-xml").udp(3702, func(*Device) []byte { return []byte(strings.Repeat("<a>", 8000)) })
	put("wrong-lengths").udp(37810, func(*Device) []byte {
		b := DHIP{Vendor: "X", Class: "IPC", Model: "M", Serial: "S"}.Reply()
		copy(b[16:], []byte{0xff, 0xff, 0xff, 0x7f})
		return b[:len(b)/2]
	})
	put("rubbish").udp(37810, func(*Device) []byte { return bytes.Repeat([]byte{0xde, 0xad}, 700) }).
		udp(37020, func(*Device) []byte { return bytes.Repeat([]byte{0}, 3000) }).tcp(80, drip0("\x00\x01\x02", "\xff")).tcp(554, drip0("", "\x80"))
	flood := put("flood")
	flood.UDP = map[uint16]Replier{37020: func([]byte) [][]byte {
		var out [][]byte
		for i := range 10_000 {
			out = append(out, SADP{Model: "FLOOD", Serial: fmt.Sprintf("FLOOD%08d", i), MAC: fmt.Sprintf("02:00:00:00:%02x:%02x", i>>8, i&255), Addr: "10.9.9.9"}.Reply())
		}
		return out
	}}
	put("relay").UDP = map[uint16]Replier{37020: func([]byte) [][]byte {
		return [][]byte{
			SADP{Model: "ONE", Serial: "RELAY00000001", MAC: "02:11:11:11:11:11", Addr: "192.168.77.11"}.Reply(),
			SADP{Model: "TWO", Serial: "RELAY00000002", MAC: "02:22:22:22:22:22", Addr: "192.168.77.12"}.Reply(),
		}
	}}
	huge := put("huge") // and still what it is: it speaks a family's own protocol
	huge.Family, huge.Control = "hikvision", false
	huge.udp(37020, func(d *Device) []byte {
		return SADP{Model: strings.Repeat("M", 60_000), Serial: "HUGE0000000001", MAC: d.MAC, Addr: d.Addr.String()}.Reply()
	}).udp(3702, func(*Device) []byte {
		return WSD("1", "dn:NetworkVideoTransmitter", "http://h/", strings.Repeat("x/y ", 15_000))
	})
	put("cut-http").tcp(80, raw("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<html><title>Half")).tcp(554, raw("RTSP/1.0 200 OK\r\nContent-Len"))
	put("lying-lengths").tcp(80, raw("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n<title>Page</title>")).tcp(554, raw("RTSP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"))
	put("odd-chunks").tcp(80, raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n<title>Chunk</title>\r\n"))
	put("late-tls").tcp(443, raw("HTTP/1.1 400 Bad Request\r\n\r\nThis is no TLS"))
	put("reset-at-once").tcp(80, func(net.Conn) {}).tcp(554, func(net.Conn) {}).tcp(443, func(net.Conn) {})
	return s.all
}

// raw takes a question, says one thing whatever it was, and ends.
func raw(text string) Server {
	return func(c net.Conn) {
		if _, err := c.Read(make([]byte, 4096)); err == nil {
			_, _ = c.Write([]byte(text)) // the peer may have gone: its business
		}
	}
}

// drip sends a beginning, then a little every second, until the peer goes.
func drip(head, more string) Server {
	return func(c net.Conn) {
		if _, err := c.Write([]byte(head)); err != nil {
			return
		}
		for {
			time.Sleep(time.Second) // this is what the device does, not a wait for a test
			if _, err := c.Write([]byte(more)); err != nil {
				return
			}
		}
	}
}

// drip0 sends a beginning, then more without end, as fast as it is read.
func drip0(head, more string) Server {
	return func(c net.Conn) {
		_, err := c.Write([]byte(head))
		for err == nil {
			_, err = c.Write([]byte(more))
		}
	}
}

// Fragile is a device that dies for good at a second connection to a port, at
// two connections at a time, or at a question that it does not know. Alive says
// whether it still lives.
func Fragile(addr netip.Addr) (d *Device, alive func() bool) {
	s := street{next: addr}
	d = s.put(Device{Name: "fragile", Family: "hikvision", Label: "no label"})
	var dead atomic.Bool
	var open atomic.Int32
	once := func(starts []string, inner Server) Server {
		var visits atomic.Int32
		return func(c net.Conn) {
			if dead.Load() {
				return
			}
			defer open.Add(-1)
			if open.Add(1) > 1 || visits.Add(1) > 1 {
				dead.Store(true)
				return
			}
			inner(&picky{Conn: c, starts: starts, die: func() { dead.Store(true) }})
		}
	}
	d.tcp(554, once([]string{"OPTIONS ", "DESCRIBE "}, RTSP{Realm: "IP Camera(A1B2C)"}.Serve))
	d.tcp(80, once([]string{"GET / ", "GET /favicon.ico "}, Web{Server: "webserver", Status: "401 Unauthorized", Fields: "WWW-Authenticate: Digest realm=\"IP Camera(A1B2C)\"\r\n"}.Serve))
	return d, func() bool { return !dead.Load() }
}

// picky dies at a question that does not begin as it should.
type picky struct {
	net.Conn
	starts []string
	die    func()
}

func (p *picky) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	if n > 0 {
		known := false
		for _, s := range p.starts {
			known = known || bytes.HasPrefix(b[:n], []byte(s))
		}
		if !known {
			p.die()
			return 0, net.ErrClosed
		}
	}
	return n, err
}
