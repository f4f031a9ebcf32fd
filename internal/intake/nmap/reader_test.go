package nmap_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/nmap"
	"github.com/google/go-cmp/cmp"
)

const scan = `<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap">
<host><status state="up"/><address addr="10.0.0.9" addrtype="ipv4"/><address addr="44:19:B6:01:02:03" addrtype="mac" vendor="Hangzhou Hikvision"/><hostnames><hostname name="cam1"/></hostnames>
<ports><port protocol="tcp" portid="80"><state state="open"/><service name="http" product="Hikvision IP camera httpd"/><script id="http-server-header" output="App-webs/"/><script id="http-auth" output="&#xa;HTTP/1.1 401&#xa;  Digest realm=IP Camera(C1234)"/><script id="ssl-cert" output="Subject: commonName=cam/organizationName=HIK/emailAddress=zoe@example.org&#xa;Issuer: x"/><script id="http-default-accounts" output="admin:12345"/></port>
<port protocol="tcp" portid="81"><state state="closed"/></port></ports></host>
<host><status state="down"/><address addr="10.0.0.10" addrtype="ipv4"/></host></nmaprun>`

func TestItems(t *testing.T) {
	var got []string
	opt := intake.Options{Readers: []intake.Reader{nmap.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(scan), opt) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, item.Origin.At)
		for _, f := range item.Fields {
			got = append(got, fmt.Sprintf("%s: %s", f.Key, f.Value))
		}
	}
	want := []string{
		"host 1 (10.0.0.9)", "ip: 10.0.0.9", "mac: 44:19:B6:01:02:03", "other:registered owner of the address, says nmap: Hangzhou Hikvision",
		"name: cam1", "port: 80/tcp", "protocol: http", "other:service, says nmap: Hikvision IP camera httpd",
		"signal:http.server: App-webs/", "signal:http.realm: IP Camera(C1234)", "signal:tls.subject: CN=cam,O=HIK",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, nmap.Reader{}, []byte(scan)) }

func FuzzItems(f *testing.F) {
	f.Add(scan)
	f.Fuzz(func(t *testing.T, xml string) {
		if err := intaketest.Check(t.Context(), nmap.Reader{}, []byte(xml)); err != nil {
			t.Error(err)
		}
	})
}
