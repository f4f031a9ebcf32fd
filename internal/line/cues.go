package line

import (
	"strings"
	"sync"
)

// A cueKind says what a phrase does to the makers named near it.
type cueKind uint8

const (
	excludesNext   cueKind = iota + 1 // "excluding X": at most a few words between
	deniesNext                        // "not X": only words of offering between
	excludesBefore                    // "X not accepted"
	replaces                          // "replace X with Y", "X durch Y ersetzen", "X replaced by Y"
	comparesNext                      // "compatible with X", "similar to X"
	comparesBefore                    // "X-compatible"
	comparesEither                    // "compatible X", "X compatible"
	formerNext                        // "formerly X"
	opensBefore                       // "X or equivalent"
	doubtsNext                        // "possibly X"
)

// phrases lists the cues, folded, one kind a row. English, German, French,
// Spanish, Portuguese, Italian, Dutch, Polish, Welsh, Russian; Chinese and
// Japanese stand in widePhrases.
var phrases = map[cueKind]string{
	excludesNext: `excluding|excl|w/o|exclude|excludes|exclusion of|except|except for|excepting|other than|anything but|apart from|with the exception of|
		instead of|in place of|in lieu of|rather than|as opposed to|reject|rejects|rejecting|free of|free from|prohibits|prohibit|bans|banning|ban on|ban of|avoid|avoiding|
		remove|removing|removal of|decommission|decommissioning|decommissioning of|dispose of|disposal of|strip out|stripping out|phase out|
		phasing out|rip out|absence of|absent|upgrade from|migrate from|migration from|take down|taking down|to replace existing|in replacement of|
		no longer|never|andere als|anderer als|ausgenommen|ausser|mit ausnahme von|anstatt|anstelle von|anstelle|statt|ausschluss von|demontage|entfernung|ruckbau|
		autres que|autre que|hors|absence de|abwesenheit von|frei von|sauf|hormis|excepte|a l'exclusion de|a l'exception de|au lieu de|a la place de|en remplacement de|en remplacement des|depose de|depose des|
		que no sean|que no sea|distinto de|distintas de|diferente de|excepto|salvo|excluyendo|se excluye|se excluyen|excluir|a excepcion de|en lugar de|en vez de|retirada de|retirar|exceto|excluindo|com excecao de|em vez de|em lugar de|
		remocao de|remover|diverso da|diversi da|diverse da|escluso|esclusi|eccetto|tranne|ad eccezione di|ad esclusione di|al posto di|invece di|rimozione di|rimuovere|
		anders dan|andere dan|behalve|uitgezonderd|met uitzondering van|in plaats van|verwijderen van|verwijdering van|z wyjatkiem|oprocz|zamiast|wylaczajac|
		inne niz|inny niz|inna niz|nie dopuszcza sie|nie dopuszcza|nie akceptujemy|demontaz|ac eithrio|heblaw|yn lle|кроме|за исключением|вместо|исключая|демонтаж`,
	deniesNext: `not|no|non|nor|neither|without|cannot|don't|doesn't|isn't|aren't|mustn't|zero|nicht|kein|keine|keinen|keiner|keinem|keinerlei|ohne|weder|
		pas|pas de|aucun|aucune|sans|ni|jamais|sin|ningun|ninguna|nunca|sem|nao|nenhum|nenhuma|senza|nessun|nessuna|niente|
		geen|niet|zonder|bez|nie|zadnych|zaden|nid|dim|heb|ddim|не|без|никаких`,
	excludesBefore: `not accepted|not acceptable|not permitted|not allowed|not approved|not considered|not be accepted|not be considered|not be used|
		not to be used|not be offered|not wanted|not required|not suitable|not compliant|
		rejected|is rejected|are rejected|be rejected|not supplied|not offered|not installed|not used|not fitted|not included|is banned|are banned|banned|prohibited|is prohibited|are prohibited|excluded|is excluded|are excluded|forbidden|disallowed|unacceptable|
		removed|to be removed|decommissioned|stripped out|taken out|to be disposed|withdrawn|phased out|free|
		nicht zugelassen|nicht erlaubt|nicht zulassig|nicht gestattet|ausgeschlossen|verboten|unzulassig|demontiert|
		exclu|exclus|exclue|exclues|interdit|interdits|interdite|interdites|non accepte|non acceptes|non admis|pas admis|pas admise|pas acceptes|pas accepte|pas autorise|pas autorises|prohibe|depose|deposes|
		excluido|excluidos|excluida|excluidas|prohibido|prohibidos|no admitido|no admitidos|no se admite|no se admiten|no se aceptan|no aceptado|
		proibido|proibidos|nao aceite|nao aceites|nao permitido|nao admitido|vietato|vietati|escluso|esclusi|esclusa|escluse|non ammesso|non ammessi|non accettato|
		uitgesloten|niet toegestaan|verboden|wykluczone|wykluczony|niedozwolone|zabronione|ni dderbynnir|не допускается|не допускаются|запрещено|исключено`,
	replaces: `rip and replace|replace|replaces|replacing|replaced|replacement of|replacement for|replacements for|to be replaced|supersedes|superseding|swap|swapping|swap out|swapped|exchange|substitute for|migrate|migrating|convert|
		austausch|sostituzione|sustitucion|substituicao|remplacement|vervanging|ersetzen|ersetzt|ersatz von|ersatz fur|austausch von|austausch der|austauschen|ausgetauscht|remplacer|remplacement de|remplacement des|remplacement du|remplace|remplaces|
		sustituir|sustitucion de|sustituido|sustituidos|reemplazar|reemplazo de|substituir|substituicao de|substituido|substituidos|
		sostituire|sostituzione di|sostituzione delle|sostituzione dei|sostituito|sostituiti|sostituite|vervangen|vervang|vervanging van|wymiana|zamiana|zamienic|wymienic|wymieniono|zastapic|zastapienie|
		disodli|amnewid|заменить|замена|заменены`,
	comparesNext: `works alongside|alongside|compatible with|compatibility with|compatible to|compatible for|works with|work with|working with|for use with|use with|interoperable with|integrates with|integrate with|
		integrated with|integration with|interfaces with|interface to|suitable for|suits|to suit|fits|to fit|designed for|connects to|connect to|connecting to|connected to|supports|support for|
		supporting|like|similar to|equivalent to|equal or better than|equal to or better than|as good as|training on|training for|training in|course on|schulung fur|schulung zu|formation sur|curso de|equal to|comparable to|alternative to|alternatives to|in the style of|type of|versus|vs|better than|unlike|compared to|compared with|
		in addition to existing|onto existing|with existing|to existing|in conjunction with|
		kompatibel mit|kompatibel zu|passend fur|passend zu|geeignet fur|vergleichbar mit|ahnlich wie|gleichwertig zu|arbeitet mit|
		compatible avec|compatibles avec|adapte a|adaptee a|equivalent a|equivalente a|similaire a|comparable a|fonctionne avec|
		compatible con|compatibles con|funciona con|adecuado para|similar a|comparable con|alternativa a|compativel com|compativeis com|funciona com|adequado para|
		compatibile con|compatibili con|adatto a|adatto per|simile a|funziona con|compatibel met|geschikt voor|werkt met|vergelijkbaar met|gelijkwaardig aan|
		kompatybilny z|kompatybilna z|kompatybilne z|zgodny z|zgodne z|wspolpracuje z|pasuje do|odpowiednik|yn gydnaws a|addas ar gyfer|совместим с|совместимый с|совместимые с|совместимая с|аналог`,
	comparesBefore: `kompatibel|compatibles|compatibile|compatibili|compativel|compatibel|kompatybilny|kompatybilne|compliant|совместимый|compatibility|style|type|typ|like|lookalike|equivalent to be offered`,
	comparesEither: `compatible`,
	formerNext:     `successor to|successor of|nachfolger von|successeur de|sucesor de|formerly|formerly known as|previously|previous|prior|predecessor|vorganger|precedent|anterior|precedente|fka|f/k/a|ex|once|originally branded|ehemals|fruher|vormals|anciennement|precedemment|antes|antiguamente|anteriormente|precedentemente|gia|voorheen|dawniej|poprzednio|gynt|ранее|бывший`,
	doubtsNext: `possibly|maybe|perhaps|probably|presumably|suspected|suspected to be|suspect|might be|may be|could be|thought to be|believed to be|appears to be|looks like|
		vermutlich|moglicherweise|wohl|eventuell|peut-etre|probablement|quizas|quiza|posiblemente|probablemente|talvez|possivelmente|forse|probabilmente|misschien|waarschijnlijk|mogelijk|byc moze|prawdopodobnie|efallai|возможно`,
	opensBefore: `or equivalent|or equivalents|or equal|or equals|or approved equal|or approved equivalent|or approved|or similar|or similar approved|equal or approved|equal and approved|or alike|
		or comparable|or better|or suitable alternative|or alternative|or an equivalent|and equivalent|or functional equivalent|
		oder gleichwertig|oder gleichwertiges|oder gleichwertige|oder vergleichbar|oder ahnlich|oder aquivalent|o a|o glw|od glw|
		ou equivalent|ou equivalents|ou equivalente|ou equivalentes|ou similaire|ou similaires|ou techniquement equivalent|ou similar|
		o equivalente|o equivalentes|o similar|o similares|o equivalenti|o simile|o simili|of gelijkwaardig|of gelijkwaardige|of vergelijkbaar|of equivalent|
		lub rownowazny|lub rownowazne|nebo ekvivalent|nebo ekvivalentni|nebo rovnocenny|veya muadili|veya esdegeri|veya dengi|equal approved|equal or similar|або еквівалент|або аналог|أو ما يعادله|أو ما يعادلها|أو ما يعادل|או שווה ערך|lub rownowazna|lub podobny|neu gyfwerth|neu debyg|neu gyfatebol|или эквивалент|или аналог`,
}

// widePhrases are cues in scripts without spaces, looked for inside a token.
var widePhrases = []struct {
	text string
	kind cueKind
}{
	{"不包括", excludesNext},
	{"不得使用", excludesNext},
	{"不得提供", excludesNext},
	{"不得采用", excludesNext},
	{"不使用", excludesNext},
	{"不含", excludesNext},
	{"禁止", excludesNext},
	{"拆除", excludesNext},
	{"除了", excludesNext},
	{"代替", excludesNext},
	{"取代", excludesNext},
	{"以外", excludesBefore},
	{"除外", excludesBefore},
	{"替换", replaces},
	{"更换", replaces},
	{"替換", replaces},
	{"更換", replaces},
	{"兼容", comparesEither},
	{"相容", comparesEither},
	{"适用于", comparesNext},
	{"支持", comparesNext},
	{"接入", comparesNext},
	{"类似", comparesNext},
	{"原名", formerNext},
	{"或同等", opensBefore},
	{"或等同", opensBefore},
	{"或相当", opensBefore},
	{"を除く", excludesBefore},
	{"以外の", excludesBefore},
	{"互換", comparesEither},
	{"対応", comparesBefore},
	{"または同等", opensBefore},
	{"또는 동등", opensBefore},
	{"호환", comparesEither},
	{"제외", excludesBefore},
}

// gone say of a thing that it is there no more. Folded stems.
const gone = `weee recycled dispos scrapp decommission writtenoff stolen entsorg verschrott ausgemustert reforme rebut desguaz dismess rottama afgevoerd utyliz zlikwid списан утилиз`

// pivots part what is replaced from what replaces it.
const pivots = `with by to for durch gegen mit par avec por con com da door met na przez gyda на 为 成 為 用`

// contrasts end the reach of a cue: what follows is wanted.
const contrasts = `but only instead use uses install provide supply fit offer offering aber sondern nur mais seulement uniquement pero solo sino mas apenas ma solamente maar alleen ale tylko ond preferred required wanted proposed`

// offers may stand between a denial and the name it denies.
const offers = `any a an the of by from to be made manufactured produced sourced branded brand brands use used using offer offers offering offered supply supplied supplying quote propose proposed proposing provide provided providing
	under section 889 5949 such as listed named covered restricted companies company firms entities parties ndaa eg like component components komponenten bauteile teile composants composant componentes componenti componenten czesci parts technology goods items part
	install installed installing accept accepted include includes including contain contains buy bought purchase purchased order specify chinese china new more further such
	make makes marque marques marcas marken merken marki manufacturer manufacturers vendor vendors supplier suppliers equipment products product devices cameras camera cctv nvr recorders recorder von der die das den dem des hersteller marke fabrikat anbieten verwenden einsetzen produkte gerate kameras
	de du la le les d l marque materiel produits cameras fabrique fabriques par marca marcas equipos equipo camaras productos del los las il lo gli i da di dei delle prodotti telecamere
	van het een merk producten camera's od z marki produktow kamer produkty or and nor und et y e ou o oder of lub ani neither either`

// connectors join the members of a list of names.
const connectors = `and or nor und oder et ou y e o u en of i lub ani oraz a neu ac и или as well
	camera cameras equipment products product devices device cctv nvr nvrs dvr dvrs recorder recorders brand branded brands kit systems system technology hardware
	kameras kamera gerate produkte camaras equipos telecamere prodotti apparecchi producten kamery caméras dome domes bullet bullets ip existing all old any`

// accessories, before "for", name a thing that only goes with what follows.
const accessories = `bracket brackets mount mounts mounting adaptor adapter adapters plate backbox box psu supply supplies charger chargers battery batteries cable cables lead leads lens housing housings case cases cover covers
	stand antenna aerial licence license licences licenses plugin plug-in driver drivers software app mic microphone earpiece earpieces headset holster clip cradle dock spare spares parts part kit hdd
	cabling wiring conduit trunking ducting pole column cabinet enclosure bracketry ups tray keyboard joystick injector verkabelung cablage cableado cablaggio bekabeling okablowanie
	halterung wandhalter netzteil akku kabel gehause support boitier alimentation chargeur batterie soporte fuente cargador bateria carcasa staffa supporto alimentatore custodia batteria beugel voeding lader accu uchwyt zasilacz`

// unitsBeforeNo are words after which "no" means number.
const unitsBeforeNo = `serial model part item ref reference asset po order cat catalogue lot tag id stock drawing phone tel job line unit channel section clause sn account policy contract`

// formerGlue may stand between "formerly" and the name.
const formerGlue = `known as called branded the a`

type lexicon struct {
	cues                                                                    map[string][]cue // by first token
	pivots, contrasts, offers, connectors, accessories, numbers, former, or map[string]bool
	rules, gone                                                             []string
}

type cue struct {
	tokens []string
	kind   cueKind
}

// words is built once, on first use, and never changes.
var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{
		cues: map[string][]cue{}, pivots: set(pivots), contrasts: set(contrasts), offers: set(offers),
		connectors: set(connectors), accessories: set(accessories), numbers: set(unitsBeforeNo), former: set(formerGlue), or: set(alternatives), rules: strings.Fields(rules), gone: strings.Fields(gone),
	}
	for kind, rows := range phrases {
		for p := range strings.SplitSeq(rows, "|") {
			t := New(strings.TrimSpace(p))
			c := cue{kind: kind}
			for i := range t.Tokens {
				c.tokens = append(c.tokens, t.Word(i))
			}
			if len(c.tokens) > 0 {
				l.cues[c.tokens[0]] = append(l.cues[c.tokens[0]], c)
			}
		}
	}
	return l
})

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[New(w).Fold] = true
	}
	return m
}
