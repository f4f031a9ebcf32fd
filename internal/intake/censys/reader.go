// Package censys knows the exports of Censys: hosts with what their services
// showed, in JSON Lines, a list, or an answer of its programming interface, in
// the form of Censys Search and of the Censys Platform. What Censys concluded
// is kept under its own name and decides nothing.
//
// Source: the host data sets of Censys Search 2.0 and of the Censys Platform.
package censys

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/intake/observed"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads Censys's exports. Its zero value is ready.
type Reader struct{}

// Format is "censys".
func (Reader) Format() string { return "censys" }

// Accepts takes JSON with the keys of a host and its services.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	if shape.Has("ip", "services") || shape.Has("host_v1") || shape.Has("ip", "autonomous_system") {
		return true
	}
	return shape.Has("result") && (shape.Contains(`"services"`) || shape.Contains(`"host_v1"`)) && shape.Contains(`"ip"`)
}

// A host is the part of one that is read. It may be wrapped.
type host struct {
	IP       string    `json:"ip"`
	Services []service `json:"services"`
	DNS      struct {
		Names   []string `json:"names"`
		Reverse struct {
			Names []string `json:"names"`
		} `json:"reverse_dns"`
	} `json:"dns"`

	Result   *host  `json:"result"`   // an answer
	Hits     []host `json:"hits"`     // a page of results
	HostV1   *host  `json:"host_v1"`  // of the Platform
	Resource *host  `json:"resource"` // of the Platform
}

type service struct {
	Port      int        `json:"port"`
	Name      string     `json:"service_name"`
	Extended  string     `json:"extended_service_name"`
	Protocol  string     `json:"protocol"`
	Transport string     `json:"transport_protocol"`
	Banner    string     `json:"banner"`
	Print     string     `json:"certificate"`
	Seen      string     `json:"observed_at"`
	Scanned   string     `json:"scan_time"`
	HTTP      web        `json:"http"`
	Endpoints []endpoint `json:"endpoints"`
	TLS       struct {
		Certificates struct {
			Leaf names `json:"leaf_data"`
		} `json:"certificates"`
	} `json:"tls"`
	Cert struct {
		Print  string `json:"fingerprint_sha256"`
		Parsed names  `json:"parsed"`
	} `json:"cert"`
	Software []product `json:"software"`
	Hardware []product `json:"hardware"`
}

type endpoint struct {
	HTTP   response `json:"http"`
	Banner string   `json:"banner"`
}

type web struct {
	Response response `json:"response"`
}

type response struct {
	Title    string                     `json:"html_title"`
	Headers  map[string]json.RawMessage `json:"headers"`
	Favicons []struct {
		MD5    string      `json:"md5_hash"`
		MD5New string      `json:"hash_md5"`
		Mmh3   json.Number `json:"shodan_hash"`
		Mmh3N  json.Number `json:"hash_shodan"`
	} `json:"favicons"`
}

type names struct {
	Subject string `json:"subject_dn"`
	Issuer  string `json:"issuer_dn"`
}

type product struct{ Vendor, Product, Version string }

// Items yields a Device for each service.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return observed.Records(ctx, in, func(raw []byte) ([]observed.Sighting, error) {
		var h host
		if err := json.Unmarshal(raw, &h); err != nil {
			return nil, fmt.Errorf("does not have the form of a host: %w", err)
		}
		return h.sightings(nil, 0), nil
	})
}

// sightings finds the services of a host and of those that it wraps.
func (h *host) sightings(out []observed.Sighting, depth int) []observed.Sighting {
	for i := range h.Services {
		s := &h.Services[i]
		out = append(out, observed.Sighting{Place: h.IP + ":" + strconv.Itoa(s.Port), Fields: s.fields(h)})
	}
	if len(h.Services) == 0 && h.IP != "" {
		out = append(out, observed.Sighting{Place: h.IP, Fields: inventory.Fields{{Key: inventory.IP, Value: h.IP}}})
	}
	const wrappings = 8
	for _, inner := range []*host{h.Result, h.HostV1, h.Resource} {
		if inner != nil && depth < wrappings {
			out = inner.sightings(out, depth+1)
		}
	}
	for i := range h.Hits {
		if depth < wrappings {
			out = h.Hits[i].sightings(out, depth+1)
		}
	}
	return out
}

// fields are what the service showed, in our words.
func (s *service) fields(h *host) inventory.Fields {
	var f observed.Fields
	f.Add(inventory.IP, h.IP)
	f.Add(inventory.Port, strings.TrimSuffix(strconv.Itoa(s.Port)+"/"+strings.ToLower(s.Transport), "/"))
	protocol := s.Extended + s.Protocol
	if protocol == "" {
		protocol = s.Name
	}
	f.Add(inventory.Protocol, strings.ToLower(protocol))
	for _, n := range append(h.DNS.Reverse.Names, h.DNS.Names...)[:min(16, len(h.DNS.Reverse.Names)+len(h.DNS.Names))] {
		f.Add(inventory.Name, n)
	}
	rtsp := strings.HasPrefix(strings.ToLower(protocol), "rtsp")
	s.HTTP.Response.add(&f, rtsp)
	f.Banner(protocol, s.Port, s.Banner)
	for i := range s.Endpoints {
		s.Endpoints[i].HTTP.add(&f, rtsp)
		f.Banner(protocol, s.Port, s.Endpoints[i].Banner)
	}
	for _, n := range []names{s.TLS.Certificates.Leaf, s.Cert.Parsed} {
		f.Add(inventory.SignalTLSSubject, withoutMail(n.Subject))
		f.Add(inventory.SignalTLSIssuer, withoutMail(n.Issuer))
	}
	f.Add(inventory.SignalTLSPrint, s.Print+s.Cert.Print)
	for _, p := range append(s.Software, s.Hardware...) {
		f.Add(inventory.Other+"product, says Censys", strings.Join(strings.Fields(p.Vendor+" "+p.Product+" "+p.Version), " "))
	}
	f.Add(inventory.Other+"seen", s.Seen+s.Scanned)
	return f.Fields
}

// add takes what an answer of a web server shows. One that speaks RTSP has the
// same headers.
func (r *response) add(f *observed.Fields, rtsp bool) {
	f.Add(inventory.SignalHTTPTitle, r.Title)
	server := inventory.SignalHTTPServer
	if rtsp {
		server = inventory.SignalRTSPServer
	}
	f.Add(server, header(r.Headers, "Server"))
	f.Add(inventory.SignalHTTPLocation, header(r.Headers, "Location"))
	for _, i := range r.Favicons {
		f.Add(inventory.SignalHTTPFaviconMD, strings.ToLower(i.MD5+i.MD5New))
		f.Add(inventory.SignalHTTPFavicon, i.Mmh3.String()+i.Mmh3N.String())
	}
}

// header gives the first value of a header, which is written as a text, a list
// of texts, or an object with such a list.
func header(headers map[string]json.RawMessage, name string) string {
	for _, key := range slices.Sorted(maps.Keys(headers)) {
		raw := headers[key]
		if !strings.EqualFold(strings.ReplaceAll(key, "_", "-"), name) {
			continue
		}
		var text string
		var list []string
		var object struct{ Headers []string }
		switch {
		case json.Unmarshal(raw, &text) == nil:
			return text
		case json.Unmarshal(raw, &list) == nil && len(list) > 0:
			return list[0]
		case json.Unmarshal(raw, &object) == nil && len(object.Headers) > 0:
			return object.Headers[0]
		}
	}
	return ""
}

// withoutMail leaves addresses of people out of a certificate's name.
func withoutMail(name string) string {
	parts := strings.Split(name, ",")
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); !strings.Contains(p, "@") {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ",")
}
