//go:build unix

package main

import "golang.org/x/sys/unix"

// free is how many bytes may still be written in a folder.
func free(folder string) int64 {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
