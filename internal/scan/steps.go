package scan

import (
	"context"
	"net/netip"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/ordinary"
	"caveat.example/caveat/internal/probe/ssdp"
)

// steps asks a host, the question first that tells most for its packets. The
// order is the one thing that keeps a scan small where there are no cameras: a
// host that says plainly what it is costs one conversation, one that refuses
// everything eight packets.
func (v *visit) steps(ctx context.Context) {
	for _, step := range []func(context.Context){
		v.front, v.family, v.stream, v.discovery, v.certificate, v.again, v.older, v.description,
	} {
		if ctx.Err() != nil || v.gone || v.ordinary() {
			return
		}
		step(ctx)
	}
}

// ordinary says whether the host plainly is something else than what is looked
// for. One that also showed a sign of video is not.
func (v *visit) ordinary() bool {
	return !v.looksLikeVideo() && (v.plain || v.says(ordinary.Computer) || v.player() && v.ports[ask.HTTP] != untried && !v.web)
}

func (v *visit) player() bool { return v.says(ordinary.Player) }

func (v *visit) says(what func(*probe.Statement) bool) bool {
	said := v.ears.of(v.addr)
	for i := range said {
		if what(&said[i]) {
			return true
		}
	}
	return false
}

// front asks for the front page.
func (v *visit) front(ctx context.Context) { v.talk(ctx, ask.HTTP) }

// family asks in the families' own protocols what no group was asked. They tell
// model and serial number, so they are asked even where the page named a maker;
// a page for readers has to show a camera's stream first.
func (v *visit) family(ctx context.Context) {
	if !v.grouped && (!v.site || v.video || v.settled()) {
		v.callUntil(ctx, v.spoke, ask.SADP, ask.DHIP)
	}
}

// stream asks an RTSP server for its challenge, and what has one for more.
func (v *visit) stream(ctx context.Context) {
	v.talk(ctx, ask.RTSP)
	if v.site && v.video {
		v.family(ctx)
	}
}

// discovery asks over WS-Discovery what has shown a server, for its model where
// its maker is known. It comes before HTTPS, since it costs less.
func (v *visit) discovery(ctx context.Context) {
	if !v.grouped && (v.video || v.web && !v.site || v.settled()) {
		v.callUntil(ctx, v.spoke, ask.WSD)
	}
}

// certificate reads the certificate where there is no plain page, where that
// leads there, or of what looks like a camera. What refuses this port as well
// as the others has no ONVIF service: only where nothing said so is it asked.
func (v *visit) certificate(ctx context.Context) {
	const least = 9 // packets of a handshake that ends with the certificate
	if (!v.web || v.secure || v.video) && v.room(least) {
		v.talk(ctx, ask.HTTPS)
	}
	closed := v.ports[ask.HTTP] == refused && v.ports[ask.RTSP] == refused && v.ports[ask.HTTPS] == refused
	if !v.grouped && !v.web && !v.video && (!closed || v.addr.IsLoopback()) {
		v.call(ctx, ask.WSD)
	}
}

// again asks a host by itself that was asked with its whole link and has not
// answered: switches and wireless networks do lose what goes to groups. One
// that has answered any group hears them. Of the others, only what looks like a
// camera, or is there and has no page, is worth it.
func (v *visit) again(ctx context.Context) {
	hears := v.saidOver(ask.SSDP) || v.saidOver(ask.WSD) || v.saidOver(ask.MDNS)
	if !v.grouped || !v.up || hears || v.web && !v.looksLikeVideo() {
		return
	}
	v.call(ctx, ask.SADP, ask.DHIP)
	if v.looksLikeVideo() && !v.ears.any(ask.WSD) {
		v.call(ctx, ask.WSD) // nobody answered it: the link may carry no groups
	}
}

// older asks a camera that was asked by itself and is still open in the
// protocols that tell less.
func (v *visit) older(ctx context.Context) {
	if v.grouped || !v.looksLikeVideo() {
		return
	}
	if !v.web {
		v.call(ctx, ask.SSDP) // says of itself what a page says as well
	}
	if v.onLink && !v.saidOver(ask.SSDP) {
		v.call(ctx, ask.MDNS) // answered on the link only (RFC 6762, 5.5)
	}
	if !v.saidOver(ask.SSDP) && !v.saidOver(ask.WSD) {
		v.call(ctx, ask.DahuaV1) // spoken by devices too old for either
	}
}

// description asks for the UPnP description that the host announced, at the
// host itself.
func (v *visit) description(ctx context.Context) {
	const least = 8
	for _, s := range v.ears.of(v.addr) {
		if d := (ssdp.Description{Location: s.Next}); s.Next != "" && !v.settled() && d.On(v.addr) && v.room(least) {
			v.converse(ctx, described{d}, netip.AddrPortFrom(v.addr, d.Ports()[0]))
			return
		}
	}
}

// described is a description that the host itself has announced.
type described struct{ ssdp.Description }
