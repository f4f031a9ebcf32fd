package onvif

import (
	"errors"
	"fmt"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

func http(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

const (
	date = `<s:Envelope xmlns:s="s"><s:Body><tds:GetSystemDateAndTimeResponse/></s:Body></s:Envelope>`
	info = `<?xml version="1.0"?><s:Envelope xmlns:s="s"><s:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>Alibi</tds:Manufacturer>` +
		`<tds:Model>ALI-NS2014R</tds:Model><tds:FirmwareVersion>V5.4.5</tds:FirmwareVersion><tds:SerialNumber>ALI20190514</tds:SerialNumber>` +
		`<tds:HardwareId>88</tds:HardwareId></tds:GetDeviceInformationResponse></s:Body></s:Envelope>`
)

// A client's session holds several answers; the one that says what the device
// is, is read, wherever it stands.
func TestSessionOfAClient(t *testing.T) {
	t.Parallel()
	s, err := Probe{}.Hear([]byte(http(date) + http(info) + http(date)))
	if err != nil {
		t.Fatal(err)
	}
	if s.Brand != "Alibi" || s.Model != "ALI-NS2014R" || s.Firmware != "V5.4.5" || s.Serial != "ALI20190514" || s.Get(inventory.SignalONVIFManufacturer) != "Alibi" {
		t.Errorf("%+v", s)
	}
}

func TestWhatIsNone(t *testing.T) {
	t.Parallel()
	for _, message := range []string{"", "HTTP/1.1 200 OK\r\n\r\nGetDeviceInformation", http(date), "GetDeviceInformationResponse", http("GetDeviceInformationResponse"), http(info)[:90]} {
		if s, err := (Probe{}).Hear([]byte(message)); err == nil {
			t.Errorf("%q says %+v", message, s)
		} else if !errors.Is(err, probe.ErrNothing) && !errors.Is(err, probe.ErrBroken) {
			t.Errorf("%q: %v", message, err)
		}
	}
	if s, err := (Probe{}).Hear([]byte(http(info)[:len(http(info))-60])); err != nil || len(s.Notes) == 0 || s.Brand != "Alibi" {
		t.Errorf("a cut answer: %+v, %v", s, err)
	}
}
