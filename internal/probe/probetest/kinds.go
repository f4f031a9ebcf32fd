package probetest

import (
	"encoding/asn1"
	"net/netip"
	"unicode/utf16"
)

// Kinds are devices that are no cameras and are looked for all the same:
// intercoms, access panels, gateways, a radio repeater. Family is the party that
// made each, restricted or not.
func Kinds(first netip.Addr) []*Device {
	s := street{next: first}
	put := func(name, family string) *Device { return s.put(Device{Name: name, Family: family}) }
	put("hikvision-intercom", "hikvision").sadp(SADP{Model: "DS-KV6113-WPE1", Base: "DS-KV6113-WPE1", Serial: "DS-KV6113-WPE10120210611RRF12345678CLU", Firmware: "V2.2.65build 220727", OEM: "1"})
	put("hikvision-relabelled-intercom", "hikvision").sadp(SADP{Model: "LTK4101", Base: "DS-KV8113", Serial: "LTK410120210611RRF87654321CLU", Firmware: "V2.2.3build 201117", OEM: "1230101", Specific: "Neutral"})
	put("hikvision-access-panel", "hikvision").sadp(SADP{Model: "DS-K1T341CMF", Serial: "DS-K1T341CMF20211011V030101ENG12345678", Firmware: "V3.2.30build 211012", OEM: "1"})
	put("dahua-intercom", "dahua").dhip(DHIP{Vendor: "General", Class: "VTO", Model: "VTO2211G-P", Serial: "7C06A3FYAJ5B6D1", Firmware: "4.500.0000000.2.R"})
	put("dahua-access-panel", "dahua").dhip(DHIP{Vendor: "Private", Class: "ASI", Model: "ASI7213Y-V3", Serial: "8D02B11PAU4C5E6", Firmware: "1.000.0000000.7.R"})
	put("zte-gateway", "zte").tcp(80, Web{Server: "Mini web server 1.0 ZTE corp 2005.", Title: "F660", Closes: true}.Serve)
	put("zte-managed-gateway", "zte").tcp(80, Web{Status: "401 Unauthorized", Fields: "WWW-Authenticate: Digest realm=\"cpe@zte.com\", qop=\"auth\", nonce=\"0a1b\"\r\n"}.Serve)
	put("huawei-gateway", "huawei").tcp(80, Web{Title: "HG8245H"}.Serve).udp(1900, func(d *Device) []byte {
		return SSDP("Linux UPnP/1.0 Huawei-ATP-IGD", "http://"+d.Addr.String()+":37215/00e0fc37-2626-2828-2600/upnpdev.xml", "uuid:00e0fc37")
	}).tcp(37215, Web{Pages: map[string]string{"/00e0fc37-2626-2828-2600/upnpdev.xml": UPnP("Huawei Technologies Co., Ltd.", "HG8245H", "Huawei Home Gateway", "4857544312AB34CD")}}.Serve)
	put("hytera-repeater", "hytera").udp(161, func(*Device) []byte {
		return SNMP(map[string]string{"1.2.4.1.0": "RD985", "1.2.4.3.0": "A9.00.10.002", "1.2.4.5.0": "16B28A0123"})
	})
	put("2n-intercom", "2n").tcp(80, Web{Server: "HIP2.21.0.33.1", Title: "2N IP Verso"}.Serve).tcp(554, RTSP{Server: "HIP2.21.0.33.1"}.Serve)
	put("akuvox-intercom", "akuvox").wsd(onvifTypes, "type/video_encoder", "name/Akuvox", "hardware/R29C", "Profile/Streaming").tcp(80, Web{Title: "Akuvox R29C", Body: `<script src="js/login.js"></script>`}.Serve)
	return s.all
}

// SNMP is the answer of a Hytera repeater to a GET: what is under its branch
// 1.3.6.1.4.1.40297, in two bytes a letter.
func SNMP(leaves map[string]string) []byte {
	type binding struct {
		Name  asn1.ObjectIdentifier
		Value asn1.RawValue
	}
	ends := map[string]int{"1.2.4.1.0": 1, "1.2.4.3.0": 3, "1.2.4.5.0": 5}
	var list []binding
	for leaf, text := range leaves {
		var wide []byte
		for _, u := range utf16.Encode([]rune(text)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		list = append(list, binding{asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, ends[leaf], 0}, asn1.RawValue{Tag: asn1.TagOctetString, Bytes: wide}})
	}
	const sequence, getResponse = 0x30, 0xa2
	pdu, err := asn1.Marshal(struct {
		ID, Status, Index int
		Bindings          []binding
	}{1, 0, 0, list})
	if err != nil || pdu[0] != sequence {
		return nil // texts always have a form
	}
	pdu[0] = getResponse
	out, err := asn1.Marshal(struct {
		Version   int
		Community []byte
		PDU       asn1.RawValue
	}{1, []byte("operators"), asn1.RawValue{FullBytes: pdu}})
	if err != nil {
		return nil
	}
	return out
}
