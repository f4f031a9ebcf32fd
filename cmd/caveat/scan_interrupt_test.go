package main

import (
	"context"
	"strings"
	"testing"
)

// An interrupt while listening, and while scanning: the summary says that it is
// not complete, and the exit code says that the run failed. That nothing was
// heard until then is never a clean result.
func TestInterruptedScanIsNotComplete(t *testing.T) {
	for name, args := range map[string][]string{
		"listening": {"scan", "--passive", "--for", "1h", "-o", "json"},
		"scanning":  {"scan", "--port-shift", "20000", "-o", "json", "127.66.9.0/29"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			e, stdout, stderr := testEnv(t, strings.NewReader(""))
			e.ctx = ctx
			cancel() // Ctrl-C at the first moment
			if got, want := runIn(e, args), exitFailed; got != want {
				t.Errorf("exit code %d, want %d: %s", got, want, stderr)
			}
			lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
			if last := lines[len(lines)-1]; !strings.HasPrefix(last, `{"type":"summary"`) || !strings.Contains(last, `"complete":false`) {
				t.Errorf("the last line is %s, want a summary that is not complete", last)
			}
			if !strings.Contains(stderr.String(), "interrupted") {
				t.Errorf("stderr does not say why it stopped: %s", stderr)
			}
		})
	}
}
