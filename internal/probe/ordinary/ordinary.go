// Package ordinary knows hosts that say plainly that they are something else
// than what a scan looks for: a web server that nobody has set up, a file
// listing, a desktop computer, a printer, a media server. A scan leaves these
// alone. It says nothing of who made them, so nothing is ever cleared by it,
// and it is a closed list: what is not on it is asked on.
package ordinary

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

// A mark is a beginning of a signal's value, or all of it, that one kind of
// host is known by.
type mark struct {
	key    string
	begins string
	whole  bool // the value is exactly that
	what   string
}

const (
	fresh   = "a web server's own first page"
	listing = "a listing of files"
	printer = "a printer"
	storage = "a file server"
)

// pages are what such hosts show at /, as their own programs and packages
// write it. None of them names what a camera's firmware has been seen to show.
var pages = []mark{
	{inventory.SignalHTTPTitle, "Welcome to nginx", false, fresh},
	{inventory.SignalHTTPTitle, "Test Page for the Nginx HTTP Server", false, fresh},
	{inventory.SignalHTTPTitle, "Apache2 Debian Default Page", false, fresh},
	{inventory.SignalHTTPTitle, "Apache2 Ubuntu Default Page", false, fresh},
	{inventory.SignalHTTPTitle, "Apache Tomcat/", false, fresh},
	{inventory.SignalHTTPTitle, "IIS Windows", false, fresh},
	{inventory.SignalHTTPTitle, "IIS7", true, fresh},
	{inventory.SignalHTTPTitle, "Directory listing for /", false, listing},
	{inventory.SignalHTTPTitle, "Index of /", true, listing},
	{inventory.SignalHTTPTitle, "HP LaserJet", false, printer},
	{inventory.SignalHTTPTitle, "HP Color LaserJet", false, printer},
	{inventory.SignalHTTPTitle, "HP OfficeJet", false, printer},
	{inventory.SignalHTTPServer, "HP HTTP Server", false, printer},
	{inventory.SignalHTTPServer, "EPSON_Linux UPnP", false, printer},
	{inventory.SignalHTTPServer, "KM-MFP-http", false, printer},
}

// Page says what kind of host a front page plainly belongs to, "" when it
// doesn't say. A page that asks for a name is never plain.
func Page(s *probe.Statement) string {
	if s.Get(inventory.SignalHTTPRealm) != "" || s.Get(inventory.SignalHTTPLocation) != "" {
		return ""
	}
	if s.Get(inventory.SignalHTTPTitle) == "Welcome page" && strings.HasPrefix(s.Get(inventory.SignalHTTPServer), "lighttpd") {
		return fresh // Debian's
	}
	for _, m := range pages {
		v := s.Get(m.key)
		if m.whole && v == m.begins || !m.whole && strings.HasPrefix(v, m.begins) {
			return m.what
		}
	}
	if strings.HasSuffix(s.Get(inventory.SignalHTTPTitle), "Synology DiskStation") {
		return storage
	}
	return ""
}

// programs are servers that programmers' computers run. No camera, recorder or
// gateway has been seen with one.
var programs = []string{"SimpleHTTP/", "BaseHTTP/", "Werkzeug/", "gunicorn", "uvicorn", "hypercorn", "waitress", "TwistedWeb/", "TornadoServer/", "CherryPy/", "WEBrick/", "Caddy", "Kestrel", "Microsoft-IIS/"}

// Program says whether a web server's own name is one of these, wherever it
// stands in the field. What such a server shows of a device's page has been
// copied there by somebody.
func Program(server string) bool {
	return slices.ContainsFunc(programs, func(name string) bool { return strings.Contains(server, name) })
}

// Computer says whether a host announces itself as a computer or a printer over
// WS-Discovery, as Windows and Samba do. ONVIF devices have other types.
func Computer(s *probe.Statement) bool {
	types := strings.Fields(s.Get(inventory.SignalWSDTypes))
	return (slices.Contains(types, "Computer") || slices.Contains(types, "PrintDeviceType")) && s.Get(inventory.SignalONVIFShape) == ""
}

// Player says whether a host's SSDP server is one of the programs that serve or
// play media. A router may run one, so its front page is still worth asking
// for; the description of such a program tells nothing of what it runs on.
func Player(s *probe.Statement) bool {
	v := s.Get(inventory.SignalSSDPServer)
	for _, name := range []string{"MiniDLNA", "ReadyDLNA", "Sonos/", "Roku", "Plex", "Kodi"} {
		if strings.Contains(v, name) {
			return true
		}
	}
	return false
}
