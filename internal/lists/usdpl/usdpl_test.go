package usdpl_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/usdpl"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, usdpl.Importer{}, "dpl.txt")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, usdpl.Importer{}, "dpl.txt")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, usdpl.Importer{}, "dpl.txt")
}
