package attribution

import (
	"strings"
	"sync"
)

// commonList holds makers' and brands' names that are also words, first names,
// surnames, places or trade terms. Such a name means its party only in a
// maker's field, or written with a capital beside a word for its sort of
// product, or beside its own model number; a restricted party it never decides.
//
// It also holds everyday words one typing error away from a maker's name.
const commonList = `
	axis northern orange sky luma alibi neutron clare hunt rhino zeus notis oco irbis prama safire safari expose andy vip storm infinity ascendent ameta dotix rhodium raster riva norden watchnet
	konig koenig vigilant vigilance vega knight honor honour extreme signal fleet spectra optera esprit parrot disco mist aruba orbi arlo ring robot vector specs reveal calla carmen vidar flock raven falcon condor
	wing milestone husky predator costar elara hunting matrix theia sinclair canon sony bosch yale helios turbine inception transit quantum galaxy synergy quadrant panorama prisma nebula canopy symphony
	galagher gallagher commend came juniper ruckus vigor tait damm airbus eads harris neo salto lenel duox mini ultra vario elekta teltonika peplink balance max mach spider octopus
	catalyst nexus archer deco kasa tapo phantom inspire mavic matrice agras air swann annke imou ezviz hik hyt lts gss bcs asm adt ens ale hid agm rca tvs ndi bpt dw gv dm st ash adc knox
	video videos audio radio media mobile remote backup backups
	samsung nokia motorola honeywell panasonic philips siemens toshiba hyundai grundig legrand tyco
	american digital general national security technology technologies systems communications networks vision electronics global universal standard pacific atlantic eagle hawk tiger lion dragon phoenix
	red blue green black white silver gold orange grey gray violet amber crystal diamond pearl ruby jade opal sapphire onyx
	north south east west southern eastern western central upper lower
	alpha beta gamma delta sigma omega prime apex zenith summit vertex matrix vortex titan atlas orion mercury venus mars jupiter saturn neptune pluto apollo hermes athena
	cross anchor crown castle bridge tower gate harbour river forest lake stone spring summer winter autumn
	genetic genetics genetical supreme suprematism paxman dahlia dahl dehua huwei hawaii hawai hawei avalon pelican pelicans axes taxis praxis oasis basis
	handwave vivotec reckon recoil cannons cannon sonly phony ebony tender tenders tends tenda fanfare zipper arise arisen arista aristo stupor ascend ascendant
	norman morten morton hitachi sentry century milestones millstone extremes extremely juniors verify verifier commended comments comment
	hualien huawa hikvine alhua lorax lores louvre lorry annex anne anke imu safire sapphire saphire sannce seance sancta vantage ventech wintech vivid vitex vitec
	tiandi kedah keda unview uniview univision overview preview review interview purview vista
	sparrow knight knights nights tracker guardian sentinel watchman shield hunter ranger scout pilot explorer discovery
	cisco sierra cambium cambridge belden moxa zyxel tenders nedap urmet videx aiphone iphone comelit vanderbilt siedle seidle commode
	hikari hikaru hiking hike viking daiwa dawa dhaka dakar dash data datum duha doha david
	enterasys brocade avaya aerohive aperio traka incedo signo vertx edge evo proxcard
	robin martin wolf fox bear eagle swan swans crane heron kite
	focal focus foscam fotos arecont accent ascent recon record records recorder recorders
	speco specs spec species special specific specification
	march may june august sunday monday friday
	getac tactic tactics genie genius gemini
	rayshape telephone telephony teletronic teltronics electronic electronics telectronic
	powertrunk powertrain networks network
	nobel novel nova novatel novatech inova innova renova
	lilin lilies lily
	synectic synectics synergies
	videcon silicon hisilicon silicone
	visio vision visions visionary provision
	sunnel sunell tunnel funnel
	dallmeier daimler
	kenik kinetic kenwood kentwood
	inner range leonardo marco felix victor oscar axel luna nova carlo bruno hugo leo kodak ralph`

// commonPhrases are names of several words that also occur in ordinary text.
const commonPhrases = `security center|command centre|command center|evidence manager|spectrum ipvms|digital sprite|software house|surveillance station|inner range|people fu|night owl|platinum cctv|space technology|infinity cctv|cctv star|cctv security pros|security camera king|dvr unlimited|360 vision|switch 2|evo max|evo lite|sd advanced|direct ip|mic ip|snap one|american dynamics|check point|palo alto|pro watch`

var commonWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(commonList) {
		m[w] = true
	}
	// Names that the list above holds against typing errors only: as they are
	// spelt they mean their maker.
	for w := range strings.FieldsSeq(distinctive) {
		delete(m, w)
	}
	return m
})

// distinctive names stand in commonList beside their look-alikes, but mean
// their party wherever they are written.
const distinctive = `annke imou ezviz uniview hisilicon samsung nokia motorola honeywell panasonic bosch sony canon cisco moxa zyxel nedap urmet videx aiphone comelit vanderbilt siedle
	teltonika peplink foscam arecont getac speco lilin synectics videcon sunell dallmeier kenik kenwood powertrunk swann enterasys aerohive gallagher ruckus siemens toshiba hyundai grundig legrand lenel tyco philips airbus sannce arlo hid`

func commonWord(w string) bool { return commonWords()[w] }

var commonPhraseSet = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for p := range strings.SplitSeq(commonPhrases, "|") {
		m[p] = true
	}
	return m
})

func commonPhrase(p string) bool { return commonPhraseSet()[p] }

// distinctShort says which names of three letters or fewer are nobody else's.
func distinctShort(w string) bool {
	switch w {
	case "zte", "dji", "h3c", "tvt", "unv", "rvi", "jvc", "avm", "hpe":
		return true
	}
	return len(w) > 3
}
