package records_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/records"
	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, func(item *inventory.Item) string {
		if text := fmt.Sprint(item); strings.Contains(text, "Zoe") || strings.Contains(text, "hunter2") {
			t.Errorf("personal data or a password kept: %s", text)
		}
		return intaketest.KindAndFields(item)
	}, records.Reader{})
}

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{
			"NetBox devices", `{"count":1,"next":null,"results":[{"id":7,"name":"cam-1","device_type":{"id":3,"manufacturer":{"id":2,"name":"Hikvision","slug":"hikvision"},"model":"DS-2CD2143G2-I"},"role":{"id":1,"name":"Camera"},"serial":"E1","asset_tag":"A9","site":{"id":4,"name":"Hall"},"status":{"value":"active"},"primary_ip4":{"id":5,"address":"10.0.0.9/24"}}]}`,
			[]string{"asset /results/0: [{reference 7} {name cam-1} {other:device_type.id 3} {other:device_type.manufacturer.id 2} {maker Hikvision} {other:device_type.manufacturer.slug hikvision} {model DS-2CD2143G2-I} {other:role.id 1} {category Camera} {serial E1} {reference A9} {other:site.id 4} {site Hall} {status active} {other:primary_ip4.id 5} {ip 10.0.0.9/24}]"},
		},
		{
			"Snipe-IT hardware", `{"total":1,"rows":[{"asset_tag":"A1","serial":"S1","model":{"id":1,"name":"C800"},"manufacturer":{"id":3,"name":"Annke"},"assigned_to":{"username":"annb","name":"Zoe Bee"},"purchase_date":{"date":"2021-01-02","formatted":"2 Jan"},"custom_fields":{"MAC Address":{"field":"_snipeit_mac","value":"44:19:b6:01:02:03"},"Password":{"value":"hunter2"}}}]}`,
			[]string{"asset /rows/0: [{reference A1} {serial S1} {other:model.id 1} {model C800} {other:manufacturer.id 3} {maker Annke} {acquired 2021-01-02} {other:purchase_date.formatted 2 Jan} {other:custom_fields.MAC Address.field _snipeit_mac} {mac 44:19:b6:01:02:03}]"},
		},
		{"array", `[{"make":"Axis","model":"P1"},{"make":"Bosch"}]`, []string{"asset /0: [{maker Axis} {model P1}]", "asset /1: [{maker Bosch}]"}},
		{"JSON Lines, one broken", "{\"make\":\"Axis\"}\n{\"make\":\n{\"make\":\"Bosch\"}\n", []string{"asset line 1: [{maker Axis}]", "standard input (line 2): the line ends within a value: the rest of this line was left out", "asset line 3: [{maker Bosch}]"}},
		{"a single device", `{"manufacturer":"Dahua","model":"IPC-HFW","net":{"mac":"44:19:b6:01:02:03"}}`, []string{"asset line 1: [{maker Dahua} {model IPC-HFW} {mac 44:19:b6:01:02:03}]"}},
		{"answers on lines, each with a list", `{"results":[{"make":"Axis"},{"make":"Sony"}]}` + "\n" + `{"results":[{"make":"Bosch"}]}`, []string{"asset /results/0: [{maker Axis}]", "asset /results/1: [{maker Sony}]", "asset /results/0, line 2: [{maker Bosch}]"}},
		{"the first line is a record too, whatever it says", `{"q":"x","label":{"count":2}}` + "\n" + `{"q":"y"}`, []string{"asset line 1: [{other:q x} {other:label.count 2}]", "asset line 2: [{other:q y}]"}},
		{"parts of a thing do not name it", `[{"make":"Axis","ports":[{"name":"eth0","type":"copper","mac":"ac:cc:8e:01:02:03"}]}]`, []string{"asset /0: [{maker Axis} {other:ports.name eth0} {other:ports.type copper} {mac ac:cc:8e:01:02:03}]"}},
		{"a schema", `{"$schema":"x","definitions":{"a":{"description":"System manufacturer, AMD"}}}`, []string{"standard input: is a JSON Schema, which describes files and holds nothing to assess"}},
		{"a list of names", `["Hikvision DS-2CD","Axis"]`, []string{"asset /0: [{description Hikvision DS-2CD}]", "asset /1: [{description Axis}]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, records.Reader{}, []byte(`{"results":[{"make":"Axis","device_type":{"model":"P1"}},{"make":"B"}],"data":{"rows":[{"model":1}]}}`))
}

func FuzzItems(f *testing.F) {
	f.Add(`{"results":[{"make":"Axis","device_type":{"model":"P1"}}]}`)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), records.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
