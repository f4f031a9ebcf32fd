//go:build !linux

package wire

import (
	"errors"
	"time"
)

// A Live hears frames, on Linux only.
type Live struct{}

// NewLive says that it can't.
func NewLive(string) (*Live, error) {
	return nil, errors.New("frames are heard on Linux only; give a capture file to caveat check instead")
}

// Next never gives a frame.
func (*Live) Next() ([]byte, error) { return nil, errors.ErrUnsupported }

// Until does nothing.
func (*Live) Until(time.Time) error { return nil }

// Close does nothing.
func (*Live) Close() error { return nil }
