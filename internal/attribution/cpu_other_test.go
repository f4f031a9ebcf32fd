//go:build !unix

package attribution_test

import "time"

// cpu is not to be had here.
func cpu() time.Duration { return 0 }
