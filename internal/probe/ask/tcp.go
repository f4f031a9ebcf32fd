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

// HTTPRoot asks for the front page.
func HTTPRoot(host netip.Addr) Text { return get(HTTP, host.String(), "/") }

// HTTPIcon asks for the icon, on the same connection.
func HTTPIcon(host netip.Addr) Text { return get(HTTP, host.String(), "/favicon.ico") }

// HTTPSRoot asks for the front page inside TLS.
func HTTPSRoot(host netip.Addr) Text { return get(HTTPS, host.String(), "/") }

var descriptionPath = regexp.MustCompile(`^/[A-Za-z0-9_/-]*(\.[A-Za-z0-9_-]+)*\.xml$`)

// UPnPDescription asks for the description that a device announced. Only a
// plain path to an .xml file is asked for: a device can't make Caveat call
// anything that acts.
func UPnPDescription(host netip.AddrPort, path string) (Text, error) {
	if len(path) > 128 || strings.Contains(path, "..") || strings.Contains(path, "//") || !descriptionPath.MatchString(path) {
		return Text{}, fmt.Errorf("the announced path %.60q is not a plain .xml file; it is not asked for", path)
	}
	return get(UPnP, host.String(), path), nil
}

// get leaves the end of the connection to us: an answer tells where it ends,
// and a server that closes by itself sends a packet more.
func get(protocol, host, path string) Text {
	return Text{
		protocol, "GET " + path,
		"GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: caveat\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n",
	}
}
