package inventory

// Signal is the prefix of a field that says what a device on a network showed
// of itself, as "signal:PROTOCOL.FIELD". Field names are the protocol's own
// where it has any, so that a reader of the evidence finds them in a capture.
// Values are as sent, trimmed and bounded; a signal may stand more than once
// (scopes, services). A signal that says "speaks" has the value "yes": the
// device answered in that protocol, whatever it said in it.
const Signal = "signal:"

// What devices show of themselves. Network signatures in makers/ name these in
// their `field`. See Signals for which of them are structural.
const (
	// Hikvision's SADP, version 2 (XML, UDP 37020) and version 1 (Ethernet
	// frames 0x8033, heard only).
	SignalSADPSpeaks       = "signal:sadp.speaks"
	SignalSADPModel        = "signal:sadp.DeviceDescription"  // model on the label
	SignalSADPBaseModel    = "signal:sadp.BaseDesc"           // base model, which customisation does not change
	SignalSADPOEM          = "signal:sadp.OEMCode"            // yes or no
	SignalSADPDetailOEM    = "signal:sadp.DetailOEMCode"      // customer, menu style, region; 0 old, 1 baseline
	SignalSADPOEMInfo      = "signal:sadp.OEMInfo"            // the customer's name, where given
	SignalSADPSpecific     = "signal:sadp.SpecificDeviceType" // Neutral or HIK
	SignalSADPEZVIZ        = "signal:sadp.EZVIZCode"          // yes or no
	SignalSADPType         = "signal:sadp.DeviceType"         // a number
	SignalSADPFirmware     = "signal:sadp.SoftwareVersion"
	SignalSADPDSP          = "signal:sadp.DSPVersion"
	SignalSADPSerial       = "signal:sadp.DeviceSN"
	SignalSADPFrameSpeaks  = "signal:sadp1.speaks"
	SignalDHIPSpeaks       = "signal:dhip.speaks" // Dahua's DHIP (UDP 37810)
	SignalDHIPVendor       = "signal:dhip.Vendor"
	SignalDHIPManufacturer = "signal:dhip.Manufacturer"
	SignalDHIPClass        = "signal:dhip.DeviceClass"
	SignalDHIPModel        = "signal:dhip.DeviceType"
	SignalDHIPFirmware     = "signal:dhip.Version"
	SignalDHIPSerial       = "signal:dhip.SerialNo"
	SignalDHIPName         = "signal:dhip.MachineName"
	SignalDHIPCustomer     = "signal:dhip.customer" // letters of the customer in the firmware's version ("IB" in 4.000.00IB002.17)

	// Dahua's older discovery (UDP 5050).
	SignalDahuaV1Speaks = "signal:dahua1.speaks"
	SignalDahuaV1Model  = "signal:dahua1.DeviceType"
	SignalDahuaV1Name   = "signal:dahua1.Name"
	SignalDahuaV1Device = "signal:dahua1.Device"
	SignalDahuaV1Serial = "signal:dahua1.SerialNo"

	// WS-Discovery and the ONVIF scopes in it (UDP 3702).
	SignalWSDTypes          = "signal:wsd.types"
	SignalWSDEndpoint       = "signal:wsd.endpoint"
	SignalONVIFScopes       = "signal:onvif.scopes" // one each, percent-decoded, without "onvif://www.onvif.org/"
	SignalONVIFName         = "signal:onvif.name"
	SignalONVIFHardware     = "signal:onvif.hardware"
	SignalONVIFManufacturer = "signal:onvif.manufacturer"
	// The categories of the scopes, in order, without their free values:
	// "location/country name hardware Profile/Streaming type/Network_Video_Transmitter extension/unique_identifier".
	SignalONVIFShape = "signal:onvif.shape"

	// SSDP and the UPnP description it points to (UDP 1900).
	SignalSSDPServer       = "signal:ssdp.server"
	SignalSSDPST           = "signal:ssdp.st"
	SignalSSDPUSN          = "signal:ssdp.usn"
	SignalUPnPManufacturer = "signal:upnp.manufacturer"
	SignalUPnPModel        = "signal:upnp.modelName"
	SignalUPnPModelNumber  = "signal:upnp.modelNumber"
	SignalUPnPFriendlyName = "signal:upnp.friendlyName"
	SignalUPnPSerial       = "signal:upnp.serialNumber"

	// Multicast DNS (UDP 5353).
	SignalMDNSService  = "signal:mdns.service"  // "_axis-video._tcp"
	SignalMDNSInstance = "signal:mdns.instance" // "AXIS P3245 - ACCC8E000000"
	SignalMDNSHost     = "signal:mdns.host"
	SignalMDNSText     = "signal:mdns.txt" // "key=value"

	// RTSP (TCP 554).
	SignalRTSPServer = "signal:rtsp.server"
	SignalRTSPRealm  = "signal:rtsp.realm"
	SignalRTSPPublic = "signal:rtsp.public"
	SignalRTSPAuth   = "signal:rtsp.auth"   // scheme of the challenge: Digest, Basic
	SignalRTSPStatus = "signal:rtsp.status" // of the first answer: "OPTIONS 200", "OPTIONS 405"

	// HTTP and HTTPS.
	SignalHTTPServer    = "signal:http.server"
	SignalHTTPTitle     = "signal:http.title"
	SignalHTTPRealm     = "signal:http.realm"
	SignalHTTPRef       = "signal:http.ref"       // a script, frame or page that the front page names
	SignalHTTPLocation  = "signal:http.location"  // where it redirects to; never followed off the host
	SignalHTTPCopyright = "signal:http.copyright" // the line with ©, or "All rights reserved"
	SignalHTTPFavicon   = "signal:http.favicon.mmh3"
	SignalHTTPFaviconMD = "signal:http.favicon.md5"

	// The TLS certificate.
	SignalTLSSubject = "signal:tls.subject" // RFC 2253 order: "CN=…,OU=…,O=…"
	SignalTLSIssuer  = "signal:tls.issuer"
	SignalTLSName    = "signal:tls.name" // a name or address that the certificate is for
	SignalTLSPrint   = "signal:tls.sha256"

	// SNMP, asked only with the operator's own community.
	SignalSNMPDescr      = "signal:snmp.sysDescr"
	SignalSNMPObject     = "signal:snmp.sysObjectID"
	SignalSNMPEnterprise = "signal:snmp.enterprise" // the number after 1.3.6.1.4.1; often squatted
	SignalSNMPLeaf       = "signal:snmp.leaf"       // "1.3.6.1.4.1.39165.1.1.0=DS-2CD…"

	// DHCP requests, heard only.
	SignalDHCPVendorClass = "signal:dhcp.vendor_class" // option 60
	SignalDHCPHostName    = "signal:dhcp.host_name"    // option 12
	SignalDHCPParameters  = "signal:dhcp.parameters"   // option 55: "1,3,6,15"

	// The address that ARP showed. The MAC that a device reports of itself may
	// be another one; both are fields under MAC.
	SignalARPMAC = "signal:arp.mac"

	// SignalHearsay is set when the only source for a device is another
	// address that spoke for it. Nothing structural is then said of it.
	SignalHearsay = "signal:hearsay"

	// SignalRaw is the prefix of the digest of the bytes that a protocol's
	// signals were read from: "signal:raw.sadp" = "sha256:… 512 bytes".
	SignalRaw = "signal:raw."
)

// OpaqueSignal says whether a signal's values are drawn or computed numbers: a
// rule made for that very signal may read them, but what looks like a model or
// a name in them is chance.
func OpaqueSignal(key string) bool {
	switch key {
	case SignalWSDEndpoint, SignalSSDPUSN, SignalTLSPrint, SignalHTTPFavicon, SignalHTTPFaviconMD, SignalDHCPParameters,
		SignalSNMPObject, SignalSNMPEnterprise, SignalSADPType, SignalSADPDetailOEM, SignalRTSPStatus:
		return true
	}
	return false
}

// A SignalKey says how far one kind of signal can be trusted on its own.
type SignalKey struct {
	Key  string
	Says string
	// Structural is true for what follows from how the firmware works and is
	// not a name somebody typed in. A self-declared signal alone never
	// confirms a maker: a honeypot can send it.
	Structural bool
}

// Signals lists every signal, in the order above. Network signatures may read
// no other; a test in internal/probe holds the decoders to the same list.
func Signals() []SignalKey {
	return []SignalKey{
		{SignalSADPSpeaks, "answers a SADP inquiry", true},
		{SignalSADPModel, "model on the label", false},
		{SignalSADPBaseModel, "base model, not changed by customisation", true},
		{SignalSADPOEM, "says whether it was customised for another brand", true},
		{SignalSADPDetailOEM, "number of the customer it was made for; 1 proves nothing", true},
		{SignalSADPOEMInfo, "name of the customer it was made for", false},
		{SignalSADPSpecific, "neutral or own-brand build", true},
		{SignalSADPEZVIZ, "built for the Ezviz brand", true},
		{SignalSADPType, "device type number", true},
		{SignalSADPFirmware, "firmware version", false},
		{SignalSADPDSP, "video processor's version", false},
		{SignalSADPSerial, "serial number", false},
		{SignalSADPFrameSpeaks, "sends SADP version 1 frames", true},
		{SignalDHIPSpeaks, "answers a DHIP search", true},
		{SignalDHIPVendor, "vendor it states", false},
		{SignalDHIPManufacturer, "manufacturer it states", false},
		{SignalDHIPClass, "device class", true},
		{SignalDHIPModel, "model on the label", false},
		{SignalDHIPFirmware, "firmware version", false},
		{SignalDHIPSerial, "serial number", false},
		{SignalDHIPName, "name that its owner gave it", false},
		{SignalDHIPCustomer, "customer's letters in the firmware version", true},
		{SignalDahuaV1Speaks, "answers the older Dahua search", true},
		{SignalDahuaV1Model, "model on the label", false},
		{SignalDahuaV1Name, "name it states", false},
		{SignalDahuaV1Device, "device it states", false},
		{SignalDahuaV1Serial, "serial number", false},
		{SignalWSDTypes, "WS-Discovery types", true},
		{SignalWSDEndpoint, "WS-Discovery endpoint", false},
		{SignalONVIFScopes, "ONVIF scope", false},
		{SignalONVIFName, "name in the ONVIF scopes", false},
		{SignalONVIFHardware, "hardware in the ONVIF scopes", false},
		{SignalONVIFManufacturer, "manufacturer in the ONVIF scopes", false},
		{SignalONVIFShape, "order and set of its ONVIF scopes", true},
		{SignalSSDPServer, "SSDP server", false},
		{SignalSSDPST, "SSDP search target", false},
		{SignalSSDPUSN, "SSDP unique name", false},
		{SignalUPnPManufacturer, "manufacturer in the UPnP description", false},
		{SignalUPnPModel, "model in the UPnP description", false},
		{SignalUPnPModelNumber, "model number in the UPnP description", false},
		{SignalUPnPFriendlyName, "name in the UPnP description", false},
		{SignalUPnPSerial, "serial number in the UPnP description", false},
		{SignalMDNSService, "service that it announces", true},
		{SignalMDNSInstance, "name of that service", false},
		{SignalMDNSHost, "host name that it announces", false},
		{SignalMDNSText, "text record of that service", false},
		{SignalRTSPServer, "RTSP Server header", false},
		{SignalRTSPRealm, "realm of the RTSP challenge", true},
		{SignalRTSPPublic, "RTSP methods in its own order", true},
		{SignalRTSPAuth, "scheme of the RTSP challenge", true},
		{SignalRTSPStatus, "status of RTSP OPTIONS", true},
		{SignalHTTPServer, "HTTP Server header", false},
		{SignalHTTPTitle, "title of the front page", false},
		{SignalHTTPRealm, "realm of the HTTP challenge", true},
		{SignalHTTPRef, "file that the front page is built from", true},
		{SignalHTTPLocation, "where the front page redirects to", true},
		{SignalHTTPCopyright, "copyright line of the front page", false},
		{SignalHTTPFavicon, "hash of the icon (MurmurHash3); public tables are polluted", false},
		{SignalHTTPFaviconMD, "hash of the icon (MD5)", false},
		{SignalTLSSubject, "subject of the TLS certificate", false},
		{SignalTLSIssuer, "issuer of the TLS certificate", true},
		{SignalTLSName, "name in the TLS certificate", false},
		{SignalTLSPrint, "digest of the TLS certificate", false},
		{SignalSNMPDescr, "SNMP description", false},
		{SignalSNMPObject, "SNMP object identifier", false},
		{SignalSNMPEnterprise, "SNMP enterprise number; often squatted", false},
		{SignalSNMPLeaf, "value under an enterprise's own number", true},
		{SignalDHCPVendorClass, "DHCP vendor class", false},
		{SignalDHCPHostName, "DHCP host name", false},
		{SignalDHCPParameters, "DHCP parameter list", true},
		{SignalARPMAC, "hardware address on the link", true},
		{SignalHearsay, "another address spoke for it", false},
	}
}
