package usfcc_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/usfcc"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, usfcc.Importer{}, "covered.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, usfcc.Importer{}, "covered.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, usfcc.Importer{}, "covered.csv")
}
