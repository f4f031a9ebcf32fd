package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"caveat.example/caveat/internal/finding"
)

func testEnv(t *testing.T, stdin io.Reader) (*env, *bytes.Buffer, *bytes.Buffer) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	return &env{ctx: t.Context(), stdin: stdin, stdout: &stdout, stderr: &stderr, now: today, getenv: func(string) string { return "" }}, &stdout, &stderr
}

// An interrupt in the middle: what was found is reported, the summary says that
// it is not complete, and the exit code says that the run failed.
func TestInterruptedCheckReportsWhatItFound(t *testing.T) {
	rows := "maker,model\n" + strings.Repeat("Axis,P3245-LVE\n", 20_000)
	ctx, cancel := context.WithCancel(t.Context())
	e, stdout, stderr := testEnv(t, &cancelling{r: strings.NewReader(rows), after: 100_000, cancel: cancel})
	e.ctx = ctx
	e.stdin = interruptible(ctx, e.stdin)
	if got, want := runIn(e, []string{"check", "-o", "json", "-"}), exitFailed; got != want {
		t.Errorf("exit code %d, want %d", got, want)
	}
	lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, `{"type":"summary"`) || !strings.Contains(last, `"complete":false`) {
		t.Errorf("the last line is %s, want a summary that is not complete", last)
	}
	if n := strings.Count(stdout.String(), `"type":"item"`); n == 0 || n >= 20_000 {
		t.Errorf("%d items were reported, want some and not all", n)
	}
	if !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("stderr does not say why it stopped: %s", stderr)
	}
}

// cancelling is an input during which the user presses Ctrl-C.
type cancelling struct {
	r      io.Reader
	after  int
	cancel func()
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.r.Read(p[:min(len(p), 4096)])
	if c.after -= n; c.after < 0 {
		c.cancel()
	}
	return n, err
}

// A terminal on which nobody types must not keep an interrupted check alive.
func TestInterruptEndsAWaitingRead(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	nobody, w := io.Pipe()
	defer w.Close()
	r := interruptible(ctx, nobody)
	time.AfterFunc(0, cancel)
	if _, err := r.Read(make([]byte, 1)); err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestInterruptibleGivesEveryByte(t *testing.T) {
	want := strings.Repeat("0123456789", 50_000)
	got, err := io.ReadAll(interruptible(t.Context(), strings.NewReader(want)))
	if err != nil || string(got) != want {
		t.Errorf("got %d bytes and %v, want %d", len(got), err, len(want))
	}
}

// The bar is silent for a second, then drawn now and then, then cleared.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	clock := today
	p := &progress{w: &out, now: func() time.Time { return clock }, began: today, width: 80}
	p.bytes(1e6, 4e6)
	if out.Len() > 0 {
		t.Errorf("it shows %q in the first second", out.String())
	}
	clock = clock.Add(2 * time.Second)
	p.items = 1234
	p.bytes(2e6, 4e6)
	if got, want := out.String(), "\r\x1b[K[############------------]  50 %  1234 items  2.0 MB  1.0 MB/s  2s left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	out.Reset()
	p.bytes(3e6, 4e6)
	if out.Len() > 0 {
		t.Errorf("it is drawn again at once: %q", out.String())
	}
	sink := p.watch(none{})
	if err := sink.End(finding.Summary{}); err != nil || out.String() != "\r\x1b[K" {
		t.Errorf("at the end it leaves %q, and %v", out.String(), err)
	}
}

// none is a Sink that takes all and shows nothing.
type none struct{ finding.Sink }

func (none) End(finding.Summary) error { return nil }
