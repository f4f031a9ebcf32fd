package ukfcdo_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/ukfcdo"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}
