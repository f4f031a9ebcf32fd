// Package observed knows what the services that scan the Internet have in
// common: records of what an address showed, in JSON, one on a line or in a
// list. It turns banners into the signals that the scanner would have heard,
// and refuses to take over what such a service concluded from them.
package observed

import (
	"context"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonfile"
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

// Records yields a Device for each sighting that read finds in a record.
// Records follow one another or stand in an array. One that cannot be read is
// a Skip where reading can go on.
func Records(ctx context.Context, in *intake.Input, read func(raw []byte) ([]Sighting, error)) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		jsonfile.Part[int]{
			Begin: func(*jsonfile.File) int { return 0 },
			Value: func(f *jsonfile.File, _ int, kind byte) error {
				switch kind {
				case '[':
					return f.Array(func(i int) error { return one(f, fmt.Sprintf("/%d", i), read) })
				case '{':
					return one(f, fmt.Sprintf("line %d", f.Start), read)
				}
				return fmt.Errorf("line %d: a value that is no record: %w", f.Start, fault.Invalid)
			},
		}.Read(ctx, in, yield)
	}
}

// one reads the record at a place.
func one(f *jsonfile.File, place string, read func([]byte) ([]Sighting, error)) error {
	raw, err := f.Raw(maxRecord)
	if err != nil {
		return err
	}
	list, err := read(raw)
	if err != nil {
		return f.Put(inventory.Item{}, f.In.Skip(place, "%s", err))
	}
	for _, s := range list {
		if len(s.Fields) == 0 {
			continue
		}
		item := inventory.Item{Kind: inventory.Device, Origin: f.In.At(place + " (" + s.Place + ")"), Text: string(table.AppendText(nil, s.Fields)), Fields: s.Fields}
		if err := f.Put(item, nil); err != nil {
			return err
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
