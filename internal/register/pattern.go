package register

import (
	"errors"
	"fmt"
	"regexp"
)

// The kinds of pattern. The first group reads what is written on or about a
// thing, the second what a network hears from it.
const (
	KindModel        = "model"
	KindFamily       = "family" // the name of a product line: FLEXIDOME, OceanStor
	KindFCC          = "fcc_id"
	KindSerial       = "serial"
	KindFirmware     = "firmware"
	KindFirmwareFile = "firmware_file"
	KindOEMCode      = "oem_code" // a customer's code inside another maker's firmware version
	KindComponent    = "component"
	KindStorage      = "storage" // the format of recordings on disk
	KindGeneric      = "generic" // looks like a model, says nothing of a maker

	KindServer    = "server"    // HTTP Server header, or RTSP or UPnP Server
	KindRealm     = "realm"     // challenge of a 401, HTTP or RTSP
	KindTitle     = "title"     // title of a page
	KindBody      = "body"      // words in a page
	KindHTTPPath  = "http_path" // path of a page or API
	KindRTSPPath  = "rtsp_path" // path of a stream; widely copied
	KindTLS       = "tls"       // subject or issuer of a certificate
	KindBanner    = "banner"    // greeting of telnet, FTP, …
	KindFavicon   = "favicon"   // hash of a page's icon
	KindScope     = "scope"     // ONVIF scope
	KindDiscovery = "discovery" // answer to a discovery protocol
	KindSNMP      = "snmp"      // sysObjectID or enterprise number
	KindMDNS      = "mdns"      // service type
	KindPort      = "port"      // a port that only one family uses; a hint
	KindEthertype = "ethertype" // a link-layer protocol of one family
)

// kinds lists them for the checks.
func kinds() []string {
	return []string{
		KindModel, KindFamily, KindFCC, KindSerial, KindFirmware, KindFirmwareFile, KindOEMCode, KindComponent,
		KindStorage, KindGeneric, KindServer, KindRealm, KindTitle, KindBody, KindHTTPPath, KindRTSPPath, KindTLS,
		KindBanner, KindFavicon, KindScope, KindDiscovery, KindSNMP, KindMDNS, KindPort, KindEthertype,
	}
}

// Try compiles the pattern and tries its examples. It reports every example
// that does not match and every counter-example that does; a trap that does
// not match traps nobody, and is reported too.
func (p *Pattern) Try() error {
	re, err := regexp.Compile(p.Regexp)
	if err != nil {
		return fmt.Errorf("pattern %s: %w", p.ID, err)
	}
	var errs []error
	for _, s := range p.Examples {
		if !re.MatchString(s) {
			errs = append(errs, fmt.Errorf("pattern %s: the example %q does not match", p.ID, s))
		}
	}
	for _, s := range p.Counter {
		if m := re.FindString(s); m != "" {
			errs = append(errs, fmt.Errorf("pattern %s: the counter-example %q matches at %q", p.ID, s, m))
		}
	}
	for _, s := range p.Traps {
		if !re.MatchString(s) {
			errs = append(errs, fmt.Errorf("pattern %s: the trap %q does not match; make it a counter-example", p.ID, s))
		}
	}
	return errors.Join(errs...)
}
