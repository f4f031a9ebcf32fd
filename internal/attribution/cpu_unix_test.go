//go:build unix

package attribution_test

import (
	"syscall"
	"time"
)

// cpu is the processor time that this process has used. On a shared machine it
// measures the program, and not its neighbours.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
