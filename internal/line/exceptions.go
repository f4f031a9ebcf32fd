package line

import "strings"

// This file knows what a word that nothing explains may still be, as the name of
// a place or a part of a code, and where words that are explained must not stand.

// inCode says whether token i is joined by a dash or slash to one with digits.
func (t *Text) inCode(i int) bool {
	joined := func(k int) bool { return k >= 0 && k+1 < len(t.Tokens) && (t.Between(k) == "-" || t.Between(k) == "/") }
	return joined(i) && t.Tokens[i+1].Digits > 0 || joined(i-1) && t.Tokens[i-1].Digits > 0
}

// apart says whether a segment ends between token i and the name after it.
func (p *wording) apart(i int) bool {
	for ; i < p.at; i++ {
		if p.parts(i) {
			return true
		}
	}
	return false
}

// measures says whether the number at token i counts or measures: "4MP", "x 4",
// "12 no.", "Qty 3".
func (p *wording) measures(i int) bool {
	word := p.t.Word(i)
	letters := strings.Trim(word, "0123456789")
	if letters != "" {
		return goods().of[letters]&unit != 0
	}
	if i+1 < p.to && p.counts(i+1) {
		return true
	}
	return i > p.from && p.counts(i-1)
}

func (p *wording) counts(i int) bool {
	return !p.t.Tokens[i].Wide && goods().of[p.t.Word(i)]&unit != 0
}

// namesPlace says whether the unexplained tokens [i, j) of the segment [a, b)
// may be the name of a place: "Oak Tree" before "Primary School", or, where a
// quantity or measure stands, whatever is written as a name in a segment of its own.
func (p *wording) namesPlace(a, i, j, b int, own bool) bool {
	named := !p.upper && j-i <= 3
	for k := i; k < j; k++ {
		named = named && p.t.Tokens[k].Upper
	}
	before := j < b && p.has(j, spot)
	switch {
	case own && i == p.end, before && i > a && !p.has(i-1, joint|spot|unit|given) && !(named && p.marked && i > p.end):
		return false
	case before:
		return named || j-i == 1 && !own
	case own && named && p.marked && j == b && p.has(i-1, spot):
		return true // "Acme 4MP dome, colegio San José"
	}
	switch {
	case p.coded && !own:
		return true // "Acme E5785 router, feltkontor"
	case p.coded && i > p.end:
		return named && p.marked && j-i == 1
	}
	return named && p.marked && !own && i == a && j == b && (i > p.from || j-i > 1)
}

// codeBeside says whether a code stands right after the name or right before it.
func (p *wording) codeBeside() bool {
	t := p.t
	if p.end < p.to && strings.TrimSpace(t.Between(p.end-1)) == "" && t.looksLikeModel(p.end) {
		return true
	}
	i := p.at - 1
	for i > p.from && (t.Between(i-1) == "-" || t.Between(i-1) == "/") {
		i--
	}
	return i >= p.from && strings.TrimSpace(t.Between(p.at-1)) == "" && t.looksLikeModel(i)
}

// looksLikeModel says whether a code begins at token i that has letters, two
// digits or more, and four characters or more, and is no measure: "E5785",
// "IPC-T54", and neither "5G" nor "16ch".
func (t *Text) looksLikeModel(i int) bool {
	letters, digits := 0, 0
	for ; i < len(t.Tokens); i++ {
		tok := t.Tokens[i]
		if measure := strings.Trim(t.Word(i), "0123456789"); tok.Wide || tok.Digits > 0 && measure != "" && goods().of[measure]&unit != 0 {
			return false
		}
		digits += tok.Digits
		letters += tok.End - tok.Start - tok.Digits
		if gap := t.Between(i); gap != "-" && gap != "/" {
			break
		}
	}
	return letters > 0 && digits > 1 && letters+digits > 3
}

// lacks says whether token i denies something of the goods and not of the name:
// "Acme dome, not working", "Acme recorder without disk".
func (p *wording) lacks(i, b int, own bool) bool {
	switch p.t.Word(i) {
	case "not", "no", "without", "w", "ohne", "kein", "keine", "sans", "sin", "senza", "sem", "zonder", "bez", "без":
		return i+1 < b && p.has(i+1, thing|feature) && (!own || i > p.end)
	}
	return false
}

// misplaced says whether an explained token of the name's own segment stands
// where it makes a sentence, or another firm, of the phrase.
func (p *wording) misplaced(a, i int) bool {
	s := p.is[i-p.from]
	switch {
	case s&given != 0:
		return false
	case s&estate != 0 && i == p.end:
		return true // "Acme Restaurant"
	case s&thing != 0 || s&(work|article) == 0 && p.t.Word(i) != "to":
		return false
	case s&article != 0 && s&^article == 0: // "at the gate", not "the Acme domes"
		return i == a || !p.has(i-1, joint) || i < p.at
	case i < p.at: // "school to replace Acme"
		for k := a; k < i; k++ {
			if p.has(k, spot) {
				return true
			}
		}
	case i == p.end && p.t.Word(i) == "to" && i+1 < p.to && p.has(i+1, work): // "Acme to supply"
		return true
	}
	return false
}

// topic says whether the wording speaks of such things at large and counts none:
// "Acme cameras in school toilets".
func (p *wording) topic() bool {
	for i := p.from; i < p.to; i++ {
		if p.trades || p.t.Tokens[i].Digits > 0 {
			return false
		}
	}
	for i := p.end; i+1 < p.to && !p.parts(i-1); i++ {
		if p.has(i, thing) && strings.HasSuffix(p.t.Word(i), "s") && !p.parts(i) && p.has(i+1, joint) {
			_, ok := p.t.ProductAt(i)
			return ok
		}
	}
	return false
}

// agreements are words for what is signed about things, and is none itself.
var agreements = map[string]bool{
	"contract": true, "contracts": true, "agreement": true, "framework": true, "tender": true, "contrat": true, "contrato": true, "contratto": true,
	"vertrag": true, "wartungsvertrag": true, "servicevertrag": true, "umowa": true, "avtal": true, "onderhoudscontract": true,
}

// slight says whether what is odd is only written as names are, in a phrase with
// a number: it may be the thing's own name ("Acme Latitude 5420").
func (p *wording) slight() bool {
	number := false
	for i := p.from; i < p.to; i++ {
		if agreements[p.t.Word(i)] {
			return false // what is bought is work on somebody's things
		}
		number = number || p.t.Tokens[i].Digits > 0
	}
	for _, i := range p.odd {
		number = number && (p.t.Tokens[i].Upper || strings.ToLower(p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End)) != p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End))
	}
	return number && !p.upper
}

// likely says whether the wording is much like goods all the same, or like the
// name of a firm that bears the maker's: "Acme Polska Sp. z o.o.".
func (p *wording) likely() bool {
	return p.marked || p.coded || len(p.odd) == 1 && p.namesGoods() || p.firm()
}

// legalForms end the names of firms.
var legalForms = set(`ltd limited inc llc plc corp corporation co gmbh ag ab as sa sas srl spa bv nv sarl oy aps kg zoo ooo ооо оао зао тов pty pte kft sro doo`)

// firm says whether nothing but words written as names are, and a legal form,
// stand in the wording.
func (p *wording) firm() bool {
	form := false
	for i := p.from; i < p.to; i++ {
		tok := p.t.Tokens[i]
		form = form || legalForms[p.t.Word(i)] || p.t.Word(i) == "sp"
		if !tok.Upper && tok.Digits == 0 && tok.End-tok.Start > 2 && p.is[i-p.from]&given == 0 {
			return false
		}
	}
	return form && !p.upper
}
