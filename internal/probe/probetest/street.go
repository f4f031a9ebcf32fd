package probetest

import (
	"bytes"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// Street is a small street of devices, from first on: relabelled devices of
// two families, devices that say who made them, controls that nobody may be
// accused of, and hosts that are no equipment at all.
func Street(first netip.Addr) []*Device {
	s := street{next: first}
	s.dahuaFamily()
	s.hikvisionFamily()
	s.controls()
	s.hosts()
	return s.all
}

type street struct {
	next netip.Addr
	all  []*Device
}

// put gives a device the next address, and a hardware address that nobody has
// registered.
func (s *street) put(d Device) *Device {
	d.Addr = s.next
	if d.MAC == "" {
		b := s.next.As4()
		d.MAC = fmt.Sprintf("02:00:5e:%02x:%02x:%02x", b[1], b[2], b[3])
	}
	s.next = s.next.Next()
	s.all = append(s.all, &d)
	return &d
}

// udp adds an answer that may name the device's own addresses.
func (d *Device) udp(port uint16, say func(d *Device) []byte) *Device {
	if d.UDP == nil {
		d.UDP = map[uint16]Replier{}
	}
	d.UDP[port] = Always(say(d))
	return d
}

func (d *Device) tcp(port uint16, server Server) *Device {
	if d.TCP == nil {
		d.TCP = map[uint16]Server{}
	}
	d.TCP[port] = server
	return d
}

func (d *Device) dhip(say DHIP) *Device {
	return d.udp(37810, func(d *Device) []byte {
		say.MAC, say.Addr = d.MAC, d.Addr.String()
		return say.Reply()
	})
}

func (d *Device) sadp(say SADP) *Device {
	return d.udp(37020, func(d *Device) []byte {
		say.MAC, say.Addr = d.MAC, d.Addr.String()
		return say.Reply()
	})
}

func (d *Device) wsd(types string, scopes ...string) *Device {
	return d.udp(3702, func(d *Device) []byte {
		b := d.Addr.As4()
		return WSD(fmt.Sprintf("a91c0000-5e1f-11b3-819e-%02x%02x%02x%02x0000", b[0], b[1], b[2], b[3]), types, "http://"+d.Addr.String()+"/onvif/device_service", scopes...)
	})
}

const onvifTypes = "dn:NetworkVideoTransmitter tds:Device"

// dahuaScopes have the shape that relabelled firmware keeps.
func dahuaScopes(country, name, hardware string) []string {
	return []string{"location/country/" + country, "name/" + name, "hardware/" + hardware, "Profile/Streaming", "type/Network_Video_Transmitter", "extension/unique_identifier/1"}
}

func (s *street) dahuaFamily() {
	web := func(title string) Server {
		return Web{Title: title, Body: `<script src="/jsCore/LAB.js"></script><script src="jsCore/rpcCore.js?WebVersion=3.2.1"></script>`}.Serve
	}
	realm := func(serial string) Server { return RTSP{Realm: "Login to " + serial}.Serve }
	put := func(name, label string) *Device {
		return s.put(Device{Name: name, Label: label, Family: "dahua"})
	}
	put("lorex-dhip", "Lorex").dhip(DHIP{Vendor: "Lorex", Class: "IPC", Model: "W461ASC", Serial: "ND0119XPA000417", Firmware: "2.800.030000000.3.R", Port: 35000})
	put("intelbras-dhip", "Intelbras").dhip(DHIP{Vendor: "Intelbras", Class: "VTO", Model: "SS 3540 MF", Serial: "EKHQ70219281F", Firmware: "4.000.00IB002.17"})
	put("amcrest-dhip", "Amcrest").dhip(DHIP{Vendor: "General", Class: "IPC", Model: "IP8M-2496E", Serial: "AMC0182PA7B21CE", Firmware: "2.800.00AC006.0.R"}).tcp(80, web("Amcrest Web View"))
	put("private-dhip", "no label").dhip(DHIP{Vendor: "Private", Class: "IPC", Model: "IPC-HDW1439T1-S4", Serial: "7B02E41PAG81C2D", Firmware: "2.800.0000000.13.R"}).tcp(554, realm("7B02E41PAG81C2D"))
	put("recorder-dhip", "BCS").dhip(DHIP{Vendor: "BCS", Class: "HCVR", Model: "BCS-XVR0401", Serial: "4A0199CPAZ52B81", Firmware: "4.000.10BC000.1", Name: "XVR"})
	put("kb-dhip", "KBVision").dhip(DHIP{Vendor: "KBVision", Class: "IPC", Model: "KX-A2011C4", Serial: "6F0271EPAK1B2C3", Firmware: "2.820.00KB001.0.R"})
	put("cpplus-wsd", "CP Plus").wsd(onvifTypes, dahuaScopes("India", "CP_PLUS", "CP-UNC-TA21PL3-V3")...).tcp(554, realm("9C03A17PAJ4E5F6")).tcp(80, web("CP PLUS"))
	put("orange-wsd", "CP Plus").wsd(onvifTypes, dahuaScopes("India", "CP_PLUS", "CP-URC-TC24PL3")...).tcp(554, realm("2B1C0D3E4F5A69788796A5B4C3D2E1F0"))
	put("vip-rtsp", "VIP Vision").tcp(554, RTSP{Server: "Dahua Rtsp Server", Options: 405, Realm: "Login to 5D04C2BPAU9A8B7"}.Serve)
	put("realm-rtsp", "ENS").tcp(554, realm("8E0713FPAC6D5E4"))
	put("web-only", "IC Realtime").tcp(80, web("IC Realtime")).tcp(554, realm("3C05B18PAX77112"))
	put("older", "no label").udp(5050, func(d *Device) []byte {
		return DahuaV1("HCVR5108", "1A2E004PAX00911", d.MAC, d.Addr.String())
	}).tcp(554, realm("1A2E004PAX00911"))
	put("tls-only", "Montavue").tcp(443, Secure(
		pkix.Name{CommonName: "192.168.1.108", Organization: []string{"DAHUA"}, OrganizationalUnit: []string{"DAHUATECH"}, Locality: []string{"HANGZHOU"}, Country: []string{"CN"}},
		pkix.Name{CommonName: "Product Root CA", Organization: []string{"DahuaTech"}, Country: []string{"CN"}}, Web{Title: "Montavue"}.Serve))
	put("imou-dhip", "Imou").dhip(DHIP{Vendor: "Imou", Class: "IPC", Model: "IPC-C22EP", Serial: "7L09F2APAZA1B2C", Firmware: "2.840.0000000.7.R"})
	put("plain", "Dahua").dhip(DHIP{Vendor: "Dahua", Class: "IPC", Model: "IPC-HFW2431S-S-S2", Serial: "5H0C311PAZ5E6F7", Firmware: "2.840.0000000.6.R"}).wsd(onvifTypes, dahuaScopes("china", "Dahua", "IPC-HFW2431S-S-S2")...)
}

func (s *street) hikvisionFamily() {
	page := Web{Server: "webserver", Body: `<html><head><script>window.location.href = "/doc/page/login.asp?_" + (new Date()).getTime();</script></head></html>`}.Serve
	realm := RTSP{Realm: "IP Camera(C2875)"}.Serve
	put := func(name, label string) *Device {
		return s.put(Device{Name: name, Label: label, Family: "hikvision"})
	}
	put("annke-sadp", "Annke").sadp(SADP{Model: "C800", Base: "DS-2CD2383G0-I", Serial: "C80020200817AAWRE51234567", Firmware: "V5.6.3build 200304", OEM: "4100101"})
	put("lts-sadp", "LTS").sadp(SADP{Model: "CMIP3382NW-28M", Base: "DS-2CD2385G1", Serial: "CMIP3382NW20190514AAWRD12345678", Firmware: "V5.5.82build 190220", OEM: "1230101", Specific: "Neutral"})
	put("hilook-sadp", "HiLook").sadp(SADP{Model: "IPC-T229HA", Base: "DS-2CD1323G0", Serial: "IPC-T229HA20210312AAWRF45612378", Firmware: "V5.5.89build 201030", OEM: "1"})
	put("baseline-sadp", "Hyundai").sadp(SADP{Model: "ECI-T24F2", Serial: "ECI-T24F220220222AAWRJ91827364", Firmware: "V5.7.3build 220112", OEM: "1"})
	put("truvision-sadp", "TruVision").sadp(SADP{Model: "TVB-5404", Base: "DS-2CD2142", Serial: "TVB-540420180203AAWR118273645", Firmware: "FP2.8 build 180911", OEM: "880201", Specific: "Neutral"})
	put("ezviz-sadp", "EZVIZ").sadp(SADP{Model: "CS-C3WN", Serial: "CS-C3WN20200102CCRRD81726354", Firmware: "V5.3.0 build 190422", EZVIZ: true})
	put("recorder-sadp", "LaView").sadp(SADP{Model: "LV-N9808C8", Base: "DS-7608NI", Serial: "LV-N9808C8082019CCRRC76543210", Firmware: "V3.4.92build 180411", OEM: "340101"})
	put("cut-sadp", "no label").udp(37020, func(d *Device) []byte {
		whole := SADP{Model: "NC316-MDA", Serial: "NC316-MDA20200807AAWR55667788", MAC: d.MAC, Addr: d.Addr.String(), Firmware: "V5.5.84build 190919", OEM: "5600101"}.Reply()
		return whole[:len(whole)*3/4]
	})
	put("realm-only", "ABUS").tcp(554, realm).tcp(80, Web{Status: "401 Unauthorized", Fields: "WWW-Authenticate: Digest qop=\"auth\", realm=\"IP Camera(C2875)\", nonce=\"4d6a\"\r\n"}.Serve)
	put("page-rtsp", "Northern").tcp(80, page).tcp(554, realm)
	put("scopes-rtsp", "Safire").wsd(onvifTypes, "type/video_encoder", "Profile/Streaming", "Profile/G", "Profile/T", "hardware/SF-IPB788", "name/SAFIRE%20SF-IPB788", "location/city/hangzhou").tcp(554, realm)
	put("appwebs", "W Box").tcp(80, Web{Server: "App-webs/", Closes: true, Body: `<html><script>location.href="/doc/page/login.asp"</script></html>`}.Serve).tcp(554, RTSP{Realm: "IP Camera(F1234)"}.Serve)
	put("dnvrs", "Alibi").tcp(80, Web{Server: "DNVRS-Webs", Title: "index", Closes: true}.Serve)
	put("tls", "Hikvision").tcp(443, Secure(
		pkix.Name{CommonName: "www.hikvision.com", OrganizationalUnit: []string{"DVRNVR"}, Organization: []string{"HIKVISION"}, Locality: []string{"HangZhou"}, Province: []string{"ZheJiang"}, Country: []string{"CN"}},
		pkix.Name{CommonName: "www.hikvision.com", Organization: []string{"HIKVISION"}, Country: []string{"CN"}}, page))
	put("plain-sadp", "Hikvision").sadp(SADP{Model: "DS-2CD2385G1-I", Base: "DS-2CD2385G1-I", Serial: "DS-2CD2385G1-I20190612AAWRD31415926", Firmware: "V5.6.2build 190701", OEM: "1", Specific: "HIK"})
}

func (s *street) controls() {
	put := func(name, label string) *Device {
		return s.put(Device{Name: name, Label: label, Control: true})
	}
	put("axis", "Axis").wsd(onvifTypes, "Profile/Streaming", "Profile/T", "name/AXIS%20P3245-LVE", "hardware/P3245-LVE", "type/video_encoder", "location/").
		udp(5353, func(*Device) []byte {
			return MDNS("_axis-video._tcp", "AXIS P3245-LVE - B8A44F012345", "macaddress=B8A44F012345")
		}).
		tcp(80, Web{Server: "Apache", Status: "401 Unauthorized", Fields: "WWW-Authenticate: Digest realm=\"AXIS_B8A44F012345\", nonce=\"00aa\"\r\n"}.Serve).
		tcp(554, RTSP{Server: "GStreamer RTSP server", Realm: "AXIS_B8A44F012345"}.Serve)
	put("bosch", "Bosch").wsd(onvifTypes, "name/FLEXIDOME%20IP%205000i%20IR", "hardware/NDI-5503-A", "Profile/Streaming", "type/video_encoder", "location/").
		tcp(554, RTSP{Server: "VDP Rtsp Server", Realm: "Please log in with a valid username"}.Serve).tcp(80, Web{Server: "VCS-VideoJet-Webserver", Title: "BOSCH"}.Serve)
	put("reolink", "Reolink").wsd(onvifTypes, "name/IPC-BO", "hardware/RLC-810A", "Profile/Streaming", "type/video_encoder", "location/").
		tcp(554, RTSP{Realm: "BC Streaming Media"}.Serve).tcp(80, Web{Server: "nginx", Title: "Reolink"}.Serve)
	put("hanwha", "Hanwha").wsd(onvifTypes, "hardware/XNV-8080R", "name/XNV-8080R", "manufacturer/Hanwha", "Profile/Streaming", "type/ptz").
		tcp(554, RTSP{Realm: "iPolis_00:09:18:2A:11:07"}.Serve).tcp(80, Web{Title: "Wisenet"}.Serve)
	put("go2rtc", "go2rtc").tcp(80, Web{Title: "go2rtc"}.Serve).tcp(554, RTSP{Server: "go2rtc/1.9.14"}.Serve).
		wsd("dn:NetworkVideoTransmitter", "name/go2rtc", "location/github", "Profile/Streaming", "type/Network_Video_Transmitter")
	put("honeypot", "says Dahua").tcp(80, Web{Server: "Dahua-WebServer/1.0", Title: "Dahua IP Camera", Body: "Copyright Dahua"}.Serve)
	put("honeypot-rtsp", "says Hikvision").tcp(80, Web{Server: "Werkzeug/2.2", Title: "HIKVISION login"}.Serve).tcp(554, RTSP{Server: "Hikvision RTSP", Realm: "camera"}.Serve)
	put("mobotix", "Mobotix").tcp(80, Web{Server: "httpd", Closes: true, Status: "401 Unauthorized", Fields: "WWW-Authenticate: Basic realm=\"MOBOTIX Camera User\"\r\n"}.Serve)
	put("login-realm", "a router").tcp(80, Web{Status: "401 Unauthorized", Fields: "WWW-Authenticate: Digest realm=\"Login to the router as admin\", nonce=\"1\"\r\n"}.Serve)
	put("vivotek", "Vivotek").tcp(554, RTSP{Realm: "streaming_server"}.Serve).udp(1900, func(d *Device) []byte {
		return SSDP("Linux UPnP/1.0 Network Camera", "http://"+d.Addr.String()+":49152/rootdesc.xml", "uuid:0002d1")
	}).tcp(49152, Web{Pages: map[string]string{"/rootdesc.xml": UPnP("VIVOTEK INC.", "FD9369", "FD9369", "0002D1A0B1C2")}}.Serve)
	s.openDoors(put("open-doors", "no label"))
	put("nas", "Synology").tcp(80, Web{Server: "nginx", Title: "DS-920 - Synology DiskStation"}.Serve).
		udp(1900, func(d *Device) []byte {
			return SSDP("Synology/DSM/10.0.0.9", "http://"+d.Addr.String()+"/desc.xml", "uuid:73796E6F")
		})
}

// openDoors is what costs a scan most: a camera of no known maker that answers
// in every protocol, with a long front page, an icon and a certificate, and
// still leaves its maker open.
func (s *street) openDoors(d *Device) {
	page := Web{Server: "httpd", Title: "Network Camera", Icon: make([]byte, 1150), Body: `<script src="/js/login.js"></script>` + strings.Repeat("<div class=row></div>\n", 300)}
	d.wsd(onvifTypes, "Profile/Streaming", "name/IPC", "hardware/IPC-1080P", "type/video_encoder", "location/").
		tcp(80, page.Serve).tcp(554, RTSP{Server: "RTSP Server", Realm: "streaming"}.Serve).
		tcp(443, Secure(pkix.Name{CommonName: "ipc"}, pkix.Name{CommonName: "ipc"}, page.Serve)).
		udp(5353, func(*Device) []byte { return MDNS("_rtsp._tcp", "IPC", "path=/") }).
		udp(1900, func(d *Device) []byte {
			return SSDP("Linux UPnP/1.0 IPC", "http://"+d.Addr.String()+":49152/rootdesc.xml", "uuid:01")
		}).
		tcp(49152, Web{Pages: map[string]string{"/rootdesc.xml": UPnP("Network Camera", "IPC", "IPC-1080P", "0001")}}.Serve)
}

// hosts are no equipment of the kind that is looked for.
func (s *street) hosts() {
	put := func(name string) *Device { return s.put(Device{Name: name, Control: true}) }
	computer := put("wsdd").wsd("wsdp:Device pub:Computer")
	computer.UDP[3702] = unlessVideo(computer.UDP[3702])
	put("minidlna").udp(1900, func(d *Device) []byte {
		return SSDP("Debian DLNADOC/1.50 UPnP/1.0 MiniDLNA/1.3.0", "http://"+d.Addr.String()+":8200/rootDesc.xml", "uuid:4d696e69444c")
	}).tcp(8200, Web{Pages: map[string]string{"/rootDesc.xml": UPnP("Justin Maggard", "Windows Media Connect compatible (MiniDLNA)", "server: root", "00000000")}}.Serve)
	put("printer").tcp(80, Web{Server: "HP HTTP Server", Title: "HP LaserJet"}.Serve).
		udp(5353, func(*Device) []byte { return MDNS("_http._tcp", "HP LaserJet", "ty=HP LaserJet") })
	put("server").tcp(80, Web{Server: "nginx", Title: "Welcome to nginx!"}.Serve)
	put("long-page").tcp(80, Web{Server: "Apache/2.4.62 (Debian)", Title: "Apache2 Debian Default Page: It works", Body: strings.Repeat("<p>This is the default welcome page.</p>\n", 250)}.Serve)
	put("secure-site").tcp(443, Secure(pkix.Name{CommonName: "wiki.example.net"}, pkix.Name{CommonName: "Example Issuing CA"}, Web{Server: "nginx", Title: "Wiki"}.Serve))
	put("nothing-open").tcp(9, func(net.Conn) {})
}

// unlessVideo leaves a question for video unanswered, as computers do; what is
// not asked, it announces.
func unlessVideo(answer Replier) Replier {
	return func(question []byte) [][]byte {
		if bytes.Contains(question, []byte("NetworkVideoTransmitter")) {
			return nil
		}
		return answer(question)
	}
}
