// Package nmap knows the XML output of nmap: hosts, their addresses, open
// ports, services, and what nmap's scripts saw. What nmap concludes (its
// guesses at products and systems) is kept beside what devices said.
package nmap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads nmap's XML. Its zero value is ready.
type Reader struct{}

// Format is "nmap-xml".
func (Reader) Format() string { return "nmap-xml" }

// Accepts takes XML whose root is nmap's.
func (Reader) Accepts(_ string, head []byte) bool {
	root, _ := xmlscan.Root(head)
	return root == "nmaprun"
}

// maxHost is how many bytes one host may have.
const maxHost = 8 << 20

// Items yields a Device for each host that is up.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		s := xmlscan.New(in.Reader, in.Options.Limits.Depth, maxHost)
		for n := 1; ; {
			start, err := s.Next()
			if err == io.EOF {
				return
			}
			if err == nil && start.Name.Local != "host" {
				continue
			}
			var host *xmlscan.Node
			if err == nil {
				host, err = s.Node(start)
			}
			place := fmt.Sprintf("host %d", n)
			if large, ok := errors.AsType[*xmlscan.TooLarge](err); ok {
				err = in.Skip(place, "%s", large)
				n++
				if !yield(inventory.Item{}, err) {
					return
				}
				continue
			}
			if err != nil {
				yield(inventory.Item{}, err)
				return
			}
			n++
			if f := fields(host); len(f) > 0 && host.First("status").Get("state") != "down" {
				item := inventory.Item{Kind: inventory.Device, Origin: in.At(place + " (" + f.Get(inventory.IP) + ")"), Fields: f}
				item.Text = string(table.AppendText(nil, f))
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// fields reads one host.
func fields(host *xmlscan.Node) inventory.Fields {
	var f inventory.Fields
	put := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" {
			f = append(f, inventory.Field{Key: key, Value: value})
		}
	}
	for _, a := range host.All("address") {
		if a.Get("addrtype") == "mac" {
			put(inventory.MAC, a.Get("addr"))
			put(inventory.Other+"registered owner of the address, says nmap", a.Get("vendor"))
			continue
		}
		put(inventory.IP, a.Get("addr"))
	}
	for _, h := range host.All("hostnames", "hostname") {
		put(inventory.Name, h.Get("name"))
	}
	for _, p := range host.All("ports", "port") {
		if p.First("state").Get("state") != "open" {
			continue
		}
		put(inventory.Port, p.Get("portid")+"/"+p.Get("protocol"))
		if service := p.First("service"); service != nil {
			put(inventory.Protocol, service.Get("name"))
			put(inventory.Other+"service, says nmap", strings.Join([]string{service.Get("product"), service.Get("version"), service.Get("extrainfo"), service.Get("devicetype")}, " "))
		}
		for _, s := range p.All("script") {
			key, value := signal(s.Get("id"), s.Get("output"), p.First("service"))
			put(key, value)
		}
	}
	for _, s := range host.All("hostscript", "script") {
		put(signal(s.Get("id"), s.Get("output"), nil))
	}
	for i, o := range host.All("os", "osmatch") {
		if i == 0 {
			put(inventory.Other+"system, guesses nmap", o.Get("name")+" ("+o.Get("accuracy")+" %)")
		}
	}
	return f
}

var (
	realm   = regexp.MustCompile(`realm=\\?"?([^"\\\n]+)`)
	subject = regexp.MustCompile(`(?m)^\s*Subject: (.+)$`)
	md5     = regexp.MustCompile(`\b[0-9A-Fa-f]{32}\b`)
)

// signal says what a script's output is in our own words. What is not known
// is kept under the script's name.
func signal(id, output string, service *xmlscan.Node) (key, value string) {
	output = strings.TrimSpace(output)
	first, _, _ := strings.Cut(output, "\n")
	rtsp := service != nil && strings.Contains(service.Get("name"), "rtsp")
	switch id {
	case "http-title":
		if strings.HasPrefix(first, "Did not follow redirect") || strings.HasPrefix(first, "Site doesn't have a title") {
			return inventory.Other + id, first
		}
		return inventory.SignalHTTPTitle, first
	case "http-server-header":
		return inventory.SignalHTTPServer, first
	case "http-auth", "http-auth-finder":
		if m := realm.FindStringSubmatch(output); m != nil {
			if rtsp {
				return inventory.SignalRTSPRealm, m[1]
			}
			return inventory.SignalHTTPRealm, m[1]
		}
	case "http-favicon":
		return inventory.SignalHTTPFaviconMD, strings.ToLower(md5.FindString(output))
	case "ssl-cert":
		if m := subject.FindStringSubmatch(output); m != nil {
			return inventory.SignalTLSSubject, distinguished(m[1])
		}
	case "rtsp-methods":
		return inventory.SignalRTSPPublic, first
	case "snmp-sysdescr":
		return inventory.SignalSNMPDescr, first
	case "http-default-accounts", "http-brute", "rtsp-url-brute", "snmp-brute", "ftp-brute", "telnet-brute", "ssh-brute":
		return "", "" // credentials are never kept
	}
	const most = 2000
	return inventory.Other + id, output[:min(len(output), most)]
}

// distinguished writes nmap's "commonName=x/organizationName=y" as RFC 2253.
func distinguished(s string) string {
	s = strings.NewReplacer("commonName=", "CN=", "organizationName=", "O=", "organizationalUnitName=", "OU=",
		"countryName=", "C=", "stateOrProvinceName=", "ST=", "localityName=", "L=", "emailAddress=", "EMAIL=").Replace(s)
	parts := strings.Split(s, "/")
	kept := parts[:0]
	for _, p := range parts {
		if !strings.HasPrefix(p, "EMAIL=") {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ",")
}
