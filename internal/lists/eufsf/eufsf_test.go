package eufsf_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/eufsf"
	"caveat.example/caveat/internal/lists/liststest"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, eufsf.Importer{}, "fsf.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, eufsf.Importer{}, "fsf.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, eufsf.Importer{}, "fsf.csv")
}
