package glpi_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/glpi"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

const inventoryJSON = `{"action":"netinventory","deviceid":"d","itemtype":"NetworkEquipment","content":{
 "network_device":{"manufacturer":"D-Link","model":"DGS-3420","mac":"ac:f1:df:8e:8e:00","serial":"R1","firmware":"1.5","contact":"zoe@example.org","credentials":4,"ips":["10.0.0.1","10.0.0.2"],"location":"Hall","name":"sw1","type":"Networking"},
 "network_components":[{"manufacturer":"D-Link","model":"Base","type":"module"}],
 "users":[{"login":"zoe"}],
 "network_ports":[{"mac":"ac:f1:df:8e:8e:01","connections":[{"sysmac":"44:19:b6:01:02:03","sysdescr":"IP camera"},{"mac":["00:01","00:02"]}]}],"versionclient":"x"}}`

func TestItems(t *testing.T) {
	var got []string
	opt := intake.Options{Readers: []intake.Reader{glpi.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(inventoryJSON), opt) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s: %v", item.Kind, item.Origin.At, item.Fields))
	}
	want := []string{
		"device /content/network_device: [{maker D-Link} {model DGS-3420} {mac ac:f1:df:8e:8e:00} {serial R1} {firmware 1.5} {ip 10.0.0.1} {ip 10.0.0.2} {site Hall} {name sw1} {category Networking}]",
		"component /content/network_components/0: [{maker D-Link} {model Base} {category module}]",
		"device /content/network_ports/0/connections/0: [{mac 44:19:b6:01:02:03} {description IP camera}]",
		"device /content/network_ports/0/connections/1: [{mac 00:01} {mac 00:02}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, glpi.Reader{}, []byte(inventoryJSON)) }

func FuzzItems(f *testing.F) {
	f.Add(inventoryJSON)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), glpi.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
