package shodan_test

import (
	"testing"

	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/shodan"
	"github.com/google/go-cmp/cmp"
)

const banners = `{"ip_str":"192.0.2.9","port":80,"transport":"tcp","_shodan":{"module":"http"},"data":"HTTP/1.1 401\r\nWWW-Authenticate: Basic realm=\"IP Camera\"\r\n","http":{"title":"WEB","server":"App-webs/","favicon":{"hash":5}},"opts":{"screenshot":{"data":"x"}}}
{"ip_str":"192.0.2.9","port":443,"transport":"tcp","product":"httpd","data":"","ssl":{"cert":{"subject":{"CN":"cam","O":["HIK","X"],"emailAddress":"zoe@example.org"},"fingerprint":{"sha256":"ab"}}},"mac":{"44:19:B6:01:02:03":{}}}
{"ip_str":
`

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, intaketest.Fields, shodan.Reader{})
}

func TestItems(t *testing.T) {
	want := []string{
		"line 1 (192.0.2.9:80): [{ip 192.0.2.9} {port 80/tcp} {protocol http} {signal:http.title WEB} {signal:http.server App-webs/} {signal:http.favicon.mmh3 5} {signal:http.realm IP Camera}]",
		"line 2 (192.0.2.9:443): [{ip 192.0.2.9} {port 443/tcp} {mac 44:19:B6:01:02:03} {signal:tls.subject CN=cam,O=HIK,O=X} {signal:tls.sha256 ab} {other:service, says Shodan httpd}]",
		"standard input (line 3): the line ends within a value: the rest of this line was left out",
	}
	if diff := cmp.Diff(want, read(t, banners)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostsAndResults(t *testing.T) {
	want := []string{"line 1 (192.0.2.9:80): [{ip 192.0.2.9} {port 80/tcp} {signal:http.title WEB}]"}
	for _, content := range []string{
		`{"ip_str":"192.0.2.9","ports":[80],"data":[{"port":80,"transport":"tcp","data":"","http":{"title":"WEB"}}]}`,
		`{"total":1,"matches":[{"ip_str":"192.0.2.9","port":80,"transport":"tcp","data":"","http":{"title":"WEB"}}]}`,
	} {
		if !(shodan.Reader{}).Accepts("x.json", []byte(content)) {
			t.Errorf("%.40s: not accepted", content)
		}
		if diff := cmp.Diff(want, read(t, content)); diff != "" {
			t.Errorf("%.40s (-want +got):\n%s", content, diff)
		}
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, shodan.Reader{}, []byte(banners)) }

func FuzzItems(f *testing.F) {
	f.Add(banners)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), shodan.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
