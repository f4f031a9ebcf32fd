package cnsanctions_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/cnsanctions"
	"caveat.example/caveat/internal/lists/liststest"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, cnsanctions.Importer{}, "cn.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, cnsanctions.Importer{}, "cn.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, cnsanctions.Importer{}, "cn.csv")
}
