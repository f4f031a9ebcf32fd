package line

import (
	"strings"
	"sync"
)

// A line of an inventory is a phrase of nouns: "Hikvision dome camera x4, hall".
// Where it is a sentence instead, a plain name may be there for any reason, and
// no list of phrases foresees them all. This file tells the two apart, by the
// small words that no sentence does without rather than by what it says.

// sentenceWords are auxiliaries, pronouns and the like, and words of talk and
// of doubt, which do not stand in a list of goods. Folded, by language; one
// that is also an abbreviation or a point of the compass is left out.
const sentenceWords = `
	is are was were be been being am has have had having does did do will would shall should must can could might ought
	we our us they their them it its my you your he she his her who whom whose why how what whether that this these those there
	not none never nothing nobody if unless because although than cannot isn aren wasn won
	ist sind war waren wird werden wurde wurden hat haben hatte muss mussen soll sollen sollte darf durfen kann konnen konnte wir uns unser unsere sie nicht dass ob wenn es
	est sont etait etaient sera seront ont avait doit doivent peut peuvent nous vous notre nos ils elles qui que
	son fue fueron seran han hay debe deben deberan puede pueden podran quedan queda nuestro nuestra cuyo estan
	sono saranno hanno deve devono puo possono nostro nostra che viene vengono
	sao foi foram serao tem devem pode podem nosso nossa
	zijn werd wordt worden heeft hebben moet moeten mag mogen wij onze
	jest byl byla byly bedzie beda zostal zostaly zostanie zostana moze moga musi nasz ktore sie
	jsou bude budou nesmi lze nelze ktere
	olan degil haric disinda yasak edilir edilecek edildi edilmez olamaz
	был была были быть будет будут должен должна должны является это этот кроме крім окрім буде будуть був є повинен повинні
	لا ليس ليست لن لم يجب ممنوع باستثناء عدا غير بدون يمنع يحظر تم كان
	לא אין אסור למעט ללא מלבד שאינו שאינם היה יש הוסרו
	tbc tba alleged allegedly contested disputed unclear unsure unconfirmed klaren verifier verificar verificare
	training webinar seminar workshop news headline headlines article podcast petition survey study exam voucher magazine subscription consultancy question answer press campaign protest
	inquiry debate minister ministers parliament senate lawsuit court ruling spokesman spokesperson shares investors subsidiary advice information knowledge holds former versus alongside
	schulung lehrgang nachrichten studie umfrage formations stage actualites enquete curso formacion noticias corso formazione notizie cursus opleiding nieuws szkolenie skoleni egitim haber обучение курс новости навчання دورة تدريب הדרכה
	scrap scraps scrapped scrapping ditch ditches ditched ditching dump dumps dumped drop drops dropped tear tears torn tore axe axes axed shun shuns shunned snub snubs boycott boycotts purge purged oust ousted bar bars barred outlaw outlawed
	substitute rival clone flaw hacking deal scrutiny alleges defends unerwunscht hayir нет ні against contre gegen contra contro tegen przeciw proti karsi против проти ضد נגד את הסירה הסרת הסיר تزيل إزالة أزالت
	avoided avoid disposal disposed dispose removal removed skip skipped weee recycled unacceptable review audit risk risks assessment investigation consultation protests protestuje
	refuse refuses refused abandon abandoned abandons left gone quit retire retired steer shunning opted moved stopped ceased swapped phased pulled`

// sentenceStems begin words that speak of refusing or taking away.
const sentenceStems = `decommission dismantl discontinu disqualif verzicht abgebaut abgeschafft entfernt untersag retirad rechaz dismess rimoss abandonn retire supprim verwijder afgewezen niedopuszcz wylacz usuniet wycof vylouc vylucen nepripust zakaz odstran
	kabuledil yasakl запрещ заборон исключ виключ недопуст демонт`

// sentenceEnds end words that are verbs of a rule: Spanish futures, Turkish
// denials. The word must be longer than the ending by four letters.
const sentenceEnds = `aran iran mayacak meyecek mayacaktir meyecektir ilmedi ilmeyen ilmez`

// wideSentence are what makes a sentence, or a denial, of a run of a script
// without spaces.
const wideSentence = `不 禁 非 除 勿 决定 決定 拒 撤去 撤销 철거 반대 퇴출 淘汰 停用 严防 培训 新闻 しない ない です ます した こと 研修 않 제외 금지 니다 한다 없 했다 된다 교육`

// assetNouns are words for goods beside those that name a product.
const assetNouns = `ltd limited inc corp corporation gmbh made china prc hangzhou shenzhen zhejiang kit kits system systems sys unit units device devices equipment hardware gear model set oem label version licence license licences security video analytics tvcc cctv vss lens hdd terminal terminals sensor sensors
	panel station watch laptop notebook board controller encoder decoder host hub card charger battery antenna installation ip poe megapixel mp wifi 4g 5g lte network solution series storage site audio speaker microphone
	anlage system gerat gerate systeme appareil materiel equipement equipo equipos sistema aparato dispositivo impianto apparato installatie systeem apparaat sprzet urzadzenie urzadzenia system zarizeni cihaz cihazi sistem sistemi
	система устройство оборудование комплект обладнання пристрій комутатор كاميرا كاميرات جهاز مسجل נתב מצלמה מצלמת מצלמות אבטחה מקליט`

// alternatives join two names of which one is meant.
const alternatives = `or oder ou o of lub albo nebo anebo veya или либо або או أو`

type sentenceLexicon struct {
	words, nouns, or   map[string]bool
	stems, ends, wides []string
}

var sentences = sync.OnceValue(func() *sentenceLexicon {
	return &sentenceLexicon{
		words: set(sentenceWords), nouns: set(assetNouns), or: set(alternatives),
		stems: strings.Fields(sentenceStems), ends: strings.Fields(sentenceEnds), wides: strings.Fields(wideSentence),
	}
})

// doubtSentences doubts plain names that stand in a sentence and not in a
// phrase of goods, and names of which the text says that it is one or another.
// A number beside a name speaks for itself and is left alone.
func (t *Text) doubtSentences(ms []Mention) {
	s := scope{t: t, w: words(), ms: ms}
	for k := range ms {
		m := &ms[k]
		if m.Number || m.Told || m.Stance != Plain || m.Doubted || k+1 < len(ms) && ms[k+1].Number && s.link(k, k+1) == adjacent {
			continue
		}
		if t.partOfCode(m) {
			m.Doubted = true
			continue
		}
		if t.takesPlace(m, ms) {
			continue
		}
		from, to := t.sentence(m)
		m.Doubted = t.speaks(m, from, to, ms) || t.answersNone(from, to) || t.definite(m, from) || !t.besideGoods(m, from, to, ms)
	}
	for k := 0; k+1 < len(ms); k++ {
		a, b := &ms[k], &ms[k+1]
		if a.Stance != Plain || b.Stance != Plain || a.Number || b.Number || a.Told || b.Told || a.Start == b.Start || s.link(k, k+1) == apart {
			continue
		}
		for i := t.At(a.End); i < len(t.Tokens) && t.Tokens[i].End <= b.Start; i++ {
			if sentences().or[t.Word(i)] {
				a.Doubted, b.Doubted = true, true
			}
		}
	}
}

// sentence gives the tokens [from, to) of the sentence around a mention.
func (t *Text) sentence(m *Mention) (from, to int) {
	from = min(t.At(m.Start), len(t.Tokens)-1)
	to = from + 1
	for from > 0 && !t.endsClause(from-1) && !strings.Contains(t.Between(from-1), "\n") {
		from--
	}
	for to < len(t.Tokens) && !t.endsClause(to-1) && !strings.Contains(t.Between(to-1), "\n") {
		to++
	}
	return from, to
}

// speaks says whether one of the tokens makes a sentence of them.
func (t *Text) speaks(m *Mention, from, to int, ms []Mention) bool {
	l := sentences()
	for i := from; i < to; i++ {
		if strings.Contains(t.Between(i), "?") {
			return true
		}
		word := t.Word(i)
		if t.Tokens[i].Wide {
			for _, w := range l.wides {
				if strings.Contains(strings.ReplaceAll(word, "不锈", ""), w) {
					return true
				}
			}
			continue
		}
		if l.words[word] && !t.mentioned(i, ms) && !(word == "not" && t.commaBetween(i, m)) || word == "may" && !t.Tokens[i].Upper {
			return true
		}
		for _, stem := range l.stems {
			if strings.HasPrefix(word, stem) {
				return true
			}
		}
		for _, end := range l.ends {
			if len(word) >= len(end)+4 && strings.HasSuffix(word, end) {
				return true
			}
		}
	}
	return false
}

// commaBetween says whether a comma parts token i from a mention: "not
// recording, Acme dome" denies the recording, "Bolt mount, not Acme" the other.
func (t *Text) commaBetween(i int, m *Mention) bool {
	if t.Tokens[i].End < m.Start {
		return strings.ContainsAny(t.Fold[t.Tokens[i].End:m.Start], ",(")
	}
	return m.End < t.Tokens[i].Start && strings.ContainsAny(t.Fold[m.End:t.Tokens[i].Start], ",(")
}

// takesPlace says whether a mention is what something named as unwanted gives
// way to: "replace all Acme with Bolt".
func (t *Text) takesPlace(m *Mention, ms []Mention) bool {
	i := t.At(m.Start) - 1
	for i > 0 && words().offers[t.Word(i)] && !words().pivots[t.Word(i)] {
		i--
	}
	if i < 0 || !words().pivots[t.Word(i)] {
		return false
	}
	from, to := t.sentence(m)
	for k := range ms {
		if at := t.At(ms[k].Start); ms[k].Stance == Excluded && at >= from && at < to {
			return true
		}
	}
	return false
}

// partOfCode says whether a short name is joined to a small number, as in a
// code of somebody else's: "ABC-12".
func (t *Text) partOfCode(m *Mention) bool {
	i := t.At(m.End-1) + 1
	if m.End-m.Start > 4 || i >= len(t.Tokens) || t.Fold[m.End:t.Tokens[i].Start] != "-" {
		return false
	}
	size := t.Tokens[i].End - t.Tokens[i].Start
	return size < 4 && t.Tokens[i].Digits == size
}

// mentioned says whether a token belongs to one of the mentions.
func (t *Text) mentioned(i int, ms []Mention) bool {
	for k := range ms {
		if t.Tokens[i].Start >= ms[k].Start && t.Tokens[i].End <= ms[k].End {
			return true
		}
	}
	return false
}

// answersNone says whether the sentence counts none, or ends as a form does that
// has nothing to report: "Acme cameras owned: 0", "Acme NO".
func (t *Text) answersNone(from, to int) bool {
	for i := from; i < to; i++ {
		gap := t.before(i)
		if w := t.Word(i); w == "nil" || w == "0" && !strings.HasSuffix(gap, ".") && !strings.HasSuffix(gap, ",") && !strings.HasPrefix(t.Between(i), ".") && !strings.HasSuffix(gap, "/") {
			return true
		}
	}
	if to-2 < from {
		return false
	}
	switch t.Word(to - 1) {
	case "no":
		return t.Tokens[to-2].Digits == 0
	case "zero", "n", "nein", "non", "nee", "nie", "keine", "aucun", "ninguna", "nessuna", "geen", "brak":
		return strings.ContainsAny(t.Between(to-2), ":=?")
	}
	return false
}

// definite says whether an article stands before the name, with at most a word
// for goods between: "the Acme cameras", "les caméras Acme". A list of goods
// names them without.
func (t *Text) definite(m *Mention, from int) bool {
	i := t.At(m.Start) - 1
	if i >= from && i >= 0 {
		if _, ok := t.ProductAt(i); ok || sentences().nouns[t.Word(i)] {
			i--
		}
	}
	if i < from || i < 0 {
		return false
	}
	switch t.Word(i) {
	case "the", "der", "die", "das", "den", "dem", "des", "les", "las", "los", "gli", "het", "all", "any", "toutes", "todas", "tutte", "alle", "wszystkie":
		return true
	}
	return false
}

// besideGoods says whether a word for goods stands by the name, or too few
// other words stand in its sentence to make one of them.
func (t *Text) besideGoods(m *Mention, from, to int, ms []Mention) bool {
	at, end := t.At(m.Start), t.At(m.End-1)+1
	others := 0
	for i := from; i < to; i++ {
		if i >= at && i < end && !t.Tokens[i].Wide || t.mentioned(i, ms) {
			continue
		}
		if i >= at-5 && i < end+6 {
			if _, ok := t.ProductAt(i); ok || sentences().nouns[t.Word(i)] || words().accessories[t.Word(i)] || compound(t.Word(i)) {
				return true
			}
		}
		if tok := t.Tokens[i]; !tok.Wide && tok.Digits == 0 && tok.End-tok.Start > 2 {
			others++
		}
	}
	return others < 2
}

// compound says whether a word is made of another and one for a product, as
// German and Dutch make them: "Buitencamera".
func compound(word string) bool {
	for _, end := range [...]string{"camera", "camera's", "kamera", "kameras", "cameras", "recorder", "rekorder", "switch", "router", "funkgerat", "gerat", "anlage", "systeem", "system", "telefon"} {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
