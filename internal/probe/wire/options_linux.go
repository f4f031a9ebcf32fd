package wire

import (
	"errors"
	"net"
	"syscall"

	"golang.org/x/sys/unix"
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

// firstWindow is how many bytes a device may send before we have looked at
// them: two segments of an Ethernet network. Senders split segments that are
// more than half of the window.
const firstWindow = 2 * 1460

// fewPackets lets the system send an acknowledgement together with the
// question that follows it, and holds what a device sends at once to
// firstWindow.
func fewPackets(_, _ string, c syscall.RawConn) error {
	return control(c, func(fd int) error {
		return errors.Join(
			syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 0),
			syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_RCVBUF, firstWindow),
			syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_WINDOW_CLAMP, firstWindow),
		)
	})
}

// peek reads without taking.
func peek(c net.Conn, p []byte) (n int, err error) {
	s, ok := c.(syscall.Conn)
	if !ok {
		return 0, nil
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return 0, err
	}
	outer := raw.Read(func(fd uintptr) bool {
		n, _, err = syscall.Recvfrom(int(fd), p, syscall.MSG_PEEK)
		return !errors.Is(err, syscall.EAGAIN)
	})
	return n, errors.Join(outer, err)
}

// segments asks the system what a connection has cost so far, zeros when it
// doesn't say.
func segments(c net.Conn) (sent, received int) {
	s, ok := c.(syscall.Conn)
	if !ok {
		return 0, 0
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return 0, 0
	}
	var info *unix.TCPInfo
	outer := raw.Control(func(fd uintptr) { info, err = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO) })
	if outer != nil || err != nil {
		return 0, 0
	}
	return int(info.Segs_out), int(info.Segs_in)
}

func control(c syscall.RawConn, set func(fd int) error) error {
	var err error
	if outer := c.Control(func(fd uintptr) { err = set(int(fd)) }); outer != nil {
		return outer
	}
	return err
}
