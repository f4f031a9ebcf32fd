# peers.py WORK SCANNER: compares what a scan, and captures, said of the peers
# with the truth about them, and the wire with what may be on it.
import json
import os
import subprocess
import sys

work, scanner = sys.argv[1], sys.argv[2]
RESTRICTED = {"dahua", "hikvision", "huawei", "zte", "hytera"}
failed = []
told = {}  # by file, whether each known maker was named


def fail(text):
    print("WRONG", text)
    failed.append(text)


def read(file):
    out = {}
    if not os.path.exists(f"{work}/{file}"):
        return None
    for line in open(f"{work}/{file}"):
        line = json.loads(line)
        if line["type"] == "item":
            for ip in line["item"]["fields"].get("ip", "").split(";"):
                out.setdefault(ip.strip(), line)
    return out


def makers(line, *bands):
    return {a["family"] for a in line.get("attributions", []) if a["role"] == "maker" and a["band"] in bands}


truth = [line.split() for line in open(f"{work}/truth")]
for file in ("scan.json", "wire.json", "libonvif.json", "node.json"):
    seen = read(file)
    if seen is None:
        continue
    for ip, who, verdict in truth:
        line = seen.get(ip)
        if not line:
            if verdict != "-" and file == "scan.json":
                fail(f"{file}: {who}: not seen")
            continue
        sure, maybe = makers(line, "identified"), makers(line, "probable", "possible")
        fields = line["item"]["fields"]
        print(f"{file:13} {who:16} {line['item']['text'][:40]!r} over {fields.get('protocol', '-')}: identified {sorted(sure)} perhaps {sorted(maybe)}")
        if (sure & RESTRICTED) - {verdict}:
            fail(f"{file}: {who}: said to be {sure & RESTRICTED}")
        if verdict != "-" and file in ("scan.json", "wire.json"):
            told[file] = told.get(file, []) + [verdict in sure | maybe]
            if verdict in RESTRICTED and verdict not in sure | maybe:
                fail(f"{file}: {who}: {verdict} is not named")
        if who == "snmpsim" and file in ("scan.json", "wire.json") and "DS-2CD2143G2-I" not in fields.get("model", ""):
            fail(f"{file}: snmpsim: its model was not read")

for line in open(f"{work}/sent.jsonl"):
    to = json.loads(line)["to"]
    if not to.startswith(("10.95.0.", "239.255.255.25", "224.0.0.251", "255.255.255.255")):
        fail(f"sent to {to}")

# Packets, as the capture has them: datagrams and segments, both ways.
dump = subprocess.run(["tcpdump", "-n", "-t", "-r", f"{work}/wire.pcap", "tcp or udp"], capture_output=True, text=True).stdout
for ip, who, verdict in truth:
    n = sum(1 for line in dump.splitlines() if f"IP {scanner}." in line and f"> {ip}." in line or f"IP {ip}." in line and f"> {scanner}." in line)
    conns = sum(1 for line in dump.splitlines() if f"IP {scanner}." in line and f"> {ip}." in line and "Flags [S]" in line)
    print(f"packets       {who:16} {n} both ways, {conns} connections")
    if n > 30 or conns > 4:
        fail(f"{who} had {n} packets and {conns} connections")
for file, list in told.items():
    print(f"{file:13} right maker named, identified or perhaps: {sum(list)} of {len(list)} recordings")
print("test-peers:", "failed: " + "; ".join(failed) if failed else "all as expected")
sys.exit(bool(failed))
