package us1260h_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/us1260h"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, us1260h.Importer{}, "versions.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, us1260h.Importer{}, "versions.csv")
}
