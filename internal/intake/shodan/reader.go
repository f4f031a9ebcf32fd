// Package shodan knows the exports of Shodan (JSON Lines, one banner on a line,
// or a host with its banners). What a service showed becomes the signals that
// the scanner would have heard. Addresses of people, pictures of screens and
// what Shodan concluded of weaknesses are not read.
//
// Source: Shodan's banner specification (datapedia.shodan.io).
package shodan

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

// Reader reads Shodan's exports. Its zero value is ready.
type Reader struct{}

// Format is "shodan".
func (Reader) Format() string { return "shodan" }

// Accepts takes JSON with the keys of a banner, or of a host.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	return shape.Has("ip_str", "port") || shape.Has("ip_str", "ports") || shape.Has("_shodan") || shape.Has("matches", "total") && shape.Contains(`"ip_str"`)
}

// A banner is the part of one that is read.
type banner struct {
	IP        string   `json:"ip_str"`
	Port      int      `json:"port"`
	Transport string   `json:"transport"`
	Data      string   `json:"data"`
	Time      string   `json:"timestamp"`
	Product   string   `json:"product"`
	Version   string   `json:"version"`
	Kind      string   `json:"devicetype"`
	Hosts     []string `json:"hostnames"`
	HTTP      struct {
		Title, Server, Location string
		Favicon                 struct{ Hash json.Number }
	}
	SSL struct {
		Cert struct {
			Subject, Issuer map[string]any
			Fingerprint     struct{ SHA256 string }
		}
	}
	MAC    map[string]json.RawMessage `json:"mac"`
	Module struct{ Module string }    `json:"_shodan"`
	UPnP   struct {
		Manufacturer string `json:"manufacturer"`
		Model        string `json:"model_name"`
		Number       string `json:"model_number"`
		Friendly     string `json:"friendly_name"`
		Serial       string `json:"serial_number"`
	} `json:"upnp"`
}

// Items yields a Device for each banner.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return observed.Records(ctx, in, sightings)
}

// sightings finds the banners of a record: it is one, or a host with those of
// its ports, or a page of results.
func sightings(raw []byte) ([]observed.Sighting, error) {
	list := []json.RawMessage{raw}
	var host struct {
		IP      string            `json:"ip_str"`
		Data    []json.RawMessage `json:"data"`
		Matches []json.RawMessage `json:"matches"`
	}
	// The data of a banner are text, so it fails here.
	if err := json.Unmarshal(raw, &host); err == nil && len(host.Data)+len(host.Matches) > 0 {
		list = append(host.Data, host.Matches...)
	}
	var out []observed.Sighting
	for _, one := range list {
		var b banner
		if err := json.Unmarshal(one, &b); err != nil {
			return nil, fmt.Errorf("does not have the form of a banner: %w", err)
		}
		if b.IP == "" {
			b.IP = host.IP
		}
		out = append(out, observed.Sighting{Place: b.IP + ":" + strconv.Itoa(b.Port), Fields: b.fields()})
	}
	return out, nil
}

// fields are what the banner tells, in our words.
func (b *banner) fields() inventory.Fields {
	var f observed.Fields
	f.Add(inventory.IP, b.IP)
	if b.Port > 0 {
		f.Add(inventory.Port, strings.TrimSuffix(strconv.Itoa(b.Port)+"/"+b.Transport, "/"))
	}
	f.Add(inventory.Protocol, b.Module.Module)
	for _, mac := range slices.Sorted(maps.Keys(b.MAC)) {
		f.Add(inventory.MAC, mac)
	}
	for _, h := range b.Hosts {
		f.Add(inventory.Name, h)
	}
	f.Add(inventory.SignalHTTPTitle, b.HTTP.Title)
	f.Add(inventory.SignalHTTPServer, b.HTTP.Server)
	f.Add(inventory.SignalHTTPLocation, b.HTTP.Location)
	f.Add(inventory.SignalHTTPFavicon, b.HTTP.Favicon.Hash.String())
	f.Add(inventory.SignalTLSSubject, observed.Distinguished(b.SSL.Cert.Subject))
	f.Add(inventory.SignalTLSIssuer, observed.Distinguished(b.SSL.Cert.Issuer))
	f.Add(inventory.SignalTLSPrint, b.SSL.Cert.Fingerprint.SHA256)
	f.Add(inventory.SignalUPnPManufacturer, b.UPnP.Manufacturer)
	f.Add(inventory.SignalUPnPModel, b.UPnP.Model)
	f.Add(inventory.SignalUPnPModelNumber, b.UPnP.Number)
	f.Add(inventory.SignalUPnPFriendlyName, b.UPnP.Friendly)
	f.Add(inventory.SignalUPnPSerial, b.UPnP.Serial)
	f.Banner(b.Module.Module, b.Port, b.Data)
	f.Add(inventory.Other+"service, says Shodan", strings.TrimSpace(b.Product+" "+b.Version))
	f.Add(inventory.Other+"kind of device, says Shodan", b.Kind)
	f.Add(inventory.Other+"seen", b.Time)
	return f.Fields
}
