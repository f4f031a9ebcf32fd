package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"caveat.example/caveat/law"
	"caveat.example/caveat/makers"
)

// registerSnapshotCmd keeps the register as a whole, so that today's findings
// can be recomputed when it has changed.
type registerSnapshotCmd struct {
	File string `arg:"" optional:"" placeholder:"FILE" help:"The file to write. Default: caveat-register-DIGEST.zip."`
}

// Help is shown below the summary of --help.
func (registerSnapshotCmd) Help() string {
	return `With --register-version, check and assess answer from such a file.` + "\n\n" + examples(
		`caveat register snapshot`,
		`caveat register snapshot register-2026.zip`,
	)
}

// Run writes all facts and rules to one file. The same register gives the same
// bytes.
func (c *registerSnapshotCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	if err := errors.Join(pack(w, "law", law.FS()), pack(w, "makers", makers.FS()), w.Close()); err != nil {
		return outcome{}, fmt.Errorf("packing the register: %w", err)
	}
	name := c.File
	if name == "" {
		name = "caveat-register-" + know.digest[len("sha256:"):][:12] + ".zip"
	}
	if err := os.WriteFile(name, buf.Bytes(), 0o644); err != nil {
		return outcome{}, fmt.Errorf("writing the register: %w", err)
	}
	_, err = fmt.Fprintf(e.stdout, "%s  %s\n", know.digest, name)
	return outcome{}, err
}

// pack adds every file of a folder, in order and without times. The snapshots
// that make the program start fast stay out: whoever reads the archive reads
// the facts themselves, and checks them again.
func pack(w *zip.Writer, folder string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "snapshot.") {
			return err
		}
		in, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		out, err := w.CreateHeader(&zip.FileHeader{Name: folder + "/" + path, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = io.Copy(out, in)
		return err
	})
}

// loadVersion reads a register that was kept with "register snapshot".
func loadVersion(name string) (*knowledge, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the register: %w", err)
	}
	file, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, usage(fmt.Errorf("%s is no register that \"caveat register snapshot\" wrote: %w", name, err))
	}
	rules, err := fs.Sub(file, "law")
	if err != nil {
		return nil, err
	}
	parties, err := fs.Sub(file, "makers")
	if err != nil {
		return nil, err
	}
	know, err := loadFrom(rules, parties)
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", name, err))
	}
	return know, nil
}
