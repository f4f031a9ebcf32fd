#!/bin/sh
# peers.sh PROGRAM: scans programs that nobody of this project wrote, each in a
# network namespace of its own: snmpsim, wsdd, minidlna, and a web server that
# pretends to be a camera. Needs root; installs Debian's packages where they are
# missing. A peer that cannot be had is skipped, and said to be.
set -eu
program=$(realpath "$1")
[ "$(id -u)" = 0 ] || { echo "test-peers: skipped, it needs root for network namespaces"; exit 0; }
command -v tcpdump >/dev/null && command -v snmpsimd >/dev/null && command -v wsdd >/dev/null && command -v minidlnad >/dev/null ||
	apt-get install -y -q tcpdump snmpsim wsdd minidlna python3 >/dev/null 2>&1 || echo "test-peers: not everything could be installed"

name=cvp$$
work=$(mktemp -d)
pids=""
cleanup() {
	for p in $pids; do kill "$p" 2>/dev/null || true; done
	for n in scan net snmp wsdd dlna honey; do ip netns delete "$name$n" 2>/dev/null || true; done
	rm -rf "$work"
}
trap cleanup EXIT INT TERM

ip netns add "${name}net"
ip -n "${name}net" link add br0 type bridge mcast_snooping 0
ip -n "${name}net" link set br0 up
house() { # house NAME ADDRESS
	ip netns add "$name$1"
	ip -n "$name$1" link set lo up
	ip -n "$name$1" link add eth0 type veth peer name "v$1" netns "${name}net"
	ip -n "${name}net" link set "v$1" master br0 up
	ip -n "$name$1" addr add "$2/24" dev eth0
	ip -n "$name$1" link set eth0 up
	ip -n "$name$1" route add default dev eth0
}
house scan 10.95.0.250
house snmp 10.95.0.1
house wsdd 10.95.0.2
house dlna 10.95.0.3
house honey 10.95.0.4

# A recording of our own, in snmpsim's form: a camera without a description.
chmod 755 "$work"
mkdir "$work/snmp" "$work/cache"
chmod 777 "$work/cache"
cat > "$work/snmp/operators.snmprec" <<'REC'
1.3.6.1.4.1.39165.1.1.0|4|DS-2CD2143G2-I
1.3.6.1.4.1.39165.1.3.0|4|V5.7.3 build 220112
REC
if command -v snmpsimd >/dev/null; then
	ip netns exec "${name}snmp" snmpsimd --process-user=nobody --process-group=nogroup --cache-dir="$work/cache" \
		--data-dir="$work/snmp" --agent-udpv4-endpoint=10.95.0.1:161 >/dev/null 2>&1 & pids="$pids $!"
else echo "test-peers: snmpsim skipped, it is not installed"; fi
if command -v wsdd >/dev/null; then
	ip netns exec "${name}wsdd" wsdd -i eth0 -4 >/dev/null 2>&1 & pids="$pids $!"
else echo "test-peers: wsdd skipped, it is not installed"; fi
if command -v minidlnad >/dev/null; then
	mkdir "$work/media" "$work/db"
	printf 'network_interface=eth0\nport=8200\nmedia_dir=%s\ndb_dir=%s\nlog_dir=%s\nfriendly_name=media\nnotify_interval=5\n' "$work/media" "$work/db" "$work/db" > "$work/minidlna.conf"
	ip netns exec "${name}dlna" minidlnad -d -f "$work/minidlna.conf" -P "$work/minidlna.pid" >/dev/null 2>&1 & pids="$pids $!"
else echo "test-peers: minidlna skipped, it is not installed"; fi
ip netns exec "${name}honey" python3 -c '
import http.server
class H(http.server.BaseHTTPRequestHandler):
    server_version, sys_version = "Dahua-WebServer/1.0", ""
    def do_GET(self):
        body = b"<html><title>Dahua IP Camera - Login</title></html>"
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
http.server.HTTPServer(("10.95.0.4", 80), H).serve_forever()' >/dev/null 2>&1 & pids="$pids $!"
# Peers take their time to start: wait for each one's port, half a minute at most.
for want in snmp:udp:161 wsdd:udp:3702 dlna:tcp:8200 honey:tcp:80; do
	space=${want%%:*} port=${want##*:} tries=0
	until ip netns exec "$name$space" ss -Htuln | grep -q ":$port "; do
		tries=$((tries + 1))
		[ $tries -lt 60 ] || { echo "test-peers: $space did not start; what follows says that it was not seen"; break; }
		sleep 0.5
	done
done

ip netns exec "${name}scan" tcpdump --immediate-mode -i eth0 -n -U -s 0 -w "$work/wire.pcap" >/dev/null 2>&1 & dump=$!
pids="$pids $dump"
sleep 1
ip netns exec "${name}scan" "$program" scan --snmp-community operators --log "$work/sent.jsonl" -o json="$work/scan.json" 10.95.0.0/24 || true
sleep 1
kill -INT "$dump"; sleep 1
"$program" check -q -o json="$work/capture.json" "$work/wire.pcap" || true

python3 - "$work" <<'PY'
import json, sys
work, failed = sys.argv[1], []
def read(file):
    out = {}
    for line in open(f"{work}/{file}"):
        line = json.loads(line)
        if line["type"] == "item":
            out[line["item"]["fields"].get("ip", "").split(";")[0]] = line
    return out
def makers(line, band=("identified",)):
    return [a["family"] for a in line.get("attributions", []) if a["role"] == "maker" and a["band"] in band]
for file in ("scan.json", "capture.json"):
    seen = read(file)
    for ip, who in (("10.95.0.1", "snmpsim"), ("10.95.0.2", "wsdd"), ("10.95.0.3", "minidlna"), ("10.95.0.4", "honeypot")):
        line = seen.get(ip)
        if not line:
            print(f"{file}: {who}: not seen"); failed.append(who); continue
        named, maybe = makers(line), makers(line, ("probable", "possible"))
        fields = line["item"]["fields"]
        print(f"{file}: {who}: {line['item']['text']!r} protocols {fields.get('protocol')!r} identified {named} perhaps {maybe}")
        if who != "snmpsim" and set(named) & {"dahua", "hikvision", "huawei", "zte", "hytera"}:
            print(f"{file}: {who}: accused"); failed.append(who)
    line = seen.get("10.95.0.1")
    if line and "DS-2CD2143G2-I" not in line["item"]["fields"].get("model", ""):
        print(f"{file}: snmpsim: its model was not read"); failed.append("snmpsim")
for line in open(f"{work}/sent.jsonl"):
    sent = json.loads(line)
    if not sent["to"].startswith(("10.95.0.", "239.255.255.25", "224.0.0.251", "255.255.255.255")):
        print("sent elsewhere:", sent); failed.append("scope")
print("test-peers:", "failed: " + ", ".join(sorted(set(failed))) if failed else "all as expected")
sys.exit(bool(failed))
PY
