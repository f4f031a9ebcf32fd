package usofac_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/usofac"
)

func TestSamples(t *testing.T) {
	liststest.Golden(t, usofac.SDN(), "sdn.csv", "alt.csv", "add.csv", "comments.csv")
	liststest.Golden(t, usofac.Consolidated(), "prim.csv")
}

// The files end with a mark, so that a file that is cut short is known.
func TestCutShort(t *testing.T) {
	liststest.CutShort(t, usofac.SDN(), "sdn.csv", "alt.csv")
	liststest.CutShort(t, usofac.SDN(), "alt.csv", "sdn.csv")
}

func FuzzImport(f *testing.F) { liststest.Fuzz(f, usofac.SDN(), "sdn.csv", "prim.csv") }
