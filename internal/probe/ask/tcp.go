package ask

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// RTSPOptions asks which methods an RTSP server knows.
func RTSPOptions(host netip.AddrPort) Text {
	return Text{RTSP, "OPTIONS", "OPTIONS " + rtspURL(host) + " RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: caveat\r\n\r\n"}
}

// RTSPDescribe asks for the description of the root without credentials, for
// the challenge that comes back. The answer's body is never read as a stream.
func RTSPDescribe(host netip.AddrPort) Text {
	return Text{RTSP, "DESCRIBE", "DESCRIBE " + rtspURL(host) + " RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: caveat\r\nAccept: application/sdp\r\n\r\n"}
}

func rtspURL(host netip.AddrPort) string { return "rtsp://" + host.String() + "/" }

// HTTPRoot asks for the front page. Keep says that HTTPIcon may follow on the
// same connection.
func HTTPRoot(host netip.Addr, keep bool) Text { return get(HTTP, host.String(), "/", keep) }

// HTTPIcon asks for the icon, on the same connection.
func HTTPIcon(host netip.Addr) Text { return get(HTTP, host.String(), "/favicon.ico", false) }

// HTTPSRoot asks for the front page inside TLS.
func HTTPSRoot(host netip.Addr) Text { return get(HTTPS, host.String(), "/", false) }

var descriptionPath = regexp.MustCompile(`^/[A-Za-z0-9_/-]*(\.[A-Za-z0-9_-]+)*\.xml$`)

// UPnPDescription asks for the description that a device announced. Only a
// plain path to an .xml file is asked for: a device can't make Caveat call
// anything that acts.
func UPnPDescription(host netip.AddrPort, path string) (Text, error) {
	if len(path) > 128 || strings.Contains(path, "..") || strings.Contains(path, "//") || !descriptionPath.MatchString(path) {
		return Text{}, fmt.Errorf("the announced path %.60q is not a plain .xml file; it is not asked for", path)
	}
	return get(UPnP, host.String(), path, false), nil
}

func get(protocol, host, path string, keep bool) Text {
	connection := "close"
	if keep {
		connection = "keep-alive"
	}
	return Text{
		protocol, "GET " + path,
		"GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: caveat\r\nAccept: */*\r\nConnection: " + connection + "\r\n\r\n",
	}
}
