// Package all is the table of importers. To add a list, write its folder and
// add one line here.
package all

import (
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/cnsanctions"
	"caveat.example/caveat/internal/lists/eufsf"
	"caveat.example/caveat/internal/lists/eujournal"
	"caveat.example/caveat/internal/lists/extract"
	"caveat.example/caveat/internal/lists/opensanctions"
	"caveat.example/caveat/internal/lists/registry"
	"caveat.example/caveat/internal/lists/ukfcdo"
	"caveat.example/caveat/internal/lists/ukofsi"
	"caveat.example/caveat/internal/lists/unsc"
	"caveat.example/caveat/internal/lists/us1260h"
	"caveat.example/caveat/internal/lists/uscsl"
	"caveat.example/caveat/internal/lists/usdpl"
	"caveat.example/caveat/internal/lists/usfcc"
	"caveat.example/caveat/internal/lists/uslaws"
	"caveat.example/caveat/internal/lists/usmieu"
	"caveat.example/caveat/internal/lists/usofac"
)

// Importers returns every importer. With --auto the first that accepts a file
// is taken.
func Importers() []lists.Importer {
	return []lists.Importer{
		uscsl.Importer{},
		usofac.SDN(),
		usofac.Consolidated(),
		usdpl.Importer{},
		us1260h.Importer{},
		usfcc.Importer{},
		uslaws.Importer{},
		usmieu.Importer{},
		extract.Importer{},
		ukfcdo.Importer{},
		ukofsi.Importer{},
		eufsf.Importer{},
		eujournal.Importer{},
		unsc.Importer{},
		opensanctions.FtM{},
		opensanctions.Simple{},
		opensanctions.Delta{},
		cnsanctions.Importer{},
		registry.Importer{},
	}
}
