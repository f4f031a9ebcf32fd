package ordinary

import (
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

func said(pairs ...string) *probe.Statement {
	s := &probe.Statement{}
	for i := 0; i < len(pairs); i += 2 {
		s.Add(pairs[i], pairs[i+1])
	}
	return s
}

func TestPlainPages(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Welcome to nginx!":                     "a web server's own first page",
		"Apache2 Debian Default Page: It works": "a web server's own first page",
		"Directory listing for /":               "a listing of files",
		"HP LaserJet MFP M428fdw":               "a printer",
		"NAS - Synology DiskStation":            "a file server",
		// What cameras, recorders and gateways show is never plain.
		"WEB SERVICE": "", "index": "", "": "", "Login": "", "NETSurveillance WEB": "", "Network Video Recorder": "",
		"IP Camera": "", "HG8245H": "", "Index of /cgi-bin/cameras": "",
	} {
		if got := Page(said(inventory.SignalHTTPTitle, title)); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
	if got := Page(said(inventory.SignalHTTPTitle, "Welcome to nginx!", inventory.SignalHTTPRealm, "IP Camera(C2875)")); got != "" {
		t.Errorf("a page with a challenge is said to be %q", got)
	}
}

func TestPrograms(t *testing.T) {
	t.Parallel()
	for _, server := range []string{"SimpleHTTP/0.6 Python/3.11.2", "Werkzeug/2.2.2 Python/3.11.2"} {
		if !Program(server) {
			t.Errorf("%q is not known", server)
		}
	}
	for _, server := range []string{"", "App-webs/", "DNVRS-Webs", "nginx", "webserver", "uc-httpd 1.0.0", "GoAhead-Webs", "lighttpd/1.4.35", "Boa/0.94.13", "Mini web server 1.0 ZTE corp 2005."} {
		if Program(server) {
			t.Errorf("%q runs on cameras and gateways", server)
		}
	}
	if got := Page(said(inventory.SignalHTTPTitle, "Welcome page", inventory.SignalHTTPServer, "lighttpd/1.4.69")); got == "" {
		t.Error("lighttpd's own page is not known")
	}
	if got := Page(said(inventory.SignalHTTPTitle, "Welcome page", inventory.SignalHTTPServer, "webserver")); got != "" {
		t.Errorf("somebody's welcome page is said to be %q", got)
	}
}

func TestComputersAndPlayers(t *testing.T) {
	t.Parallel()
	if !Computer(said(inventory.SignalWSDTypes, "Device Computer")) || !Computer(said(inventory.SignalWSDTypes, "Device PrintDeviceType")) {
		t.Error("a computer or printer is not known as one")
	}
	for _, types := range []string{"NetworkVideoTransmitter Device", "Device", ""} {
		if Computer(said(inventory.SignalWSDTypes, types)) {
			t.Errorf("%q is said to be a computer", types)
		}
	}
	if Computer(said(inventory.SignalWSDTypes, "Device Computer", inventory.SignalONVIFShape, "name hardware")) {
		t.Error("what has ONVIF scopes is said to be a computer")
	}
	if !Player(said(inventory.SignalSSDPServer, "Debian DLNADOC/1.50 UPnP/1.0 MiniDLNA/1.3.0")) {
		t.Error("minidlna is not known")
	}
	if Player(said(inventory.SignalSSDPServer, "Linux UPnP/1.0 Huawei-ATP-IGD")) {
		t.Error("a gateway is said to be a player")
	}
}
