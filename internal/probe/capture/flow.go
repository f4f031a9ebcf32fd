package capture

import (
	"encoding/binary"
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe"
)

// Limits of the streams that are followed.
const (
	maxFlows  = 4096     // at a time
	maxStream = 32 << 10 // bytes of one stream, from its beginning
)

// A flow is what one side said first on a connection. Only the side that has a
// server's port is followed, and only from the connection's start, or from a
// message that begins as an answer does.
type flow struct {
	from netip.AddrPort
	to   netip.AddrPort
	mac  string
	time time.Time

	number int // of the frame that it began with

	first uint32 // sequence number of data[0]
	data  []byte
	holes []hole // what came ahead of its turn

	waiting int // bytes in holes
}

type hole struct {
	at   uint32 // offset from first
	data []byte
}

type flowKey struct{ from, to netip.AddrPort }

// flows follow connections; done is called once with each that said something.
type flows struct {
	done  func(*flow)
	open  map[flowKey]*flow
	order []flowKey // oldest first
	lost  int

	// told counts the connections of a server that were read: it says the same
	// on each.
	told map[netip.AddrPort]int
}

// Limits of what is read of one server, and of the servers that are counted.
const (
	maxOfServer = 4
	maxServers  = 1 << 17
)

const (
	flagFIN = 1
	flagSYN = 2
	flagRST = 4
	flagACK = 16
)

func (fs *flows) segment(p packet, mac sender, f Frame) {
	b := p.payload
	if len(b) < 20 {
		return
	}
	offset := int(b[12]>>4) * 4
	if offset < 20 || offset > len(b) {
		return
	}
	key := flowKey{netip.AddrPortFrom(p.from, binary.BigEndian.Uint16(b)), netip.AddrPortFrom(p.to, binary.BigEndian.Uint16(b[2:]))}
	seq, flags, data := binary.BigEndian.Uint32(b[4:]), b[13], b[offset:]
	fl := fs.open[key]
	if fl == nil {
		if fs.told[key.from] >= maxOfServer {
			return
		}
		first := seq
		switch {
		case flags&(flagSYN|flagACK) == flagSYN|flagACK:
			first++
		case len(data) > 0 && answers(data):
		default:
			return
		}
		fl = fs.add(key, mac, f, first)
	}
	if flags&flagSYN == 0 {
		fl.put(seq-fl.first, data)
	}
	if flags&(flagFIN|flagRST) != 0 || len(fl.data) >= maxStream {
		fs.close(key)
	}
}

// answers says whether bytes begin as the answers that are read do.
func answers(b []byte) bool {
	if len(b) < 5 {
		return false
	}
	return string(b[:5]) == "HTTP/" || string(b[:5]) == "RTSP/" || b[0] == 22 && b[1] == 3
}

func (fs *flows) add(key flowKey, mac sender, f Frame, first uint32) *flow {
	if fs.open == nil {
		fs.open = map[flowKey]*flow{}
	}
	for len(fs.open) >= maxFlows && len(fs.order) > 0 {
		oldest := fs.order[0]
		if fl := fs.open[oldest]; fl != nil && len(fl.data) == 0 {
			fs.lost++
		}
		fs.close(oldest)
		fs.order = fs.order[1:]
	}
	if len(fs.order) > 4*maxFlows {
		fs.compact()
	}
	fl := &flow{from: key.from, to: key.to, mac: probe.MACBytes(mac), number: f.Number, time: f.Time, first: first}
	fs.open[key] = fl
	fs.order = append(fs.order, key)
	return fl
}

// compact drops the keys of connections that have ended.
func (fs *flows) compact() {
	kept := make([]flowKey, 0, len(fs.open))
	for _, k := range fs.order {
		if fs.open[k] != nil {
			kept = append(kept, k)
		}
	}
	fs.order = kept
}

func (fs *flows) close(key flowKey) {
	fl := fs.open[key]
	if fl == nil {
		return
	}
	delete(fs.open, key)
	if len(fl.data) > 0 && fs.told[key.from] < maxOfServer {
		if fs.told == nil {
			fs.told = map[netip.AddrPort]int{}
		}
		if len(fs.told) < maxServers {
			fs.told[key.from]++
		}
		fs.done(fl)
	}
}

func (fs *flows) end() {
	for _, k := range fs.order {
		fs.close(k)
	}
}

// put places bytes at an offset of the stream; what comes ahead of its turn
// waits.
func (fl *flow) put(at uint32, data []byte) {
	const mostHoles, window = 16, maxStream
	if len(data) == 0 || at > window {
		return
	}
	if int(at) > len(fl.data) {
		if room := maxStream - fl.waiting; len(fl.holes) < mostHoles && len(data) <= room {
			fl.holes = append(fl.holes, hole{at, append([]byte(nil), data...)})
			fl.waiting += len(data)
		}
		return
	}
	if skip := len(fl.data) - int(at); skip < len(data) {
		fl.data = append(fl.data, data[skip:]...)
		fl.data = fl.data[:min(len(fl.data), maxStream)]
	}
	for i, h := range fl.holes {
		if int(h.at) <= len(fl.data) {
			fl.holes = append(fl.holes[:i:i], fl.holes[i+1:]...)
			fl.waiting -= len(h.data)
			fl.put(h.at, h.data)
			return
		}
	}
}
