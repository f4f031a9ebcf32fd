# make demo   builds caveat and shows it on examples/
# make test   installs what the tests need and runs them all
# make bench  measures speed and memory, and prints the machine
# make names  measures how well names are found

GO        ?= go
TOOLS     := $(CURDIR)/.tools
GOFUMPT   := $(TOOLS)/gofumpt-0.12.0
STATIC    := $(TOOLS)/staticcheck-0.8.2
VULN      := $(TOOLS)/govulncheck-1.9.0
RACE_PKGS := ./internal/check/... ./internal/intake/... ./internal/screen/... ./internal/attribution/... ./internal/probe/... ./internal/assess/... ./cmd/...
FUZZTIME  ?= 1x

export CGO_ENABLED := 0

.PHONY: all needs generated build names demo demo-network bench-network test-peers test check-format vet lint vuln unit race bench clean

all: build

build: makers/snapshot.gob law/snapshot.json ## the one binary
	$(GO) build -trimpath -o bin/caveat ./cmd/caveat

makers/snapshot.gob: $(wildcard makers/*.yaml)
	$(GO) generate ./makers

law/snapshot.json: $(wildcard law/*.yaml)
	$(GO) generate ./law

demo: build ## what a newcomer sees first
	@bin/caveat check --body us_federal_agency --act procure \
		--purpose security_of_government_facilities \
		-o table -o html=caveat-report.html examples/ ; \
	code=$$? ; test $$code -eq 0 -o $$code -eq 3 -o $$code -eq 4 || exit $$code

demo-network: build ## a street of simulated, relabelled cameras on this machine, scanned
	@$(GO) run ./cmd/caveat-street demo bin/caveat --body us_federal_agency --act procure \
		--purpose security_of_government_facilities -o table -o html=caveat-report-network.html

bench-network: build ## the same street in network namespaces, counted on the wire, beside nmap; as root
	$(GO) run ./cmd/caveat-street bench bin/caveat

test-peers: build ## programs that others wrote, as devices; as root, installs what it needs; PEERS=FOLDER adds your own
	sh internal/probe/probetest/peers.sh bin/caveat $(PEERS)

test: needs generated check-format vet lint vuln unit race ## everything that has to pass

needs: ## the programs that tests run besides Go's: ip, for those on the wire
	@command -v ip >/dev/null || { apt-get update -qq && apt-get install -y -qq iproute2 ; } || \
		{ echo "the tests on the wire need the program ip: install iproute2" ; exit 1 ; }

generated: build ## what is generated and kept must be that of its files, not only here but as committed
	@if git diff --quiet HEAD -- 'makers/*.yaml' 'law/*.yaml' 2>/dev/null && \
		! git diff --quiet HEAD -- makers/snapshot.gob law/snapshot.json ; then \
		echo "the snapshots that are committed are not those of their files: commit the new ones" ; exit 1 ; fi

check-format: $(GOFUMPT)
	@bad=$$(git ls-files '*.go' 2>/dev/null | xargs $(GOFUMPT) -l) ; \
	if [ -n "$$bad" ] ; then echo "not formatted (run $(GOFUMPT) -w):" ; echo "$$bad" ; exit 1 ; fi

vet:
	$(GO) vet ./...

lint: $(STATIC)
	$(STATIC) ./...

vuln: $(VULN) ## only where the database of vulnerabilities can be reached
	@out=$$($(VULN) ./... 2>&1) ; code=$$? ; \
	if [ $$code -eq 0 ] || [ $$code -eq 3 ] ; then echo "$$out" ; exit $$code ; fi ; \
	if echo "$$out" | grep -qE 'vuln\.go\.dev|no such host|connection refused|dial tcp|Forbidden|403|proxyconnect|timeout' ; then \
		echo "govulncheck: its database cannot be reached from here; not checked" ; \
	else echo "$$out" ; exit $$code ; fi

unit:
	$(GO) test ./...

race: ## what runs concurrently; needs a C compiler
	CGO_ENABLED=1 $(GO) test -race -short $(RACE_PKGS)

names: ## how well names are found: every bar of doc/names.md, with its target
	$(GO) run ./cmd/caveat-names $(NAMES)

bench: build
	$(GO) run ./cmd/caveat-bench $(BENCH) bin/caveat
	$(GO) test -run '^$$' -bench . -benchtime 0.5s ./internal/...

clean:
	rm -rf bin .tools caveat-report.html

$(GOFUMPT):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) $(GO) install mvdan.cc/gofumpt@v0.12.0 && mv $(TOOLS)/gofumpt $@

$(STATIC):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) $(GO) install honnef.co/go/tools/cmd/staticcheck@v0.8.2 && mv $(TOOLS)/staticcheck $@

$(VULN):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) $(GO) install golang.org/x/vuln/cmd/govulncheck@v1.9.0 && mv $(TOOLS)/govulncheck $@
