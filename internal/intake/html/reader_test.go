package html_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/html"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, content string) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{html.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Origin.At+": "+skip.Reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{
			"blocks", `<!doctype html><title>News</title><script>var x="no"</script><style>p{}</style><h1>Cameras</h1><p>The <b>council</b> bought&nbsp;Hikvision &amp; others.<br>Twice.</p><!-- no -->`,
			[]string{"passage paragraph 1: News", "passage paragraph 2: Cameras", "passage paragraph 3: The council bought Hikvision & others. Twice."},
		},
		{
			"table", `<html><p>Register</p><table><thead><tr><th>Make</th><th>Model</th><th>Site</th></tr></thead><tr><td>Axis<td>P3245<td>Hall</tr><tr><td>Bosch</td><td>NDE</td><td>Door</td></tr></table><p>End</p>`,
			[]string{"passage paragraph 1: Register", "asset table 1, row 2: Axis P3245", "asset table 1, row 3: Bosch NDE", "passage paragraph 2: End"},
		},
		{
			"a table that arranges the page", `<body><table><tr><td>Left<td><table><tr><th>Make<th>Model</tr><tr><td>Axis<td>P1</table>Right</table>`,
			[]string{"passage table 1, row 1: Left", "asset table 2, row 2: Axis P1", "passage paragraph 1: Right"},
		},
		{"script that is not closed", `<html><p>Before</p><script>var x`, []string{"passage paragraph 1: Before", "skip paragraph 2: the element script is not closed: what stands in it was not read"}},
		{"hidden by style, shown at a click", `<html><div style="display:none">Dahua NVR</div>`, []string{"passage paragraph 1: Dahua NVR"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzItems(f *testing.F) {
	f.Add("<html><table><tr><td>a<table><tr><td>b</table>c<p>d<script>e")
	f.Fuzz(func(t *testing.T, content string) {
		opt := intake.Options{Readers: []intake.Reader{html.Reader{}}}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader("<html>"+content), opt) {
			if err == nil && (item.Origin.Source == "" || item.Origin.At == "") {
				t.Errorf("an item without an origin: %+v", item)
			}
		}
	})
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, html.Reader{}, []byte("<!doctype html><p>A<table><tr><th>Make<th>Model<tr><td>Axis<td>P1</table><script>x</script>"))
}
