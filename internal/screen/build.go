package screen

import (
	"strings"
	"sync"
	"unicode"

	"caveat.example/caveat/internal/name"
)

// A Builder takes in records and makes an Index of them. One goroutine at a time
// may use it.
type Builder struct {
	x       *Index
	read    *name.Analyser
	words   *table // the vocabulary by its texts
	buf     []name.Word
	whole   []filed
	texts   slab
	scratch []byte
	sounds  []byte
}

// NewBuilder makes a Builder that expects about so many records.
func NewBuilder(lex *name.Lexicon, about int) *Builder {
	x := &Index{lex: lex, records: make([]Record, 0, about), ids: make(map[string][]uint32)}
	x.keys = newTable(2*about, func(key uint32) string { return x.words[x.keyWord[key]].Key })
	return &Builder{
		x: x, read: name.NewAnalyser(lex),
		words: newTable(2*about, func(id uint32) string { return x.words[id].Text }),
	}
}

// Build makes an Index of records.
func Build(lex *name.Lexicon, records []Record) *Index {
	b := NewBuilder(lex, len(records))
	b.Add(records)
	return b.Index()
}

// Add takes records in. They are copied; their aliases must not be changed
// afterwards.
func (b *Builder) Add(records []Record) {
	for i := range records {
		id := uint32(len(b.x.records))
		b.x.records = append(b.x.records, records[i])
		b.add(id, &b.x.records[id])
	}
}

// Index makes the Index. Records of the register that carry a Party give it to
// the rows of lists that have the same name or identifier. The Builder must not
// be used afterwards.
func (b *Builder) Index() *Index {
	var wg sync.WaitGroup
	b.words, b.read = nil, nil // their memory is needed for what follows
	wg.Go(b.slips)
	wg.Go(func() {
		b.tones()
		b.joins()
		b.wholes()
	})
	b.postings()
	b.link()
	b.groups()
	wg.Wait()
	return b.x
}

func (b *Builder) add(id uint32, r *Record) {
	b.name(id, -1, r.Name, false)
	for i, a := range r.Aliases {
		if a.Text != r.Name {
			b.name(id, int32(i), a.Text, a.Kind == "weak")
		}
	}
	for _, v := range r.IDs {
		b.x.ids[v.String()] = append(b.x.ids[v.String()], id)
	}
}

// name indexes one name, and the name without what it says in parentheses.
func (b *Builder) name(record uint32, alias int32, text string, weak bool) {
	b.one(record, alias, text, weak)
	if len(text) < 300 && strings.ContainsAny(text, "(/") {
		for _, v := range name.Variants(text)[1:] {
			single := !strings.ContainsAny(v, " -")
			if single && !strings.HasSuffix(text, v+")") {
				continue // "CSSC (China) 722nd Institute" is called by none of its words
			}
			b.one(record, alias, v, weak || single && len(v) < 6)
		}
	}
}

func (b *Builder) one(record uint32, alias int32, text string, weak bool) {
	words := b.read.Analyse(b.buf[:0], text)
	b.buf = words
	words = words[:min(len(words), most)]
	if !telling(words) {
		return
	}
	e := entry{record: record, alias: alias, first: uint32(len(b.x.flat)), count: uint8(len(words)), weak: weak}
	e.foreign = alias >= 0 && scriptOf(words) != name.Latin && isLatin(b.x.records[record].Name)
	var bits float32
	for i := range words {
		b.x.flat = append(b.x.flat, b.word(&words[i]))
		bits += words[i].Bits
	}
	id := uint32(len(b.x.names))
	b.x.names = append(b.x.names, e)
	b.x.bits = append(b.x.bits, bits)
	b.compounds(id, words)
}

func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x24F && unicode.IsLetter(r) })
}

// telling says whether any word of a name tells anything.
func telling(words []name.Word) bool {
	for i := range words {
		if !weak(words[i].Class) {
			return true
		}
	}
	return false
}

// word gives the number of a word in the vocabulary, and takes it in.
func (b *Builder) word(w *name.Word) uint32 {
	if id, ok := b.words.find(w.Text); ok {
		return id
	}
	x := b.x
	id, k := uint32(len(x.words)), b.kept(w)
	x.words = append(x.words, k)
	b.words.add(id)
	key, ok := x.keys.find(k.Key)
	if !ok {
		key = uint32(len(x.keyBits))
		x.keyBits = append(x.keyBits, k.Bits)
		x.keyWord = append(x.keyWord, id)
		x.keys.add(key)
	}
	x.glances = append(x.glances, glanceOf(&k, key))
	return id
}

// kept is a word whose texts stand beside each other, in memory of their own.
func (b *Builder) kept(w *name.Word) name.Word {
	k := *w
	k.Text = b.texts.keep(w.Text)
	k.Key = b.texts.keepLike(w.Key, k.Text)
	k.Sound = b.texts.keepLike(w.Sound, k.Text)
	k.Spoken = b.texts.keepLike(w.Spoken, k.Sound)
	return k
}

// toneHash hashes the consonants of a sound; ok is false when they are too few.
func toneHash(sounds, scratch *[]byte, spoken string) (uint64, bool) {
	*sounds = append((*sounds)[:0], spoken...)
	*scratch = name.Consonants((*scratch)[:0], *sounds)
	if len(*scratch) < 2 {
		return 0, false
	}
	return hashDone(hashString(hashByte(hashSeed, '~'), view(*scratch))), true
}

// eachPair visits the hash of each two neighbouring characters.
func eachPair(text string, visit func(uint64)) {
	prev := ""
	for i, r := range text {
		cur := text[i : i+len(string(r))]
		if prev != "" {
			visit(hashDone(hashString(hashString(hashByte(hashSeed, '='), prev), cur)))
		}
		prev = cur
	}
}

// compounds notes a name under all its words written together.
func (b *Builder) compounds(id uint32, words []name.Word) {
	b.whole = append(b.whole, filed{wholeHash(words), id})
	if len(words) > 1 && len(words) <= 4 {
		if h, ok := spokenHash(&b.sounds, &b.scratch, words); ok {
			b.whole = append(b.whole, filed{h, id})
		}
	}
}

// wholeHash hashes all words that matter, written together.
func wholeHash(words []name.Word) uint64 {
	h := hashByte(hashSeed, '|')
	for i := range words {
		if !weak(words[i].Class) {
			h = hashString(h, words[i].Key)
		}
	}
	return hashDone(h)
}

// spokenHash hashes the consonants of a whole name.
func spokenHash(sounds, scratch *[]byte, words []name.Word) (uint64, bool) {
	*sounds = (*sounds)[:0]
	for i := range words {
		*sounds = append(*sounds, words[i].Spoken...)
	}
	*scratch = name.Consonants((*scratch)[:0], *sounds)
	if len(*scratch) < 3 {
		return 0, false
	}
	return hashDone(hashString(hashByte(hashSeed, '^'), view(*scratch))), true
}

// postings lists, for each key that tells something, the names that have it.
func (b *Builder) postings() {
	x := b.x
	x.postAt = make([]uint32, len(x.keyBits)+1)
	last := make([]uint32, len(x.keyBits)) // the name that had each key last, plus one
	each := func(visit func(key, id uint32)) {
		clear(last)
		for i := range x.names {
			e, id := &x.names[i], uint32(i)
			for _, w := range x.ofName(e) {
				if key := x.glances[w].key; !weak(x.words[w].Class) && last[key] != id+1 {
					last[key] = id + 1
					visit(key, id)
				}
			}
		}
	}
	each(func(key, _ uint32) { x.postAt[key+1]++ })
	for k := 1; k < len(x.postAt); k++ {
		x.postAt[k] += x.postAt[k-1]
	}
	x.posts = make([]uint32, x.postAt[len(x.postAt)-1])
	next := append([]uint32(nil), x.postAt...)
	each(func(key, id uint32) {
		x.posts[next[key]] = id
		next[key]++
	})
}
