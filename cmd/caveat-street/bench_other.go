//go:build !linux

package main

import (
	"context"
	"errors"
	"io"
)

// bench needs network namespaces.
func bench(context.Context, []string, io.Writer) error {
	return errors.New("bench runs on Linux only: it builds network namespaces")
}
