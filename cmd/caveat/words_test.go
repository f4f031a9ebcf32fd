package main

import "testing"

func TestMany(t *testing.T) {
	for _, tt := range []struct {
		n    int
		noun string
		want string
	}{
		{1, "address", "1 address"},
		{0, "address", "0 addresses"},
		{254, "address", "254 addresses"},
		{1, "entry", "1 entry"},
		{2, "entry", "2 entries"},
		{1, "day", "1 day"},
		{3, "place", "3 places"},
	} {
		if got := many(tt.n, tt.noun); got != tt.want {
			t.Errorf("many(%d, %q) = %q, want %q", tt.n, tt.noun, got, tt.want)
		}
	}
}
