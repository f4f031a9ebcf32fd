// Package law holds the instruments: one YAML file for each group of laws,
// orders, lists and policies, written to be read beside their text. It knows
// where the files are and refuses to know what they mean; assess reads them.
//
// README.md says how to read a rule and how to propose a change. After an edit,
// "go generate ./law" (or make) renews the snapshot that makes the program
// start fast.
package law

import (
	"embed"
	"io/fs"
)

//go:generate go run caveat.example/caveat/internal/tool/lawsnap -o snapshot.json .

//go:embed *.yaml snapshot.json scenarios/*.yaml
var files embed.FS

// FS returns the files: the instruments, vocabulary.yaml, sources.yaml and the
// scenarios that they are tested by.
func FS() fs.FS { return files }
