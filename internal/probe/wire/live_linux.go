package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
)

// A Live hears all frames of an interface and sends none. It needs root or
// CAP_NET_RAW.
type Live struct {
	file *os.File
	conn syscall.RawConn
	buf  [64 << 10]byte
}

// NewLive opens an interface.
func NewLive(name string) (*Live, error) {
	i, err := net.InterfaceByName(name)
	if err != nil {
		return nil, fmt.Errorf("interface %s: %w", name, err)
	}
	const everything = syscall.ETH_P_ALL
	network := binary.NativeEndian.Uint16([]byte{everything >> 8, everything & 0xff})
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, int(network))
	if err != nil {
		return nil, fmt.Errorf("hearing frames on %s: %w", name, err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrLinklayer{Protocol: network, Ifindex: i.Index}); err != nil {
		return nil, errors.Join(fmt.Errorf("hearing frames on %s: %w", name, err), syscall.Close(fd))
	}
	file := os.NewFile(uintptr(fd), "frames of "+name)
	conn, err := file.SyscallConn()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("hearing frames on %s: %w", name, err), file.Close())
	}
	return &Live{file: file, conn: conn}, nil
}

// Next gives the next frame; the bytes are valid until the next call.
func (l *Live) Next() ([]byte, error) {
	var n int
	var err error
	outer := l.conn.Read(func(fd uintptr) bool {
		n, _, err = syscall.Recvfrom(int(fd), l.buf[:], 0)
		return !errors.Is(err, syscall.EAGAIN)
	})
	if outer != nil {
		return nil, outer
	}
	if err != nil {
		return nil, fmt.Errorf("hearing frames: %w", err)
	}
	return l.buf[:n], nil
}

// Until ends Next at a time.
func (l *Live) Until(t time.Time) error { return l.file.SetReadDeadline(t) }

// Close ends it.
func (l *Live) Close() error { return l.file.Close() }
