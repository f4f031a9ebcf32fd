package intake_test

import (
	"context"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
)

// A mapping of the user's that found its column nowhere is told at the end, once;
// what an earlier part of the run found counts, and a run that read nothing has
// nothing to say of columns.
func TestAMappingThatFoundNothingIsTold(t *testing.T) {
	tests := []struct {
		name, text string
		mapped     []string
		want       string // "" is none
	}{
		{"found", "Cosa,Model\nAxis,P3245\n", nil, ""},
		{"found in another case", "COSA ,Model\nAxis,P3245\n", nil, ""},
		{"not found", "Make,Model\nAxis,P3245\n", nil, "--map maker=Cosa: nothing that was read has a column of that name"},
		{"found before the cut", "Make,Model\nAxis,P3245\n", []string{"maker"}, ""},
		{"a field of a record", `[{"cosa":"Axis","model":"P3245"}]`, nil, ""},
		{"no such field", `[{"make":"Axis","model":"P3245"}]`, nil, "--map maker=Cosa"},
		{"text without columns", "The cameras of the library are by Axis.\n", nil, "--map maker=Cosa"},
		{"nothing read", "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var readers []intake.Reader
			for _, f := range all.Formats() {
				readers = append(readers, f.Reader)
			}
			opt := intake.Options{Readers: readers, Map: map[string]string{"maker": "Cosa"}, Mapped: tt.mapped}
			got := ""
			for _, err := range intake.Walk(context.Background(), []string{intake.Stdin}, strings.NewReader(tt.text), opt) {
				if err != nil && strings.HasPrefix(err.Error(), "--map") {
					got += err.Error()
				}
			}
			if (tt.want == "") != (got == "") || strings.Count(got, "--map maker=Cosa:") > 1 || !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
