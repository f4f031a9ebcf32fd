package ask

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What can be said is exactly this. A new question has to be added here, in
// Allowed and in doc/network.md, where people look before they run a scan.
func TestNothingElseCanBeAsked(t *testing.T) {
	t.Parallel()
	want := []string{
		"DHIPSearch", "DahuaV1Search", "HTTPIcon", "HTTPRoot", "HTTPSRoot", "MDNSQuery", "RTSPDescribe", "RTSPOptions",
		"SADPInquiry", "SNMPGet", "SSDPSearch", "UPnPDescription", "WSDProbe", "get",
	}
	var got []string
	for _, f := range parse(t, ".") {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Type.Results == nil {
				continue
			}
			for _, r := range fn.Type.Results.List {
				if name, ok := r.Type.(*ast.Ident); ok && (name.Name == "Datagram" || name.Name == "Text") {
					got = append(got, fn.Name.Name)
				}
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("questions can be made by\n%v, want\n%v", got, want)
	}
	doc, err := os.ReadFile("../../../doc/network.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{SADP: "SADP", DHIP: "DHIP", DahuaV1: "older Dahua", WSD: "WS-Discovery", SSDP: "SSDP", MDNS: "mDNS", SNMP: "SNMP", RTSP: "RTSP", HTTP: "HTTP", HTTPS: "HTTPS", UPnP: "UPnP description"}
	for _, r := range Allowed() {
		if !bytes.Contains(doc, []byte("\n| "+names[r.Protocol])) {
			t.Errorf("doc/network.md has no row for %s", r.Protocol)
		}
	}
}

func parse(t *testing.T, folder string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*ast.File
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// Only internal/probe/wire holds sockets: no other package of a scan imports
// what could open one.
func TestOnlyWireHoldsSockets(t *testing.T) {
	t.Parallel()
	banned := []string{"net", "net/http", "syscall", "os/exec", "golang.org/x/net/ipv4"}
	for _, root := range []string{"..", "../../scan", "../../reconcile", "../../intake/pcap"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if base := filepath.Base(path); base == "wire" || base == "probetest" || base == "testdata" {
				return fs.SkipDir
			}
			for _, f := range parse(t, path) {
				for _, i := range f.Imports {
					name := strings.Trim(i.Path.Value, `"`)
					// The scan reads errors of the system by their numbers.
					if slices.Contains(banned, name) && !(name == "syscall" && root == "../../scan") {
						t.Errorf("%s imports %s", path, name)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestQuestionsToTheByte(t *testing.T) {
	t.Parallel()
	id := UUID{0: 0xab, 15: 0x01}
	sadp := string(SADPInquiry(id).Bytes())
	if want := `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>AB000000-0000-0000-0000-000000000001</Uuid><Types>inquiry</Types></Probe>`; sadp != want {
		t.Errorf("SADP:\n%s, want\n%s", sadp, want)
	}
	dhip := DHIPSearch().Bytes()
	if want := append([]byte("\x20\x00\x00\x00DHIP\x00\x00\x00\x00\x00\x00\x00\x00\x3b\x00\x00\x00\x00\x00\x00\x00\x3b\x00\x00\x00\x00\x00\x00\x00"), `{"method":"DHDiscover.search","params":{"mac":"","uni":1}}`+"\n"...); !bytes.Equal(dhip, want) {
		t.Errorf("DHIP:\n%q, want\n%q", dhip, want)
	}
	if got := DahuaV1Search().Bytes(); !bytes.Equal(got, append([]byte("\xa3\x01\x00\x01"+strings.Repeat("\x00", 12)+"\x02"), make([]byte, 15)...)) {
		t.Errorf("older Dahua: %x", got)
	}
	host := netip.MustParseAddrPort("10.0.0.5:554")
	if got := string(RTSPDescribe(host).Bytes()); !strings.HasPrefix(got, "DESCRIBE rtsp://10.0.0.5:554/ RTSP/1.0\r\n") || strings.Contains(got, "Authorization") {
		t.Errorf("RTSP: %q", got)
	}
	// A copy is handed out: nobody can change what will be sent.
	d := DHIPSearch()
	clear(d.Bytes())
	if !bytes.Equal(d.Bytes(), dhip) {
		t.Error("a question was changed from outside")
	}
}

func TestNoCommunityIsGuessed(t *testing.T) {
	t.Parallel()
	if _, err := SNMPGet("", 1); err == nil {
		t.Error("an empty community is taken")
	}
	d, err := SNMPGet("secret", 1)
	if err != nil || !bytes.Contains(d.Bytes(), []byte("secret\xa0")) {
		t.Errorf("not a GET with that community: %x, %v", d.Bytes(), err)
	}
}

// A device chooses the path of its description: only a plain one is asked for.
func TestDescriptionPaths(t *testing.T) {
	t.Parallel()
	host := netip.MustParseAddrPort("10.0.0.5:8200")
	for path, want := range map[string]bool{
		"/rootDesc.xml": true, "/upnp/device-1.xml": true, "/a.b.xml": true,
		"/reboot.cgi": false, "/a.xml?reset=1": false, "/../a.xml": false, "//evil/a.xml": false, "rootDesc.xml": false,
		"/a.xml\r\nX: y": false, "/" + strings.Repeat("a", 200) + ".xml": false, "/a%2fb.xml": false, "/.xml.cgi": false, "": false,
	} {
		if _, err := UPnPDescription(host, path); (err == nil) != want {
			t.Errorf("UPnPDescription(%q): %v, want allowed %v", path, err, want)
		}
	}
}
