package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// registerCmd are the subcommands of the register, each in a file of its own.
type registerCmd struct {
	List     registerListCmd     `cmd:"" help:"List instruments: by jurisdiction, body, party, day."`
	Show     registerShowCmd     `cmd:"" help:"Explain an instrument, with its words and sources."`
	Timeline registerTimelineCmd `cmd:"" help:"Draw which instruments stood when."`
	Snapshot registerSnapshotCmd `cmd:"" help:"Keep the register as a whole in one file, named by its digest."`
	Import   registerImportCmd   `cmd:"" help:"Import an official publication as a new edition."`
	Editions registerEditionsCmd `cmd:"" help:"List the editions that were imported, and how old they are."`
	Diff     registerDiffCmd     `cmd:"" help:"Say what changed between two editions of a list."`
	Verify   registerVerifyCmd   `cmd:"" help:"Check every edition: digests, accounts, sources."`
}

// registerFlags say where imported editions are kept, and how to print.
type registerFlags struct {
	Register string `group:"register" placeholder:"DIR" help:"Folder of imported editions. Default: caveat/register in your data directory."`
	Output   string `group:"output" short:"o" default:"text" enum:"text,table,json" placeholder:"FORMAT" help:"text or json (JSON Lines). Default: text."`
}

// store opens the register folder.
func (f registerFlags) store(e *env) (*edition.Store, error) {
	dir := f.Register
	if dir == "" {
		var err error
		if dir, err = registerDir(e); err != nil {
			return nil, usage(err)
		}
	}
	return edition.Open(dir)
}

func (f registerFlags) json() bool { return f.Output == "json" }

// registerDir is where editions are kept when --register does not say.
func registerDir(e *env) (string, error) {
	if data := e.getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "caveat", "register"), nil
	}
	home := e.getenv("HOME")
	switch {
	case runtime.GOOS == "windows" && e.getenv("LOCALAPPDATA") != "":
		return filepath.Join(e.getenv("LOCALAPPDATA"), "caveat", "register"), nil
	case home == "":
		return "", fmt.Errorf("neither XDG_DATA_HOME nor HOME is set: say where editions are kept with --register DIR: %w", fault.Invalid)
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support", "caveat", "register"), nil
	}
	return filepath.Join(home, ".local", "share", "caveat", "register"), nil
}

// printLine prints v as a line of JSON that begins with its type.
func printLine(w io.Writer, kind string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	sep := ","
	if string(b) == "{}" {
		sep = ""
	}
	_, err = fmt.Fprintf(w, "{\"type\":%q%s%s\n", kind, sep, b[1:])
	return err
}

// short is a digest as people are shown it.
func short(digest string) string {
	const n = len("sha256:") + 12
	return digest[:min(n, len(digest))]
}
