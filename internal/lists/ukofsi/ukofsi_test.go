package ukofsi_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/ukofsi"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, ukofsi.Importer{}, "ConList.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, ukofsi.Importer{}, "ConList.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, ukofsi.Importer{}, "ConList.csv")
}
