package probetest

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
)

// Pcap writes a capture of what devices say, as a machine on their link would
// have heard it: their answers, announcements, and the beginnings of what their
// servers send. Questions are not in it.
func Pcap(devices []*Device) []byte {
	w := &pcapWriter{}
	w.u32(0xa1b2c3d4, 0x00040002, 0, 0, 65535, 1)
	for _, d := range devices {
		for _, port := range sorted(d.UDP) {
			answers := d.UDP[port](nil)
			for _, a := range answers[:min(len(answers), 200)] {
				w.udp(d, port, a)
			}
		}
		for _, port := range sorted(d.TCP) {
			if !d.Trouble {
				w.tcp(d, port, say(port, d.TCP[port]))
			}
		}
	}
	return w.out.Bytes()
}

func sorted[V any](m map[uint16]V) []uint16 {
	var ports []uint16
	for p := range m {
		ports = append(ports, p)
	}
	slices.Sort(ports)
	return ports
}

// say holds the usual conversation with a server and gives its side of it.
func say(port uint16, server Server) []byte {
	ours, theirs := net.Pipe()
	var all sync.WaitGroup
	all.Go(func() {
		defer theirs.Close()
		server(theirs)
	})
	tap := &tap{Conn: ours}
	switch port {
	case 443:
		// The capture ends with the handshake: what follows is encrypted.
		_ = tls.Client(tap, &tls.Config{InsecureSkipVerify: true}).Handshake()
	case 554:
		talk(tap, "OPTIONS rtsp://h/ RTSP/1.0\r\nCSeq: 1\r\n\r\n", "DESCRIBE rtsp://h/ RTSP/1.0\r\nCSeq: 2\r\n\r\n")
	case 80:
		talk(tap, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	default:
		talk(tap, "GET /rootdesc.xml HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	}
	_ = ours.Close() // a pipe has no way to fail here
	all.Wait()
	return tap.heard
}

// talk asks, and reads each answer to its blank line, the last to the end of
// what comes at once.
func talk(c *tap, questions ...string) {
	buf := make([]byte, 64<<10)
	for i, q := range questions {
		if _, err := io.WriteString(c, q); err != nil {
			return
		}
		n, err := c.Read(buf)
		if err != nil || i == len(questions)-1 && n == 0 {
			return
		}
	}
}

type tap struct {
	net.Conn
	heard []byte
}

func (t *tap) Read(b []byte) (int, error) {
	n, err := t.Conn.Read(b)
	t.heard = append(t.heard, b[:n]...)
	return n, err
}

type pcapWriter struct {
	out  bytes.Buffer
	tick uint32
}

func (w *pcapWriter) u32(values ...uint32) {
	for _, v := range values {
		w.out.Write(binary.LittleEndian.AppendUint32(nil, v))
	}
}

func (w *pcapWriter) frame(d *Device, protocol byte, payload []byte) {
	mac, err := hex.DecodeString(strings.ReplaceAll(d.MAC, ":", ""))
	if err != nil || len(mac) != 6 {
		mac = make([]byte, 6)
	}
	from := d.Addr.As4()
	size := 20 + len(payload)
	b := slices.Concat([]byte{2, 0, 0, 0, 0, 0xfe}, mac, []byte{8, 0, 0x45, 0, byte(size >> 8), byte(size), 0, 0, 0, 0, 64, protocol, 0, 0}, from[:], []byte{10, 66, 0, 250}, payload)
	w.tick++
	w.u32(1_700_000_000, w.tick, uint32(len(b)), uint32(len(b)))
	w.out.Write(b)
}

func (w *pcapWriter) udp(d *Device, port uint16, message []byte) {
	size := 8 + len(message)
	head := []byte{byte(port >> 8), byte(port), 0xc0, 0x01, byte(size >> 8), byte(size), 0, 0}
	w.frame(d, 17, append(head, message...))
}

// tcp writes a server's side of a connection: it accepts, says data, ends. The
// second piece comes before the first, as happens on real networks.
func (w *pcapWriter) tcp(d *Device, port uint16, data []byte) {
	const start, syn, ack, fin = 7000, 2, 16, 1
	segment := func(seq uint32, flags byte, data []byte) {
		head := []byte{byte(port >> 8), byte(port), 0xc0, 0x02}
		head = binary.BigEndian.AppendUint32(head, seq)
		head = append(head, 0, 0, 0, 1, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0)
		w.frame(d, 6, append(head, data...))
	}
	segment(start, syn|ack, nil)
	const piece = 1000
	pieces := slices.Collect(slices.Chunk(data, piece))
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	if len(order) > 1 {
		order[0], order[1] = order[1], order[0]
	}
	for _, i := range order {
		segment(start+1+uint32(i*piece), ack, pieces[i])
	}
	segment(start+1+uint32(len(data)), fin|ack, nil)
}
