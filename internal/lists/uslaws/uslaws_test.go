package uslaws_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/uslaws"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, uslaws.Importer{}, "889.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, uslaws.Importer{}, "889.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, uslaws.Importer{}, "889.csv")
}
