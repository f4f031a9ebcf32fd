package main

import (
	"errors"
	"fmt"
	"os"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/screen"
)

// A screening is one run of caveat screen over all its inputs.
type screening struct {
	cmd       *screenCmd
	env       *env
	reg       *register.Register
	decisions *screen.Decisions
	day       string
	sink      screenSink
	queries   int
	outcome   outcome
}

// all screens every name, in the order of the arguments and then of the files.
func (s *screening) all(index *screen.Index) error {
	names := s.cmd.Names
	if err := s.columns(); err != nil {
		return err
	}
	if len(names) == 1 && names[0] == "-" {
		s.sink.header(nil)
		return s.from(index, newLines(interruptible(s.env.ctx, s.env.stdin), "standard input"))
	}
	if len(names) > 0 {
		s.sink.header(nil)
		if err := s.from(index, &given{names: names}); err != nil {
			return err
		}
	}
	for _, path := range s.cmd.File {
		if err := s.file(index, path); err != nil {
			return err
		}
	}
	return nil
}

// columns tells a table of answers the columns of all sources, before the first
// row of it is written.
func (s *screening) columns() error {
	table, ok := s.sink.(*csvScreen)
	if !ok {
		return nil
	}
	var sources [][]string
	if len(s.cmd.Names) > 0 {
		sources = append(sources, nil)
	}
	for _, path := range s.cmd.File {
		if path == "-" || !isTable(path) {
			sources = append(sources, nil)
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("opening the names: %w", err)
		}
		rows, err := newRows(f, path, s.cmd.Column)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		sources = append(sources, rows.columns)
	}
	table.columns(sources)
	return nil
}

func (s *screening) file(index *screen.Index, path string) error {
	if path == "-" {
		s.sink.header(nil)
		return s.from(index, newLines(interruptible(s.env.ctx, s.env.stdin), "standard input"))
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the names: %w", err)
	}
	defer f.Close()
	in := interruptible(s.env.ctx, f)
	if isTable(path) {
		rows, err := newRows(in, path, s.cmd.Column)
		if err != nil {
			return err
		}
		s.sink.header(rows.columns)
		return s.from(index, rows)
	}
	s.sink.header(nil)
	return s.from(index, newLines(in, path))
}

// A source gives names in order.
type source interface {
	// next fills names and gives how many it could; fewer than asked for is
	// the end. An error comes after the names before it.
	next(names []string) (int, error)
	// row gives the row of the table that the n-th name came from, nil when
	// it came from no table. It may be asked for once, in order.
	row() []string
}

// from screens the names of one source.
func (s *screening) from(index *screen.Index, src source) error {
	o := screen.Options{Min: s.cmd.Min, Limit: s.cmd.Limit, Explain: s.cmd.Explain, Edition: s.decisions != nil || s.cmd.Explain}
	return index.Bulk(s.env.ctx, o, src.next, func(a screen.Answer) error {
		s.decisions.Apply(&a, s.day)
		s.count(&a)
		if s.cmd.Explain {
			for i := range a.Hits {
				h := &a.Hits[i]
				h.Path = screen.Path(s.reg, h.Party, h.Family, s.day)
			}
		}
		return s.sink.answer(&a, src.row())
	})
}

func (s *screening) count(a *screen.Answer) {
	s.queries++
	switch a.Status {
	case screen.Match:
		s.outcome.restricted = true
	case screen.Review:
		s.outcome.undecided = true
	case screen.None:
	}
}
