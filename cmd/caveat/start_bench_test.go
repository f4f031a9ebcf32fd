package main

import (
	"bytes"
	"context"
	"testing"
	"time"
)

// BenchmarkStart measures everything from the start of main to the first
// finding of one row.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		var out, errs bytes.Buffer
		e := &env{ctx: context.Background(), stdin: bytes.NewReader([]byte("maker,model\nAxis,P3245\n")), stdout: &out, stderr: &errs, now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), getenv: func(string) string { return "" }}
		if code := runIn(e, []string{"check", "-o", "json", "-"}); code != exitClear {
			b.Fatalf("exit %d: %s%s", code, errs.String(), out.String())
		}
	}
}
