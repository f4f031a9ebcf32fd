package usmieu_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/usmieu"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, usmieu.Importer{}, "mieu.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, usmieu.Importer{}, "mieu.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, usmieu.Importer{}, "mieu.csv")
}
