// Package makers holds what is known of makers, brands and models: one YAML
// file per corporate family, reviewed by engineers. It knows where the files
// are and refuses to know what they mean; register reads them.
//
// After an edit, "go generate ./makers" (or make) renews the snapshot that
// makes the program start fast. See doc/add-a-maker.md.
package makers

import (
	"embed"
	"io/fs"
)

//go:generate go run caveat.example/caveat/internal/tool/makersnap -o snapshot.gob .

//go:embed *.yaml snapshot.gob oui.bin
var files embed.FS

// FS returns the files: *.yaml, the snapshot of them, and the table of
// hardware addresses.
func FS() fs.FS { return files }
