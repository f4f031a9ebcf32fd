package zeek_test

import (
	"testing"

	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/zeek"
	"github.com/google/go-cmp/cmp"
)

const head = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n"

const software = head + "#path\tsoftware\n#fields\tts\thost\thost_p\tsoftware_type\tname\tunparsed_version\n" +
	"1.0\t10.0.0.9\t80\tHTTP::SERVER\tApp\tApp-webs/\n2.0\t10.0.0.9\t80\tHTTP::SERVER\tApp\tApp-webs/\n3.0\t10.0.0.9\n"

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, intaketest.Fields, zeek.Reader{})
}

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"software", software, []string{
			"line 7: [{ip 10.0.0.9} {port 80} {protocol HTTP::SERVER} {signal:http.server App-webs/}]",
			"standard input (line 9): the row has 2 cells where the log has 6: it was left out",
		}},
		{"dhcp", head + "#path\tdhcp\n#fields\tts\tmac\tassigned_addr\thost_name\tclient_fqdn\n1\t44:19:b6:01:02:03\t10.0.0.9\tcam\tzoe.example.org\n", []string{"line 7: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9} {signal:dhcp.host_name cam}]"}},
		{"http keeps no people", head + "#path\thttp\n#fields\tts\tid.resp_h\tid.resp_p\tusername\tpassword\tuser_agent\n1\t10.0.0.9\t80\tzoe\thunter2\tx\n", []string{"standard input: was read as zeek (http.log, 1 rows, 1 repeat others or tell nothing of a device) and holds nothing to assess"}},
		{"a log that is not read", head + "#path\tfiles\n#fields\tts\n1\n", []string{`standard input: reading stopped here, what follows was not read: the log "files" is not one that is read: invalid`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, zeek.Reader{}, []byte(software)) }

func FuzzItems(f *testing.F) {
	f.Add(software)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), zeek.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
