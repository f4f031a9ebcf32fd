package wire

import (
	"errors"
	"syscall"
)

// shareable lets several programs hear one group, and one of them ask all of a
// link.
func shareable(_, _ string, c syscall.RawConn) error {
	return control(c, func(fd int) error {
		return errors.Join(
			syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1),
			syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_BROADCAST, 1),
		)
	})
}

// fewPackets lets the system send an acknowledgement together with the
// question that follows it.
func fewPackets(_, _ string, c syscall.RawConn) error {
	return control(c, func(fd int) error {
		return syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 0)
	})
}

func control(c syscall.RawConn, set func(fd int) error) error {
	var err error
	if outer := c.Control(func(fd uintptr) { err = set(int(fd)) }); outer != nil {
		return outer
	}
	return err
}
