//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestUnreadableFolder checks a folder as a user who may not look into one of
// those in it: what can be read is reported, the rest is named, and the run is
// not complete. Root reads everything, so root becomes somebody else for it.
func TestUnreadableFolder(t *testing.T) {
	dir, err := os.MkdirTemp("", "caveat-unreadable-") // t.TempDir is for its owner alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "in")
	for _, step := range []error{
		os.Chmod(dir, 0o755),
		os.WriteFile(filepath.Join(dir, "caveat"), program, 0o755),
		os.MkdirAll(filepath.Join(in, "locked"), 0o755),
		os.WriteFile(filepath.Join(in, "good.csv"), []byte("Make,Model\nAxis,P3245\n"), 0o644),
		os.WriteFile(filepath.Join(in, "secret.csv"), []byte("Make,Model\nAxis,P3245\n"), 0),
		os.WriteFile(filepath.Join(in, "locked", "c.csv"), []byte("Make,Model\nAxis,P3245\n"), 0o644),
		os.Chmod(filepath.Join(in, "locked"), 0),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	cmd := caveatCommand(t, dir, "check", "-q", "-o", "json", "in")
	cmd.Path = filepath.Join(dir, "caveat")
	if os.Geteuid() == 0 {
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, err := cmd.Output()
	if code := exitOf(t, err); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	for _, want := range []string{
		`"item":{"kind":"asset","origin":{"source":"in/good.csv","at":"row 2"}`,
		`{"type":"skipped","origin":{"source":"in/locked"},"reason":"open: permission denied"}`,
		`{"type":"skipped","origin":{"source":"in/secret.csv"},"reason":"open: permission denied"}`,
		`"skipped":2,"complete":false`,
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the output has no %s:\n%s", want, out)
		}
	}
}
