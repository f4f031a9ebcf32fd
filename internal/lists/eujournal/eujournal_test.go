package eujournal_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/eujournal"
	"caveat.example/caveat/internal/lists/liststest"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, eujournal.Importer{}, "32099R0001.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, eujournal.Importer{}, "32099R0001.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, eujournal.Importer{}, "32099R0001.csv")
}
