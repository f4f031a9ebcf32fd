package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// estate writes a folder of inputs of several kinds: a register, prose in which
// a speaker is named once, an archive.
func estate(t *testing.T, dir string, rows int) {
	t.Helper()
	products := []string{"Hikvision,DS-2CD2143G2-I", "Annke,C800", "Axis,P3265-LVE", ",4MP dome", "Dahua,6.37702E+15"}
	var register, prose strings.Builder
	register.WriteString("Make,Model,Notes\n")
	for i := range rows {
		fmt.Fprintf(&register, "%s,\"Block %d\nfloor %d\"\n", products[i%len(products)], i, i%7)
	}
	prose.WriteString("Jane Doe of Hikvision answered our questions.\n\n")
	for i := range rows / 4 {
		fmt.Fprintf(&prose, "Doe said that camera %d \"was not made by us\".\n\n", i)
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, name := range []string{"inner/one.csv", "inner/two.csv"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(register.String())); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"a.csv": register.String(), "b.txt": prose.String(), "c.zip": packed.String(), "d.csv": "Make,Model\nAxis\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// caveatCommand is the program as a process of its own.
func caveatCommand(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Args[0] = "caveat" // see TestMain
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME=") // nobody's lists
	return cmd
}

// TestResumeAfterAnyCut kills and interrupts one run at 20 random places, each
// time that it is taken up, and wants the bytes of a run that was not cut.
func TestResumeAfterAnyCut(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program some twenty times")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	estate(t, filepath.Join(dir, "in"), 250)
	args := func(name string) []string {
		return []string{
			"check", "--body", "us_federal_agency", "--act", "procure", "--purpose", "security_of_government_facilities", "--checkpoint", "2ms", "--resume", "-q",
			"-o", "json=" + name + ".json", "-o", "csv=" + name + ".csv", "-o", "html=" + name + ".html", "in",
		}
	}
	if out, err := caveatCommand(t, dir, args("whole")...).CombinedOutput(); exitOf(t, err) != 3 {
		t.Fatalf("%v: %s", err, out)
	}
	whole, err := os.Stat(filepath.Join(dir, "whole.json"))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(6, 20))
	cuts := make([]int64, 20)
	for i := range cuts {
		cuts[i] = random.Int64N(whole.Size())
	}
	slices.Sort(cuts)
	cut := 0
	for i, at := range cuts {
		cmd := caveatCommand(t, dir, args("cut")...)
		if killed(t, cmd, filepath.Join(dir, "cut.json"), at, i%2 == 0) {
			cut++
		}
	}
	if cut < len(cuts)/2 {
		t.Errorf("only %d of %d runs were cut before their end", cut, len(cuts))
	}
	if out, err := caveatCommand(t, dir, args("cut")...).CombinedOutput(); exitOf(t, err) != 3 {
		t.Fatalf("%v: %s", err, out)
	}
	for _, ext := range []string{".json", ".csv", ".html"} {
		want, err := os.ReadFile(filepath.Join(dir, "whole"+ext))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "cut"+ext))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, differ from the %d of a run that was not cut", ext, len(got), len(want))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.checkpoint*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// killed starts a run and ends it when its output has so many bytes: with kill
// -9, or with an interrupt. It says whether the run was cut.
func killed(t *testing.T, cmd *exec.Cmd, output string, at int64, hard bool) bool {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case <-ended:
			return false
		default:
		}
		if info, err := os.Stat(output); err == nil && info.Size() > at {
			break
		}
		runtime.Gosched()
	}
	signal := os.Signal(syscall.SIGKILL)
	if !hard {
		signal = os.Interrupt
	}
	if err := cmd.Process.Signal(signal); err != nil {
		return false // it has just ended
	}
	err := <-ended
	return !hard && exitOf(t, err) == exitFailed || hard && cmd.ProcessState.ExitCode() < 0
}

func exitOf(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return 0
	}
	e, ok := err.(*exec.ExitError)
	if !ok {
		t.Fatal(err)
	}
	return e.ExitCode()
}
