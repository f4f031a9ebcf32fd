package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"caveat.example/caveat/internal/finding"
	"golang.org/x/term"
)

// A progress bar shows on a terminal how far a run is, from its second second
// on. It belongs to the goroutine that ranges over the items.
type progress struct {
	w           io.Writer // nil: shows nothing
	now         func() time.Time
	began       time.Time
	last        time.Time // when it was last drawn
	width       int
	items       int
	read, total int64 // stored bytes
	before      int64 // of read, what an earlier part of the run has read
	lines       bool  // a line now and then, where it is no terminal
}

const (
	progressAfter = time.Second            // shorter runs are silent
	progressEvery = 200 * time.Millisecond // how often it is drawn
	progressLines = 10 * time.Second       // how often it is told where there is no terminal
)

// newProgress makes the bar of a run, or a silent one where standard error is
// no terminal, answers appear on the same screen, or it is not wanted.
func newProgress(e *env, crowded bool, f outputFlags) *progress {
	p := &progress{now: time.Now, width: columns(e)}
	p.began = p.now()
	switch {
	case f.Quiet || f.NoProgress:
	case isTerminal(e.stderr) && !crowded:
		p.w = e.stderr
	case f.Progress:
		p.w, p.lines, p.last = e.stderr, true, p.began
	}
	return p
}

// bytes takes what intake says it has read; total is 0 when it is not known.
func (p *progress) bytes(read, total int64) {
	p.read, p.total = read, total
	p.draw()
}

// watch counts the answers on their way to out, and clears the bar before the
// end of the report is written.
func (p *progress) watch(out finding.Sink) finding.Sink { return &watched{Sink: out, bar: p} }

type watched struct {
	finding.Sink
	bar *progress
}

func (w *watched) Answer(a finding.Answer) error {
	w.bar.items++
	w.bar.draw()
	return w.Sink.Answer(a)
}

func (w *watched) End(s finding.Summary) error {
	w.bar.clear()
	return w.Sink.End(s)
}

func (p *progress) draw() {
	if p.w == nil {
		return
	}
	now := p.now()
	if p.lines {
		if now.Sub(p.last) >= progressLines {
			p.last = now
			fmt.Fprintln(p.w, "caveat: "+p.line(now))
		}
		return
	}
	if now.Sub(p.began) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last = now
	text := p.line(now)
	fmt.Fprintf(p.w, "\r\x1b[K%s", text[:min(len(text), max(p.width-1, 1))])
}

// line is the bar as text:
// "[####----]  40 %  12345 items  8.1 MB  1.2 MB/s  1m20s left".
func (p *progress) line(now time.Time) string {
	const mega = 1e6
	rate := float64(p.read-p.before) / max(now.Sub(p.began).Seconds(), 0.001) // bytes a second
	text := fmt.Sprintf("%d items  %.1f MB  %.1f MB/s", p.items, float64(p.read)/mega, rate/mega)
	if p.total <= 0 {
		return text
	}
	const length = 24
	done := min(int(p.read*length/p.total), length)
	bar := strings.Repeat("#", done) + strings.Repeat("-", length-done)
	if left := p.total - p.read; left > 0 && rate > 0 {
		seconds := min(float64(left)/rate, (100 * time.Hour).Seconds())
		text += "  " + time.Duration(seconds*float64(time.Second)).Round(time.Second).String() + " left"
	}
	return fmt.Sprintf("[%s] %3d %%  %s", bar, min(p.read*100/p.total, 100), text)
}

func (p *progress) clear() {
	if p.w != nil && !p.lines && !p.last.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.last = time.Time{}
	}
}

// columns is the width of the terminal: that of standard output, what COLUMNS
// says, or 100.
func columns(e *env) int {
	if f, ok := e.stdout.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	if w, err := strconv.Atoi(e.getenv("COLUMNS")); err == nil && w > 0 {
		return w
	}
	return 100
}
