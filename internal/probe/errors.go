package probe

import "errors"

var (
	// ErrNothing says that a message tells nothing of a device.
	ErrNothing = errors.New("says nothing of a device")

	// ErrBroken says that a message breaks its own protocol.
	ErrBroken = errors.New("breaks its protocol")
)
