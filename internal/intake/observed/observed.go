// Package observed knows what the services that scan the Internet have in
// common: records of what an address showed, in JSON, one on a line or in a
// list. It turns banners into the signals that the scanner would have heard,
// and refuses to take over what such a service concluded from them.
package observed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// A Sighting is what one service of an address showed.
type Sighting struct {
	Place  string // within the record: "10.0.0.9:80"
	Fields inventory.Fields
}

// maxRecord is how many bytes one record may have: pages and certificates
// stand in them whole.
const maxRecord = 16 << 20

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// Records yields a Device for each sighting that read finds in a record.
// Records follow one another or stand in an array. One that cannot be read is
// a Skip where reading can go on.
func Records(ctx context.Context, in *intake.Input, read func(raw []byte) ([]Sighting, error)) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		r := &records{in: in, read: read, yield: yield, s: jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record)}
		for ctx.Err() == nil {
			kind, err := r.s.Kind()
			if err == io.EOF {
				return
			}
			r.line = r.s.Line()
			switch {
			case err != nil:
			case kind == '[':
				r.list = true
				err = r.s.Array(func(int) error { return r.one() })
			case kind == '{':
				err = r.one()
			default:
				err = fmt.Errorf("line %d: a value that is no record: %w", r.line, fault.Invalid)
			}
			if err != nil && !r.again(err) {
				return
			}
		}
	}
}

type records struct {
	in    *intake.Input
	read  func([]byte) ([]Sighting, error)
	yield func(inventory.Item, error) bool
	s     *jsonscan.Scanner
	line  int
	list  bool // they stand in an array, so that a broken one breaks all
	n     int
}

// again says whether reading goes on after an error: with the next line.
func (r *records) again(err error) bool {
	bad, ok := errors.AsType[*jsonscan.Error](err)
	switch {
	case err == errStop:
		return false
	case !ok || r.list:
		r.yield(inventory.Item{}, err)
		return false
	}
	skip := r.in.Skip(fmt.Sprintf("line %d", r.line), "%s: the rest of this line was left out", bad.Says)
	return r.yield(inventory.Item{}, skip) && r.s.NextLine()
}

// one reads one record.
func (r *records) one() error {
	r.n++
	place := fmt.Sprintf("record %d", r.n)
	raw, err := r.s.Raw(maxRecord)
	if err != nil {
		return err
	}
	list, err := r.read(raw)
	if err != nil {
		if !r.yield(inventory.Item{}, r.in.Skip(place, "%s", err)) {
			return errStop
		}
		return nil
	}
	for _, s := range list {
		if len(s.Fields) == 0 {
			continue
		}
		item := inventory.Item{Kind: inventory.Device, Origin: r.in.At(place + " (" + s.Place + ")"), Text: string(table.AppendText(nil, s.Fields)), Fields: s.Fields}
		if !r.yield(item, nil) {
			return errStop
		}
	}
	return nil
}

// Fields gathers what an address showed.
type Fields struct{ inventory.Fields }

// maxValue is how many bytes of one value are kept.
const maxValue = 2000

// Add adds a value once; an empty one is nothing.
func (f *Fields) Add(key, value string) {
	value = strings.TrimSpace(value)
	one := inventory.Field{Key: key, Value: strings.ToValidUTF8(value[:min(len(value), maxValue)], "\ufffd")}
	if value != "" && !slices.Contains(f.Fields, one) {
		f.Fields = append(f.Fields, one)
	}
}

var (
	server = regexp.MustCompile(`(?im)^Server:\s*(\S[^\r\n]*)`)
	realm  = regexp.MustCompile(`(?i)realm="([^"\r\n]+)"`)
	public = regexp.MustCompile(`(?im)^Public:\s*(\S[^\r\n]*)`)
	model  = regexp.MustCompile(`(?im)^USN:\s*(\S[^\r\n]*)`)
)

// Banner takes from a banner what the protocol's own fields say.
func (f *Fields) Banner(protocol string, port int, data string) {
	find := func(key string, r *regexp.Regexp) {
		if m := r.FindStringSubmatch(data); m != nil {
			f.Add(key, m[1])
		}
	}
	protocol = strings.ToLower(protocol)
	switch {
	case strings.HasPrefix(data, "RTSP/"), strings.Contains(protocol, "rtsp"):
		find(inventory.SignalRTSPServer, server)
		find(inventory.SignalRTSPRealm, realm)
		find(inventory.SignalRTSPPublic, public)
	case strings.Contains(protocol, "upnp"), strings.Contains(protocol, "ssdp"):
		find(inventory.SignalSSDPServer, server)
		find(inventory.SignalSSDPUSN, model)
	case strings.HasPrefix(data, "HTTP/"), strings.Contains(protocol, "http"):
		find(inventory.SignalHTTPServer, server)
		find(inventory.SignalHTTPRealm, realm)
	case strings.Contains(protocol, "snmp"):
		f.Add(inventory.SignalSNMPDescr, data)
	default:
		f.Add(inventory.Other+"banner", data)
	}
}

// Distinguished writes the parts of a certificate's name as RFC 2253 does.
func Distinguished(parts map[string]any) string {
	var out []string
	for _, key := range [...]string{"CN", "OU", "O", "L", "ST", "C"} {
		switch v := parts[key].(type) {
		case string:
			out = append(out, key+"="+v)
		case []any:
			for _, one := range v {
				out = append(out, fmt.Sprintf("%s=%v", key, one))
			}
		}
	}
	return strings.Join(out, ",")
}
