package prose

import (
	"strings"
	"sync"
)

// verbs of saying. Those of the second list report in other words when "that"
// or its like follows.
const (
	verbList = `said says say added adds continued continues told tells stated states wrote writes claimed claims argued argues noted notes explained explains replied replies responded responds
		insisted insists warned warns maintained maintains acknowledged characterized characterised characterizes characterises described describes called calls commented comments concluded confirmed confirms denied denies emphasized emphasised
		sagte sagt erklärte erklärt teilte betonte behauptet behauptete schrieb antwortete bezeichnete
		déclaré déclare dit affirmé affirme ajouté ajoute indiqué indique répondu estime écrit
		dijo dice afirmó afirma añadió declaró declara señaló respondió aseguró
		disse diz afirmou declarou acrescentou respondeu
		detto dice dichiarato dichiara affermato aggiunto risposto
		zei zegt verklaarde antwoordde
		表示 称 说 指出 回应`
	thatList  = `that dass daß que che dat że`
	auxiliary = `also has have had then later further since again repeatedly however even a ont hat haben ha han heeft publicly reportedly`
)

type sayings struct{ verbs, that, aux map[string]bool }

var says = sync.OnceValue(func() sayings {
	set := func(l string) map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(l) {
			m[w] = true
		}
		return m
	}
	return sayings{set(verbList), set(thatList), set(auxiliary)}
})

// statementWords name a text that may be announced with a colon.
func statementWords() []string {
	return []string{
		"statement", "response", "reply", "replied", "responded", "letter", "said", "wrote", "stated",
		"stellungnahme", "erklärung", "antwort", "déclaration", "communiqué", "réponse",
		"comunicado", "declaración", "respuesta", "dichiarazione", "comunicato", "risposta", "verklaring", "oświadczenie", "声明", "回应",
	}
}

func clean(f string) string {
	w := strings.Trim(f, ".,;:!?()[]“”\"‘’'|")
	return strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")
}

// verbIn says whether a verb of saying stands in a text.
func verbIn(bare string) bool {
	for f := range strings.FieldsSeq(bare) {
		if says().verbs[clean(f)] {
			return true
		}
	}
	return false
}

// reports says whether a text reports somebody's words in its own: a verb of
// saying with "that" within a few words, or with a person told.
func reports(bare string) bool {
	fields := strings.Fields(bare)
	for i, f := range fields {
		if !says().verbs[clean(f)] {
			continue
		}
		for k := i + 1; k < len(fields) && k <= i+8; k++ {
			if says().that[clean(fields[k])] {
				return true
			}
		}
	}
	return false
}

// speakerOf gives who speaks in a sentence, and whether a verb of saying
// stands in it at all.
func (s *state) speakerOf(p *passage, sen sentence) (speaker, bool) {
	fields := strings.Fields(strings.ReplaceAll(sen.bare, "|", " | "))
	for i, f := range fields {
		w := clean(f)
		if w == "according" && i+2 < len(fields) && clean(fields[i+1]) == "to" {
			if who := s.phrase(p, fields[i+2:min(len(fields), i+8)]); who.known() {
				return who, true
			}
		}
		if !says().verbs[w] {
			continue
		}
		if who := s.before(p, fields[:i]); who.known() {
			return who, true
		}
		if i > 0 && passive(clean(fields[i-1])) {
			continue
		}
		if i+1 < len(fields) && !describes(w) && (i == 0 || fields[i-1] == "|" || strings.HasSuffix(fields[i-1], ",")) { // "…”, said Sampson"
			if who := s.phrase(p, fields[i+1:min(len(fields), i+6)]); who.known() {
				return who, true
			}
		}
		if who := s.phrase(p, fields[:i]); who.known() { // the subject, far away: "Sampson, who has …, called it"
			return who, true
		}
		return speaker{}, true
	}
	return speaker{}, false
}

// passive says whether a verb after this word tells what was done to somebody.
func passive(w string) bool {
	switch w {
	case "is", "are", "was", "were", "be", "been", "being":
		return true
	}
	return false
}

// describes says whether what follows a verb of saying is what is spoken of.
func describes(verb string) bool {
	switch verb[:min(len(verb), 6)] {
	case "charac", "descri", "called", "calls", "told", "tells", "bezeic":
		return true
	}
	return false
}

// before reads the subject that stands right before a verb.
func (s *state) before(p *passage, fields []string) speaker {
	k := len(fields)
	for k > 0 && says().aux[clean(fields[k-1])] {
		k--
	}
	if k == 0 {
		return speaker{}
	}
	if strings.HasSuffix(fields[k-1], ",") { // a clause ends here: the subject is further away
		return speaker{}
	}
	last := clean(fields[k-1])
	switch strings.ToLower(last) {
	case "he", "she", "er", "sie", "il", "elle", "él", "ella", "ele", "ela", "lui", "lei", "hij", "zij":
		return s.last
	case "it", "they", "es", "company", "firm", "vendor", "manufacturer", "supplier", "unternehmen", "hersteller", "entreprise", "empresa", "compañía", "azienda", "bedrijf", "spokesperson", "spokesman", "spokeswoman", "sprecher", "porte-parole", "portavoz":
		if who := p.partyIn(strings.Join(fields[max(0, k-6):k], " ")); who.known() {
			return who
		}
		return s.party
	}
	start := k
	for start > 0 && k-start < 6 && !strings.HasSuffix(fields[max(0, start-1)], ",") {
		start--
	}
	if who := p.partyIn(strings.Join(fields[start:k], " ")); who.known() && strings.Contains(strings.ToLower(strings.Join(fields[max(0, k-2):k], " ")), strings.ToLower(p.valueOf(who))) {
		return who
	}
	if capital(last) {
		return s.person(p, fields[:k])
	}
	return speaker{}
}

// valueOf gives how the passage writes a party.
func (p *passage) valueOf(who speaker) string {
	for i := range p.named {
		if p.named[i] == who {
			return p.values[i]
		}
	}
	return who.name
}

// person reads a person's name at the end of some words: the full name where
// the text has given it.
func (s *state) person(p *passage, fields []string) speaker {
	k := len(fields)
	start := k
	for start > 0 && k-start < 4 && capital(clean(fields[start-1])) && (start == k || !strings.HasSuffix(fields[start-1], ",")) {
		start--
	}
	name := make([]string, 0, 4)
	for _, f := range fields[start:k] {
		name = append(name, clean(f))
	}
	if len(name) == 0 {
		return speaker{}
	}
	if len(name) > 2 {
		name = name[len(name)-2:]
	}
	if full, ok := s.people[name[len(name)-1]]; ok {
		return full
	}
	for _, n := range p.fullNames() {
		if w := strings.Fields(n); w[len(w)-1] == name[len(name)-1] {
			return speaker{name: n}
		}
	}
	return speaker{name: strings.Join(name, " ")}
}

// phrase reads a speaker at the beginning of some words.
func (s *state) phrase(p *passage, fields []string) speaker {
	k := 0
	for k < len(fields) && k < 3 && isArticle(clean(fields[k])) {
		k++
	}
	if k >= len(fields) {
		return speaker{}
	}
	switch strings.ToLower(clean(fields[k])) {
	case "company", "firm", "vendor", "manufacturer", "unternehmen", "entreprise", "empresa", "azienda":
		return s.party
	case "he", "she":
		return s.last
	case "spokesperson", "spokesman", "spokeswoman", "representative":
		return p.partyIn(strings.Join(fields[k:min(len(fields), k+6)], " "))
	}
	end := k
	for end < len(fields) && end-k < 5 && capital(clean(fields[end])) {
		end++
		if strings.ContainsAny(fields[end-1][len(fields[end-1])-1:], ",.;:") {
			break
		}
	}
	if end == k {
		return p.partyIn(clean(fields[k]))
	}
	if who := p.partyIn(strings.Join(fields[k:end], " ")); who.known() {
		return who
	}
	return s.person(p, fields[:end])
}

func isArticle(w string) bool {
	switch strings.ToLower(w) {
	case "the", "a", "an", "ein", "eine", "der", "die", "das", "le", "la", "un", "une", "el", "los", "il", "lo", "de", "het":
		return true
	}
	return false
}

// owner reads whose statement is announced: "the company's statement",
// "Hikvision's reply".
func (s *state) owner(p *passage, sen sentence) speaker {
	for f := range strings.FieldsSeq(sen.bare) {
		if !strings.HasSuffix(strings.TrimRight(f, ".,:"), "’s") && !strings.HasSuffix(strings.TrimRight(f, ".,:"), "'s") {
			continue
		}
		w := clean(f)
		switch strings.ToLower(w) {
		case "company", "firm", "vendor", "manufacturer":
			return s.party
		}
		if who := p.partyIn(w); who.known() {
			return who
		}
		if full, ok := s.people[w]; ok {
			return full
		}
	}
	return p.partyIn(sen.bare)
}
