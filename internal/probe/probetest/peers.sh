#!/bin/sh
# peers.sh PROGRAM [FOLDER]: scans programs that nobody of this project wrote,
# each in a network namespace of its own: snmpsim, wsdd, minidlna, nginx,
# lighttpd, avahi, a web server that pretends to be a camera; and hears ONVIF
# clients (libonvif's and node's) at work. Needs root; installs Debian's packages
# where they are missing. A peer that cannot be had is skipped, and said to be;
# a wrong verdict fails.
#
# FOLDER adds peers of your own, of which this project keeps no copy:
#   FOLDER/NAME/run ADDRESS   starts one: an ONVIF server, a honeypot
#   FOLDER/NAME/expect        "wait tcp:80"; then "nobody", or "maker axis"
#   FOLDER/snmprec/*.snmprec  recordings of real devices, for snmpsim
#   FOLDER/snmprec/expect     "NAME hikvision" for each; "NAME -" for nobody
set -eu
program=$(realpath "$1")
more=${2:-}
here=$(dirname "$(realpath "$0")")
[ "$(id -u)" = 0 ] || { echo "test-peers: skipped, it needs root for network namespaces"; exit 0; }
command -v tcpdump >/dev/null && command -v snmpsimd >/dev/null && command -v wsdd >/dev/null && command -v minidlnad >/dev/null &&
	command -v lighttpd >/dev/null && command -v avahi-daemon >/dev/null && command -v onvif-util >/dev/null && command -v nginx >/dev/null ||
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends tcpdump snmpsim wsdd minidlna python3 nginx-light lighttpd avahi-daemon onvif-tools >/dev/null 2>&1 ||
	echo "test-peers: not everything could be installed"

name=cvp$$
work=$(mktemp -d)
chmod 755 "$work"
pids="" spaces=""
cleanup() {
	for p in $pids; do kill "$p" 2>/dev/null || true; done
	for n in $spaces; do ip netns delete "$n" 2>/dev/null || true; done
	rm -rf "$work"
}
trap cleanup EXIT INT TERM

ip netns add "${name}net"
spaces="${name}net"
ip -n "${name}net" link add br0 type bridge mcast_snooping 0
ip -n "${name}net" link set br0 up
next=1
house() { # house NAME: gives it a namespace and an address on the bridge
	at=10.95.0.$next
	next=$((next + 1))
	ip netns add "$name$1"
	spaces="$spaces $name$1"
	ip -n "$name$1" link set lo up
	ip -n "$name$1" link add eth0 type veth peer name "v$next" netns "${name}net"
	ip -n "$name$1" link set eth0 gso_max_segs 1
	ip -n "${name}net" link set "v$next" master br0 up
	ip -n "$name$1" addr add "$at/24" dev eth0
	ip -n "$name$1" link set eth0 up
	ip -n "$name$1" route add default dev eth0
}
# peer NAME VERDICT WAIT COMMAND…: starts a program in a house of its own. The
# verdict is a family, "-" for nobody. AT in the command is its address.
peer() {
	who=$1 verdict=$2 port=$3
	shift 3
	if ! command -v "$1" >/dev/null; then echo "test-peers: $who skipped, $1 is not installed"; return; fi
	house "$who"
	# shellcheck disable=SC2016
	ip netns exec "$name$who" env AT="$at" sh -c 'exec "$@"' sh "$@" >"$work/$who.log" 2>&1 & pids="$pids $!"
	tries=0
	until ip netns exec "$name$who" ss -Htuln | grep -q "^${port%%:*}.*:${port##*:} "; do
		tries=$((tries + 1))
		[ $tries -lt 60 ] || { echo "test-peers: $who did not start: $(tail -1 "$work/$who.log")"; break; }
		sleep 0.5
	done
	echo "$at $who $verdict" >> "$work/truth"
}
# recording NAME VERDICT FILE: replays what a real device said over SNMP.
recording() {
	mkdir -p "$work/$1.d" "$work/$1.c"
	cp "$3" "$work/$1.d/operators.snmprec"
	chmod -R a+rX "$work/$1.d"; chmod 777 "$work/$1.c"
	peer "$1" "$2" udp:161 sh -c 'exec snmpsimd --process-user=nobody --process-group=nogroup --cache-dir="$1.c" --data-dir="$1.d" --agent-udpv4-endpoint="$AT:161"' sh "$work/$1"
}

house scan
scanner=$at
# A recording of our own, in snmpsim's form: a camera without a description.
printf '1.3.6.1.4.1.39165.1.1.0|4|DS-2CD2143G2-I\n1.3.6.1.4.1.39165.1.3.0|4|V5.7.3 build 220112\n' > "$work/own.snmprec"
recording snmpsim hikvision "$work/own.snmprec"
peer wsdd - udp:3702 wsdd -i eth0 -4
mkdir "$work/media" "$work/db"
printf 'network_interface=eth0\nport=8200\nmedia_dir=%s\ndb_dir=%s\nlog_dir=%s\nfriendly_name=media\nnotify_interval=5\n' "$work/media" "$work/db" "$work/db" > "$work/minidlna.conf"
peer minidlna - tcp:8200 minidlnad -d -f "$work/minidlna.conf" -P "$work/minidlna.pid"
printf 'pid %s/nginx.pid;\nerror_log %s/nginx.err;\nevents {}\nhttp { access_log off; server { listen 80; root /var/www/html; index index.html index.nginx-debian.html; } }\n' "$work" "$work" > "$work/nginx.conf"
peer nginx - tcp:80 nginx -c "$work/nginx.conf" -g "daemon off;"
mkdir "$work/empty"
printf 'server.document-root = "/usr/share/lighttpd"\nindex-file.names = ( "index.html" )\nmimetype.assign = ( ".html" => "text/html" )\n' > "$work/lighttpd.conf"
peer lighttpd - tcp:80 lighttpd -D -f "$work/lighttpd.conf"
printf '[server]\nhost-name=printer-upstairs\nallow-interfaces=eth0\nenable-dbus=no\n[publish]\npublish-workstation=yes\n' > "$work/avahi.conf"
peer avahi - udp:5353 avahi-daemon --no-drop-root --no-rlimits --no-chroot -f "$work/avahi.conf"
peer honeypot - tcp:80 python3 -c '
import http.server, os
class H(http.server.BaseHTTPRequestHandler):
    server_version, sys_version = "Dahua-WebServer/1.0", ""
    def do_GET(self):
        body = b"<html><title>Dahua IP Camera - Login</title></html>"
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
http.server.HTTPServer((os.environ["AT"], 80), H).serve_forever()'

for expect in ${more:+"$more"/*/expect}; do
	[ -f "$expect" ] || continue
	folder=$(dirname "$expect")
	if [ "$(basename "$folder")" = snmprec ]; then
		while read -r record verdict; do recording "$record" "$verdict" "$folder/$record.snmprec"; done < "$expect"
		continue
	fi
	verdict=$(sed -n 's/^maker //p' "$expect")
	echo "10.95.0.$next $(basename "$folder")" >> "$work/own-peers"
	peer "$(basename "$folder")" "${verdict:--}" "$(sed -n 's/^wait //p' "$expect")" sh -c 'exec "$0" "$AT"' "$folder/run"
done
[ -n "$more" ] || echo "test-peers: ONVIF servers, honeypots and recordings of real devices skipped: no folder was given"

# capture FILE COMMAND…: runs it in the scanner's house under tcpdump.
capture() {
	file=$1
	shift
	ip netns exec "${name}scan" tcpdump --immediate-mode -B 65536 -i eth0 -n -U -s 0 -w "$work/$file.pcap" >/dev/null 2>&1 & dump=$!
	pids="$pids $dump"
	sleep 1
	ip netns exec "${name}scan" "$@" > "$work/$file.out" 2>&1 || true
	sleep 1
	kill -INT "$dump"
	sleep 1
	"$program" check -q -o json="$work/$file.json" "$work/$file.pcap" >/dev/null || true
}
capture wire "$program" scan --snmp-community operators --log "$work/sent.jsonl" -o json="$work/scan.json" 10.95.0.0/24
tail -4 "$work/wire.out"
if command -v onvif-util >/dev/null; then capture libonvif timeout 10 onvif-util -a
else echo "test-peers: libonvif's client skipped, onvif-util is not installed"; fi
if command -v npm >/dev/null && npm install --prefix "$work/node" --no-audit --no-fund onvif@0.8.3 >/dev/null 2>&1; then
	cp "$here/peers.js" "$work/node/peers.js"
	# shellcheck disable=SC2046
	capture node timeout 20 node "$work/node/peers.js" $(sed -n 's/ .*//p' "$work/own-peers" 2>/dev/null)
else echo "test-peers: node's ONVIF client skipped, it could not be installed"; fi
for client in libonvif node; do [ ! -s "$work/$client.out" ] || sed "s/^/$client says: /" "$work/$client.out" | grep -v -i "tcpdump" | tail -5; done
python3 "$here/peers.py" "$work" "$scanner"
