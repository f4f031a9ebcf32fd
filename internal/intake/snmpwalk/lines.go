package snmpwalk

import (
	"encoding/hex"
	"regexp"
	"strings"
)

// A value is one variable: its number as digits and dots, and what it is.
type value struct {
	oid  string // "1.3.6.1.2.1.1.1.0"
	text string // as letters, without quotes
	hex  bool   // text is bytes in hexadecimal: "AC CC 8E 01 02 03"
}

var (
	// walked is a line of snmpwalk: "SNMPv2-MIB::sysDescr.0 = STRING: x",
	// ".1.3.6.1.2.1.1.1.0 = x", "iso.3.6.1.2.1.1.1.0 = STRING: x".
	walked = regexp.MustCompile(`^(\.?1\.[0-9.]+|iso\.[0-9.]+|[A-Za-z][A-Za-z0-9-]*::[A-Za-z][A-Za-z0-9-]*\S*) = (?:([A-Za-z][A-Za-z0-9 -]*): ?)?(.*)$`)
	// recorded is a line of a .snmprec file: "1.3.6.1.2.1.1.1.0|4|x"; an x
	// after the number of the type says that the value is hexadecimal.
	recorded = regexp.MustCompile(`^(1\.[0-9.]+)\|([0-9]+)(x?)[a-z:]*\|(.*)$`)
)

// parse reads a line; false is one that begins no value.
func parse(line string) (v value, ok bool) {
	if m := recorded.FindStringSubmatch(line); m != nil {
		return value{oid: m[1], text: m[4], hex: m[3] == "x"}, true
	}
	m := walked.FindStringSubmatch(line)
	if m == nil {
		return value{}, false
	}
	v = value{oid: number(m[1]), text: m[3]}
	switch m[2] {
	case "Hex-STRING":
		v.hex = true
	case "OID":
		v.text = number(v.text)
	}
	v.text = strings.Trim(strings.TrimSpace(v.text), `"`)
	return v, true
}

// names are the variables that are read, as MIBs call them. Where a MIB is
// loaded, snmpwalk prints them so.
var names = map[string]string{
	"sysDescr": "1.3.6.1.2.1.1.1", "sysObjectID": "1.3.6.1.2.1.1.2", "sysName": "1.3.6.1.2.1.1.5", "sysLocation": "1.3.6.1.2.1.1.6",
	"sysContact": "1.3.6.1.2.1.1.4", "ifPhysAddress": "1.3.6.1.2.1.2.2.1.6", "ipNetToMediaPhysAddress": "1.3.6.1.2.1.4.22.1.2",
	"dot1dTpFdbAddress": "1.3.6.1.2.1.17.4.3.1.1", "entPhysicalDescr": "1.3.6.1.2.1.47.1.1.1.1.2", "entPhysicalFirmwareRev": "1.3.6.1.2.1.47.1.1.1.1.9",
	"entPhysicalSoftwareRev": "1.3.6.1.2.1.47.1.1.1.1.10", "entPhysicalSerialNum": "1.3.6.1.2.1.47.1.1.1.1.11", "entPhysicalMfgName": "1.3.6.1.2.1.47.1.1.1.1.12",
	"entPhysicalModelName": "1.3.6.1.2.1.47.1.1.1.1.13", "hrDeviceDescr": "1.3.6.1.2.1.25.3.2.1.3", "lldpRemSysName": "1.0.8802.1.1.2.1.4.1.1.9",
	"lldpRemSysDesc": "1.0.8802.1.1.2.1.4.1.1.10", "enterprises": "1.3.6.1.4.1", "prtGeneralSerialNumber": "1.3.6.1.2.1.43.5.1.1.17",
}

// number writes a variable's name as digits and dots, as far as it is known.
func number(name string) string {
	if rest, ok := strings.CutPrefix(name, "iso."); ok {
		return "1." + rest
	}
	name = strings.TrimPrefix(name, ".")
	_, short, ok := strings.Cut(name, "::")
	if !ok {
		return name
	}
	word, index, _ := strings.Cut(short, ".")
	if oid, ok := names[word]; ok {
		if index == "" {
			return oid
		}
		return oid + "." + index
	}
	return name
}

// octets writes a hardware address: from "AC CC 8E 01 02 03", "accc8e010203"
// or "ac:cc:8e:1:2:3", which has no leading zeros. It gives "" for what is
// none, or is that of nobody.
func octets(v value) string {
	text := strings.TrimSpace(v.text)
	var parts []string
	switch {
	case strings.Contains(text, ":"):
		parts = strings.Split(text, ":")
	case strings.Contains(text, " "):
		parts = strings.Fields(text)
	case len(text) == 12:
		for i := 0; i < 12; i += 2 {
			parts = append(parts, text[i:i+2])
		}
	}
	if len(parts) != 6 {
		return ""
	}
	for i, p := range parts {
		if len(p) == 1 {
			parts[i] = "0" + p
		}
		if b, err := hex.DecodeString(parts[i]); err != nil || len(b) != 1 {
			return ""
		}
	}
	mac := strings.ToLower(strings.Join(parts, ":"))
	if mac == "00:00:00:00:00:00" || mac == "ff:ff:ff:ff:ff:ff" || strings.HasPrefix(mac, "01:00:5e") {
		return ""
	}
	return mac
}

// letters gives the text of a value, also where it was written in hexadecimal.
func letters(v value) string {
	if !v.hex {
		return strings.TrimSpace(v.text)
	}
	b, err := hex.DecodeString(strings.ReplaceAll(v.text, " ", ""))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(strings.TrimRight(string(b), "\x00"), "\ufffd"))
}
