package censys_test

import (
	"testing"

	"caveat.example/caveat/internal/intake/censys"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

const search = `{"ip":"192.0.2.9","services":[{"port":443,"service_name":"HTTP","extended_service_name":"HTTPS","transport_protocol":"TCP","banner":"HTTP/1.1 401\r\nWWW-Authenticate: Digest realm=\"IP Camera\"\r\n","http":{"response":{"html_title":"WEB","headers":{"Server":["App-webs/"],"_encoding":{"Server":"DISPLAY_UTF8"}},"favicons":[{"md5_hash":"AB"}]}},"tls":{"certificates":{"leaf_data":{"subject_dn":"C=CN, O=HIK, emailAddress=zoe@example.org"}}},"software":[{"vendor":"hikvision","product":"camera"}]}],"autonomous_system":{"asn":1}}` + "\n"

const platform = `{"result":{"hits":[{"host_v1":{"resource":{"ip":"192.0.2.10","services":[{"port":554,"protocol":"RTSP","transport_protocol":"tcp","banner":"RTSP/1.0 401\r\nServer: Rtsp Server\r\nWWW-Authenticate: Digest realm=\"X\"\r\n","cert":{"parsed":{"subject_dn":"CN=x"}},"endpoints":[{"http":{"html_title":"T","headers":{"Server":{"headers":["nginx"]}}}}]}]}}}]}}`

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, intaketest.Fields, censys.Reader{})
}

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"Search", search, []string{"line 1 (192.0.2.9:443): [{ip 192.0.2.9} {port 443/tcp} {protocol https} {signal:http.title WEB} {signal:http.server App-webs/} {signal:http.favicon.md5 ab} {signal:http.realm IP Camera} {signal:tls.subject C=CN,O=HIK} {other:product, says Censys hikvision camera}]"}},
		{"Platform", platform, []string{"line 1 (192.0.2.10:554): [{ip 192.0.2.10} {port 554/tcp} {protocol rtsp} {signal:rtsp.server Rtsp Server} {signal:rtsp.realm X} {signal:http.title T} {signal:rtsp.server nginx} {signal:tls.subject CN=x}]"}},
		{"no services", `{"ip":"192.0.2.9","services":[]}`, []string{"line 1 (192.0.2.9): [{ip 192.0.2.9}]"}},
		{"cut", search[:200], []string{"standard input (line 1): the file ends within a value: it is cut short: the rest of this line was left out"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, censys.Reader{}, []byte(search))
	intaketest.Hostile(t, censys.Reader{}, []byte(platform))
}

func FuzzItems(f *testing.F) {
	f.Add(search)
	f.Add(platform)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), censys.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
