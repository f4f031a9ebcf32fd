// Package checkpoint knows how a run that was cut goes on: what has to be kept
// beside its output, when, and what must not have changed since. It refuses to
// know what the answers are.
//
// A checkpoint says how many things were told of which file, how long each
// output then was, and what each report still held back. A run that goes on
// cuts its outputs back to that length, reads the file again from its start
// without assessing what was told, and continues. Reading costs a small part of
// checking, and works alike for every format.
package checkpoint

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
)

// Suffix is what the name of a checkpoint adds to that of the output that it
// stands beside; unfinished is added while it is being written.
const (
	Suffix     = ".checkpoint"
	unfinished = ".new"
)

// A Checkpoint is how far a run was when it was kept.
type Checkpoint struct {
	Asked Asked
	At    Position
}

// Asked is what a run was asked, of what, with what. A run that goes on has to
// be asked the same.
type Asked struct {
	Engine   string
	Register string      // digest
	Words    []Word      // the command line, as far as it bears on the result
	Inputs   []Input     // in the order in which they are read
	Lists    []Input     // the user's own lists
	Run      finding.Run // with the day on which it was begun
}

// A Word is one thing of the command line.
type Word struct{ Flag, Value string }

// An Input is a file that is read, as it was when the run began.
type Input struct {
	Path     string
	Size     int64 // bytes
	Modified int64 // Unix time in nanoseconds
}

// A Position is how far a run was.
type Position struct {
	File    int             // number of the file that was being read, from 0
	Told    int             // how many things were told of it
	Sum     uint32          // of those things, in order
	Summary finding.Summary // of the run so far
	Mapped  []string        // the keys of --map that found a column so far
	Outputs []Output
	State   []byte // what the reports hold back
}

// An Output is a file that was being written.
type Output struct {
	Path   string
	Length int64
	Tail   [sha256.Size]byte // digest of its last bytes
}

// tail is how many of an output's last bytes are compared.
const tail = 64 << 10

// Inputs are files as they are now.
func Inputs(files []intake.File) []Input {
	out := make([]Input, len(files))
	for i, f := range files {
		out[i] = Input{f.Path, f.Size, 0}
		if !f.Modified.IsZero() {
			out[i].Modified = f.Modified.UnixNano()
		}
	}
	return out
}

// Infos are the checkpoint at path, and what a run that was killed left of one,
// as far as they are there.
func Infos(path string) []fs.FileInfo {
	var out []fs.FileInfo
	for _, p := range []string{path, path + unfinished} {
		if info, err := os.Stat(p); err == nil {
			out = append(out, info)
		}
	}
	return out
}

// The first line of a checkpoint, for whoever opens it.
const title = "caveat checkpoint 1: run the same command with --resume to go on\n"

// write puts a checkpoint in its place, whole or not at all.
func (c *Checkpoint) write(path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing the checkpoint %s: %w", path, err)
		}
	}()
	b := bytes.NewBufferString(title)
	if err := gob.NewEncoder(b).Encode(c); err != nil {
		return err
	}
	sum := sha256.Sum256(b.Bytes())
	b.Write(sum[:])
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		os.Remove(path + unfinished) // it is of no use; what went wrong is told
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name last. Systems that cannot do it keep names anyway.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// Read reads a checkpoint. It fails with fault.NotFound where there is none.
func Read(path string) (*Checkpoint, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, fault.NotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the checkpoint: %w", err)
	}
	damaged := fmt.Errorf("%s is no checkpoint of this version of caveat, or is damaged; run without --resume to begin anew: %w", path, fault.Invalid)
	body := b[:max(0, len(b)-sha256.Size)]
	sum := sha256.Sum256(body)
	if !bytes.Equal(sum[:], b[len(body):]) || !bytes.HasPrefix(body, []byte(title)) {
		return nil, damaged
	}
	c := &Checkpoint{}
	if err := gob.NewDecoder(bytes.NewReader(body[len(title):])).Decode(c); err != nil {
		return nil, damaged
	}
	return c, nil
}

// Remove removes the checkpoint of a run that has ended.
func Remove(path string) error {
	os.Remove(path + unfinished) // of a run that was killed as it wrote; mostly there is none
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the checkpoint: %w", err)
	}
	return nil
}

// Same says whether a run that is asked now may go on from the checkpoint, and
// what differs where it may not.
func (c *Checkpoint) Same(now Asked) error {
	was := c.Asked
	switch {
	case was.Engine != now.Engine:
		return changed("the run was begun with caveat %s, and this is %s", was.Engine, now.Engine)
	case was.Register != now.Register:
		return changed("the register is another than when the run was begun")
	}
	for i, w := range was.Words {
		if i >= len(now.Words) || w != now.Words[i] {
			value := ""
			if i < len(now.Words) {
				value = now.Words[i].Value
			}
			return changed("the run was begun with %s %q, and now it is %q", w.Flag, w.Value, value)
		}
	}
	return errors.Join(sameFiles(was.Inputs, now.Inputs), sameFiles(was.Lists, now.Lists))
}

func changed(format string, args ...any) error {
	return fmt.Errorf(format+"; run without --resume to begin anew: %w", append(args, fault.Changed)...)
}

func sameFiles(was, now []Input) error {
	for i, w := range was {
		switch {
		case i >= len(now) || w.Path != now[i].Path:
			if !slices.ContainsFunc(now, func(n Input) bool { return n.Path == w.Path }) {
				return changed("%s is no longer there", w.Path)
			}
			return changed("%s was not there when the run was begun", now[i].Path)
		case w != now[i]:
			return changed("%s has changed since the run was begun", w.Path)
		}
	}
	if len(now) > len(was) {
		return changed("%s was not there when the run was begun", now[len(was)].Path)
	}
	return nil
}

// Open opens an output, which has to be as it was when the checkpoint was kept;
// what came after is still there.
func (o Output) Open() (*os.File, error) {
	f, err := os.OpenFile(o.Path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, changed("%s is no longer there", o.Path)
	}
	if err != nil {
		return nil, err
	}
	sum, err := tailOf(f, o.Length)
	if err == nil && sum != o.Tail {
		err = changed("%s is not as the run left it", o.Path)
	}
	if err != nil {
		f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

// Back cuts off what was written to f after the checkpoint.
func (o Output) Back(f *os.File) error {
	if err := f.Truncate(o.Length); err != nil {
		return err
	}
	_, err := f.Seek(o.Length, io.SeekStart)
	return err
}

// tailOf is the digest of the last bytes before length.
func tailOf(f *os.File, length int64) (sum [sha256.Size]byte, err error) {
	from := max(0, length-tail)
	b := make([]byte, length-from)
	if _, err := f.ReadAt(b, from); err != nil {
		if errors.Is(err, io.EOF) {
			err = changed("%s is shorter than the run left it", f.Name())
		}
		return sum, err
	}
	return sha256.Sum256(b), nil
}
