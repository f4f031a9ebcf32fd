package registry_test

import (
	"testing"

	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/registry"
)

func TestSamples(t *testing.T) {
	liststest.Golden(t, registry.Importer{}, "jp.json")
	liststest.Golden(t, registry.Importer{}, "cn.json")
}

func TestCutShort(t *testing.T) { liststest.CutShort(t, registry.Importer{}, "jp.json") }

func FuzzImport(f *testing.F) { liststest.Fuzz(f, registry.Importer{}, "jp.json", "cn.json") }
