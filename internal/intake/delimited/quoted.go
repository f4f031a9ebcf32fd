package delimited

import "bytes"

// quoted cuts the record at the start of b, which has quotation marks. done is
// false when its end is not in b.
func (s *scanner) quoted(b []byte) (done bool, err error) {
	s.clean, s.ends = s.clean[:0], s.ends[:0]
	lines, i := 1, 0
	for {
		next, crossed, ok, torn := s.cell(b, i)
		if torn {
			n, lineEnd := s.lineLength(b)
			s.pos += n + lineEnd
			s.nextLine++
			return true, errQuote
		}
		if !ok {
			return false, nil
		}
		lines += crossed
		s.ends = append(s.ends, len(s.clean))
		i = next
		if i < len(b) && b[i] == s.delimiter && s.delimiter != 0 {
			i++
			continue
		}
		break
	}
	i += s.lineEnd(b[i:])
	s.pos += i
	s.nextLine += lines
	s.cells = s.cells[:0]
	start := 0
	for _, end := range s.ends {
		s.cells = append(s.cells, s.clean[start:end])
		start = end
	}
	return true, nil
}

// cell copies the cell at b[i:] into s.clean. It returns where the cell ends,
// how many line ends it held, and whether the end is in b. torn says that its
// quotation mark cannot have been meant to open a cell.
func (s *scanner) cell(b []byte, i int) (next, crossed int, ok, torn bool) {
	open := i
	for open < len(b) && b[open] == ' ' {
		open++
	}
	if open == len(b) || b[open] != '"' {
		return s.bare(b, i)
	}
	for i = open + 1; ; {
		q := bytes.IndexByte(b[i:], '"')
		if q < 0 {
			return 0, 0, false, false
		}
		s.clean = append(s.clean, b[i:i+q]...)
		crossed += s.lineEnds(b[i : i+q])
		i += q + 1
		switch {
		case i == len(b):
			return i, crossed, s.eof, false
		case b[i] == '"':
			s.clean = append(s.clean, '"')
			i++
			continue
		}
		after := i
		for after < len(b) && b[after] == ' ' {
			after++
		}
		if after == len(b) && s.eof || after < len(b) && s.ends1(b, after) {
			return after, crossed, true, false
		}
		if crossed > 0 {
			return 0, 0, true, true
		}
		s.clean = append(s.clean, '"') // 19" rack: an inch, not an end
	}
}

// bare copies a cell without quotation marks around it.
func (s *scanner) bare(b []byte, i int) (next, crossed int, ok, torn bool) {
	for j := i; j < len(b); j++ {
		if s.ends1(b, j) {
			s.clean = append(s.clean, b[i:j]...)
			return j, 0, true, false
		}
	}
	if !s.eof {
		return 0, 0, false, false
	}
	s.clean = append(s.clean, b[i:]...)
	return len(b), 0, true, false
}

// ends1 says whether b[i] ends a cell.
func (s *scanner) ends1(b []byte, i int) bool {
	switch c := b[i]; {
	case c == '\n' || c == s.delimiter && s.delimiter != 0:
		return true
	case c == '\r':
		return s.cr || i+1 < len(b) && b[i+1] == '\n'
	}
	return false
}

// lineEnds counts the line ends in a quoted cell.
func (s *scanner) lineEnds(b []byte) int {
	n := bytes.Count(b, []byte("\n"))
	if s.cr {
		n += bytes.Count(b, []byte("\r")) - bytes.Count(b, []byte("\r\n"))
	}
	return n
}

// lineEnd is the length of the line end at the start of b.
func (s *scanner) lineEnd(b []byte) int {
	switch {
	case len(b) >= 2 && b[0] == '\r' && b[1] == '\n':
		return 2
	case len(b) >= 1:
		return 1
	}
	return 0
}
