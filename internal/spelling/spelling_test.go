package spelling_test

import (
	"testing"

	"caveat.example/caveat/internal/spelling"
)

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "maker", 5},
		{"maker", "", 5},
		{"maker", "maker", 0},
		{"mker", "maker", 1},
		{"makker", "maker", 1},
		{"makre", "maker", 2},
		{"kitten", "sitting", 3},
	}
	for _, tt := range tests {
		if got := spelling.Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := spelling.Distance(tt.b, tt.a); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
