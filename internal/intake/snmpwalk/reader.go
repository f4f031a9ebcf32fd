// Package snmpwalk knows what devices answered to SNMP, as snmpwalk prints it
// and as .snmprec files keep it: the device itself, and those that it has seen
// on its network. Contacts and communities are never kept.
//
// Source: net-snmp's snmpcmd(1); the .snmprec form of snmpsim.
package snmpwalk

import (
	"bufio"
	"bytes"
	"context"
	"encoding/asn1"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/ask"
)

// Reader reads walks. Its zero value is ready.
type Reader struct{}

// Format is "snmp-walk".
func (Reader) Format() string { return "snmp-walk" }

// Accepts takes text of which most lines are values.
func (Reader) Accepts(_ string, head []byte) bool {
	if !charset.Text(head) {
		return false
	}
	lines, hits := 0, 0
	for line := range bytes.Lines(head) {
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		if lines++; lines > 200 {
			break
		}
		if _, ok := parse(string(line[:min(len(line), 1024)])); ok {
			hits++
		}
	}
	return hits > 0 && hits*2 >= lines
}

// maxAddresses is how many addresses of one device are kept with it.
const maxAddresses = 64

// Items yields a Device for each that was walked, after what it has seen.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		w := &walk{in: in, r: bufio.NewReaderSize(in.Reader, intake.HeadSize), yield: yield}
		for ctx.Err() == nil && w.line1() {
		}
		if !w.ended {
			w.device()
		}
		if !w.ended && w.err != nil && w.err != io.EOF {
			yield(inventory.Item{}, fmt.Errorf("after line %d: %w", w.line, w.err))
		}
		in.Detail = fmt.Sprintf("%d values", w.values)
	}
}

type walk struct {
	in     *intake.Input
	r      *bufio.Reader
	yield  func(inventory.Item, error) bool
	line   int
	from   int // line where the device begins
	values int
	f      inventory.Fields // of the device
	last   *string          // the text that a line without a name goes on with
	ended  bool
	err    error
}

// line1 deals with one line; false ends the reading.
func (w *walk) line1() bool {
	piece, more, err := w.r.ReadLine()
	if err != nil {
		w.err = err
		return false
	}
	w.line++
	if more {
		for more && err == nil {
			_, more, err = w.r.ReadLine()
		}
		return w.skip("the line is longer than %d bytes: it was left out", intake.HeadSize)
	}
	text := strings.ToValidUTF8(strings.TrimRight(string(piece), " \r\t"), "\ufffd")
	v, ok := parse(text)
	switch {
	case ok:
		w.last = nil
		w.values++
		return w.take(v)
	case strings.HasPrefix(text, "Timeout: No Response"), strings.HasPrefix(text, "Error in packet"):
		return w.skip("the walk was cut: %.200s", text)
	case w.last != nil && len(*w.last) < 4096: // a text of several lines
		*w.last = strings.TrimSpace(strings.TrimRight(*w.last+" "+strings.TrimSpace(text), `"`))
	}
	return true
}

func (w *walk) skip(format string, args ...any) bool {
	w.ended = !w.yield(inventory.Item{}, w.in.Skip(fmt.Sprintf("line %d", w.line), format, args...))
	return !w.ended
}

// keys say what becomes of the variables of the device itself.
var keys = []struct{ under, key string }{
	{names["sysDescr"], inventory.SignalSNMPDescr},
	{names["sysName"], inventory.Name},
	{names["sysLocation"], inventory.Site},
	{names["entPhysicalMfgName"], inventory.Maker},
	{names["entPhysicalModelName"], inventory.Model},
	{names["entPhysicalSerialNum"], inventory.Serial},
	{names["prtGeneralSerialNumber"], inventory.Serial},
	{names["entPhysicalFirmwareRev"], inventory.Firmware},
	{names["entPhysicalDescr"], inventory.Description},
	{names["hrDeviceDescr"], inventory.Description},
}

// asked says whether the scanner asks for a private variable too. Others are
// not kept: they may hold passwords.
func asked(oid string) bool {
	return slices.ContainsFunc(ask.SNMPObjects(), func(o asn1.ObjectIdentifier) bool { return o.String() == oid })
}

// take keeps what tells of a device.
func (w *walk) take(v value) bool {
	switch {
	case under(v.oid, names["sysDescr"]):
		if w.f.Get(inventory.SignalSNMPDescr) != "" { // the next device
			if !w.device() {
				return false
			}
		}
	case under(v.oid, names["sysObjectID"]):
		w.object(strings.TrimPrefix(number(v.text), "."))
		return true
	case under(v.oid, names["ifPhysAddress"]):
		w.put(inventory.MAC, octets(v))
		return true
	case under(v.oid, names["ipNetToMediaPhysAddress"]):
		return w.seen(octets(v), addressOf(v.oid), "")
	case under(v.oid, names["dot1dTpFdbAddress"]):
		return w.seen(octets(v), "", "")
	case under(v.oid, names["lldpRemSysDesc"]):
		return w.seen("", "", letters(v))
	case strings.HasPrefix(v.oid, names["enterprises"]+"."):
		if asked(v.oid) {
			w.put(inventory.SignalSNMPLeaf, v.oid+"="+letters(v))
		}
		return true
	}
	for _, k := range keys {
		if under(v.oid, k.under) {
			w.put(k.key, letters(v))
			if n := len(w.f); n > 0 && k.key == inventory.SignalSNMPDescr {
				w.last = &w.f[n-1].Value
			}
		}
	}
	return true
}

// object keeps the number of the device's kind, and whose it is.
func (w *walk) object(oid string) {
	w.put(inventory.SignalSNMPObject, oid)
	if rest, ok := strings.CutPrefix(oid, names["enterprises"]+"."); ok {
		whose, _, _ := strings.Cut(rest, ".")
		w.put(inventory.SignalSNMPEnterprise, whose)
	}
}

func under(oid, parent string) bool {
	return strings.HasPrefix(oid, parent) && (len(oid) == len(parent) || oid[len(parent)] == '.')
}

// addressOf is the network address at the end of a variable's number.
func addressOf(oid string) string {
	parts := strings.Split(oid, ".")
	return strings.Join(parts[max(0, len(parts)-4):], ".")
}

func (w *walk) put(key, text string) {
	one := inventory.Field{Key: key, Value: text}
	if text == "" || len(w.f) >= maxAddresses || slices.Contains(w.f, one) {
		return
	}
	if len(w.f) == 0 {
		w.from = w.line
	}
	w.f = append(w.f, one)
}

// device yields what is known of the device that was walked.
func (w *walk) device() bool {
	f := w.f
	w.f, w.last = nil, nil
	if len(f) == 0 {
		return true
	}
	return w.tell(w.from, f)
}

// seen yields a device that the walked one has seen.
func (w *walk) seen(mac, ip, descr string) bool {
	var f inventory.Fields
	for _, one := range []inventory.Field{{Key: inventory.MAC, Value: mac}, {Key: inventory.IP, Value: ip}, {Key: inventory.Description, Value: descr}} {
		if one.Value != "" {
			f = append(f, one)
		}
	}
	if mac == "" && descr == "" {
		return true
	}
	return w.tell(w.line, f)
}

func (w *walk) tell(line int, f inventory.Fields) bool {
	w.ended = !w.yield(inventory.Item{Kind: inventory.Device, Origin: w.in.At(fmt.Sprintf("line %d", line)), Text: string(table.AppendText(nil, f)), Fields: f}, nil)
	return !w.ended
}
