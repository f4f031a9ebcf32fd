package line

import (
	"strings"
	"sync"
)

// A Product says what a thing is and its class in law ("video_surveillance",
// "telecom", "other"); both are empty when no word tells.
type Product struct{ Kind, Class string }

// Classes of products.
const (
	Video   = "video_surveillance"
	Telecom = "telecom"
	Other   = "other"
)

// products lists the words for each kind of product, folded, in many languages.
// A longer phrase outranks a shorter one, and a kind that stands earlier here
// outranks a later one ("camera power supply" is a power supply).
var products = []struct {
	kind, class, phrases string
}{
	{"body_worn_camera", Video, `body worn camera|body worn video|bodycam|body cam|bodycams|bwc|bwv|body camera|camera pieton|camaras corporales|korperkamera`},
	{"anpr_camera", Video, `anpr|alpr|lpr|number plate recognition|licence plate|license plate|anpr camera|kennzeichenerkennung|lettura targhe|matriculas|lapi`},
	{"uas", Other, `drone|drones|uas|uav|quadcopter|quadrocopter|drohne|multicopter|dron|dronen|无人机|dronau|квадрокоптер|дрон`},
	{"nvr", Video, `nvr|nvrs|network video recorder|netzwerkvideorekorder|netwerkrecorder|grabador de red|enregistreur reseau|videoregistratore di rete|rejestrator sieciowy|网络录像机|网络硬盘录像机`},
	{"dvr", Video, `dvr|dvrs|xvr|hvr|digital video recorder|video recorder|recorder|recorders|rekorder|videorekorder|festplattenrekorder|enregistreur|enregistreur numerique|grabador|grabadora|videograbador|gravador|videoregistratore|videorecorder|rejestrator|录像机|硬盘录像机|видеорегистратор|регистратор|レコーダー|recordydd|녹화기`},
	{"software", Video, `vms|video management|video management software|videomanagement|logiciel de gestion video`},
	{"intercom", Other, `intercom|door station|door stn|doorstation|door entry|door entry panel|video door phone|videodeurbel|turstation|sprechanlage|gegensprechanlage|videosprechanlage|interphone|visiophone|portier|portero|videoportero|videoporteiro|videocitofono|citofono|wideodomofon|domofon|intercomunicador|对讲|门口机|домофон|インターホン|indoor monitor|porter video`},
	{"doorbell", Video, `doorbell|video doorbell|turklingel|sonnette video|timbre|campanello|deurbel`},
	{"thermal_camera", Video, `thermal camera|thermal imager|thermal imaging camera|warmebildkamera|camera thermique|camara termica|telecamera termica|热像仪|тепловизор`},
	{"ip_camera", Video, `camera|cameras|cam|cams|cctv camera|ip camera|network camera|dome|domes|turret|turrets|bullet|bullets|ptz|ptzs|speed dome|speed domes|speeddome|fisheye|fisheyes|eyeball|eyeballs|box camera|webcam|imager|cctv|kamera|kameras|uberwachungskamera|netzwerkkamera|ip kamera|domkamera|domekamera|bulletkamera|camara|camaras|camara ip|camera ip|videocamera|videocamere|telecamera|telecamere|camara domo|domo|cameradome|bewakingscamera|kamery|kamera kopulkowa|kamera tubowa|camerau|teledu cylch cyfyng|摄像机|摄像头|攝影機|球机|枪机|半球|监控|камера|камеры|видеокамера|カメラ|ネットワークカメラ|카메라|κάμερα|videovigilancia|videosurveillance|videosorveglianza|videouberwachung|surveillance|kamerow|kameralar|kamery ip|valvontakamera|overvakningskamera|kaamera`},
	{"access_control", Other, `access control|access controller|door controller|card reader|reader|readers|proximity reader|fingerprint reader|face terminal|facial terminal|face recognition terminal|keypad|turnstile|zutrittskontrolle|zutrittsleser|kartenleser|leser|controle d'acces|lecteur|lecteur de badges|control de acceso|lector|controllo accessi|lettore|controle de acesso|leitor|toegangscontrole|kaartlezer|kontrola dostepu|czytnik|门禁|考勤机|устройство контроля доступа|считыватель`},
	{"alarm", Other, `intruder alarm|alarm panel|intrusion panel|alarmanlage|centrale d'alarme|pir|pir detector|motion detector|burglar alarm|central de alarma`},
	{"handheld_radio", Telecom, `two way radio|two-way radio|handheld radio|portable radio|handheld|hand portable|walkie talkie|walkie-talkie|radio|radios|tetra radio|dmr radio|tetra|dmr|mobile radio|repeater|base station radio|funkgerat|handfunkgerat|funkgerate|digitalfunk|sprechfunk|poste radio|radio portative|radio portatil|emisora|radiotelefono|portofoon|radiotelefon|радиостанция|рация|对讲机|无线对讲|trunking|asurmatos|φορητός ασύρματος|kasiradio|handradio|radio llaw`},
	{"wireless_access_point", Telecom, `access point|access points|wireless access point|wap|wifi ap|wi-fi ap|ap wifi|wlan|wlan ap|point d'acces|punto de acceso|punto di accesso|ponto de acesso|accesspoint|toegangspunt|punkt dostepowy|无线接入点|точка доступа`},
	{"network_switch", Telecom, `switch|switches|poe switch|core switch|access switch|ethernet switch|network switch|core sw|poe sw|commutateur|conmutador|comutador|netwerkswitch|przelacznik|交换机|коммутатор|スイッチ|prepinac`},
	{"router", Telecom, `router|routers|gateway|cpe|broadband router|lte router|routeur|enrutador|roteador|modem router|路由器|маршрутизатор|ルーター|marsrutizatorius|smerovac`},
	{"modem", Telecom, `modem|modems|mifi|dongle|ont|onu|olt|gpon|gpon ont|光猫|модем|mobile hotspot|hotspot`},
	{"handset", Telecom, `handset|handsets`},
	{"ip_phone", Telecom, `ip phone|voip phone|desk phone|sip phone|conference phone|ip telefon|telephone ip|telefono ip`},
	{"smartphone", Telecom, `phone|phones|smartphone|smartphones|mobile phone|telephone|telefon|mobiltelefon|telephone portable|telefono|movil|telefone|cellulare|telefoon|手机|телефон|電話|tablet|tablets`},
	{"base_station", Telecom, `base station|bts|enodeb|gnodeb|radio access network|ran equipment|basisstation|station de base|estacion base|基站|базовая станция|microwave link|radio link|radiolank`},
	{"firewall", Telecom, `firewall|firewalls|utm|pare-feu|cortafuegos|防火墙`},
	{"server", Other, `server|servers|serveur|servidor|storage array|nas|san|服务器|сервер`},
	{"inverter", Other, `solar inverter|pv inverter|inverter|wechselrichter|onduleur|inversor|逆变器|инвертор`},
	{"chip", Other, `soc|system on chip|chipset|processor|microcontroller`},
	{"module", Telecom, `lte module|4g module|5g module|cellular module|modul|wireless module|iot module`},
	{"display", Other, `monitor|monitors|display|displays|screen|bildschirm|ecran|pantalla|schermo|beeldscherm|显示器|монитор`},
}

// foreign lists trades in which a maker's word is somebody else's name: a Bosch
// dishwasher, a Dahua scale, a Huawei tea house.
const foreign = `signs signage signposts padlock padlocks lock locks bicycle helmet car cars sockets screwdriver tray dishwasher dishwashers geschirrspuler oven ovens fridge fridges freezer washing washer dryer kettle hob drill drills jigsaw sander screwdriver grinder mower vacuum
	scale scales weighing waage waagen hotel hotels restaurant restaurants food foods tea porcelain pottery furniture textile textiles garment garments clothing shoes pharmacy pharma pharmaceutical pharmaceuticals
	dental hospital bearing bearings rotation tyre tyres tire tires wiper wipers spark sparkplug brake brakes piano guitar keyboard motorcycle motorbike outboard scooter saxophone trumpet
	estate real-estate realty property accountants accounting auditor audit toner shredder shredders stationery paint cosmetics lottery insurance bank airlines travel wine beer brewery dairy farm seeds flowers dahlia
	会计师 会计 地产 置业 酒店 置地 茶 餐饮 医药 衡器`

type vocabulary struct {
	phrases map[string][]phrase // by first token
	wide    []phrase
	foreign map[string]bool
	wideOut []string
}

type phrase struct {
	tokens []string
	rank   int // place in products
}

var vocab = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{phrases: map[string][]phrase{}, foreign: map[string]bool{}}
	for rank, p := range products {
		for s := range strings.SplitSeq(p.phrases, "|") {
			t := New(s)
			ph := phrase{rank: rank}
			for i := range t.Tokens {
				ph.tokens = append(ph.tokens, t.Word(i))
			}
			if len(t.Tokens) == 1 && t.Tokens[0].Wide {
				v.wide = append(v.wide, ph)
				continue
			}
			v.phrases[ph.tokens[0]] = append(v.phrases[ph.tokens[0]], ph)
		}
	}
	for f := range strings.FieldsSeq(foreign) {
		t := New(f)
		if len(t.Tokens) == 1 && t.Tokens[0].Wide {
			v.wideOut = append(v.wideOut, t.Fold)
			continue
		}
		v.foreign[t.Fold] = true
	}
	return v
})

// Product says what sort of thing the text is about, by its words.
func (t *Text) Product() Product {
	v := vocab()
	best, length := -1, 0
	take := func(p phrase, size int) {
		if best < 0 || size > length || size == length && p.rank < best {
			best, length = p.rank, size
		}
	}
	for i := range t.Tokens {
		word := t.Word(i)
		if t.Tokens[i].Wide {
			for _, p := range v.wide {
				if strings.Contains(word, p.tokens[0]) {
					take(p, len([]rune(p.tokens[0])))
				}
			}
			continue
		}
		for _, p := range v.phrases[word] {
			if t.follows(i, p.tokens) {
				take(p, len(p.tokens))
			}
		}
	}
	if best < 0 {
		return Product{}
	}
	return Product{products[best].kind, products[best].class}
}

// ProductAt gives the product that a word or phrase beginning at token i means,
// if any.
func (t *Text) ProductAt(i int) (Product, bool) {
	v := vocab()
	word := t.Word(i)
	if t.Tokens[i].Wide {
		for _, p := range v.wide {
			if strings.Contains(word, p.tokens[0]) {
				return Product{products[p.rank].kind, products[p.rank].class}, true
			}
		}
		return Product{}, false
	}
	for _, p := range v.phrases[word] {
		if t.follows(i, p.tokens) {
			return Product{products[p.rank].kind, products[p.rank].class}, true
		}
	}
	return Product{}, false
}

// productAt gives how many tokens the longest word or phrase for a product
// beginning at token i has; 0 when none does.
func (t *Text) productAt(i int) int {
	longest := 0
	if !t.Tokens[i].Wide {
		for _, p := range vocab().phrases[t.Word(i)] {
			if len(p.tokens) > longest && t.follows(i, p.tokens) {
				longest = len(p.tokens)
			}
		}
	}
	return longest
}

// PlaceOrPerson gives the word that makes a street or a person of the name
// between two tokens: "Dahua Street", "Mr Huang"; or "".
func (t *Text) PlaceOrPerson(from, to int) string {
	if to < len(t.Tokens) && strings.TrimSpace(t.Between(to-1)) == "" {
		switch w := t.Word(to); w {
		case "street", "road", "avenue", "lane", "boulevard", "crescent", "terrace", "strasse", "weg", "gasse", "allee", "laan", "straat":
			return w
		}
	}
	if from > 0 && !t.endsClause(from-1) {
		switch w := t.Word(from - 1); w {
		case "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "monsieur", "madame", "senor", "senora", "signor", "rue", "calle", "via", "viale", "rua", "ulica":
			return w
		}
	}
	return ""
}

// sites are trades by whose names places are called, where things stand: such a
// word speaks of a namesake only beside the name itself.
var sites = map[string]bool{
	"hotel": true, "hotels": true, "restaurant": true, "restaurants": true, "hospital": true, "bank": true, "estate": true,
	"farm": true, "dairy": true, "pharmacy": true, "dental": true, "property": true, "brewery": true,
}

// site says whether the trade at token k, after a name that ends at a byte,
// tells where a thing stands: "domes, hotel lobby", "cams car park".
func (t *Text) site(k, end int) bool {
	word := t.Word(k)
	if word == "car" && k+1 < len(t.Tokens) && strings.HasPrefix(t.Word(k+1), "park") {
		return true
	}
	return sites[word] && t.Tokens[k].Start > end+1
}

// ForeignTrade gives a word right after token i (at most three on, in the same
// clause) or in a wide script right after the byte, that puts the name in
// another trade, or "".
func (t *Text) ForeignTrade(i, end int) string {
	v := vocab()
	for k := i; k < len(t.Tokens) && k < i+4; k++ {
		if t.Tokens[k].Wide {
			rest := t.Fold[max(t.Tokens[k].Start, min(end, t.Tokens[k].End)):t.Tokens[k].End]
			for _, w := range v.wideOut {
				if at := strings.Index(rest, w); at >= 0 && at <= 12 {
					return w
				}
			}
			continue
		}
		if word := t.Word(k); v.foreign[word] && t.Tokens[k].Start >= end && !t.site(k, end) {
			return word
		}
		if t.endsClause(k) {
			break
		}
	}
	return ""
}
