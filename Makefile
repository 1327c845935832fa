# Two commands matter: `make run` and `make test`. `make help` lists the rest.
# Needs Go and Node; the embedded engine's library comes from npm (Linux on x64).

SHELL := /bin/sh
GO    ?= go
NPM   ?= npm
CC    ?= cc

# gin brings MessagePack, which nothing here speaks and which takes longer to compile than any other package.
export GOFLAGS := $(strip $(GOFLAGS) -tags=nomsgpack)

DATA_DIR ?= ./var
LISTEN   ?= 127.0.0.1:8080

# The race detector needs a C compiler; without one the tests run without it and say so.
HAVE_CC := $(shell command -v $(CC) >/dev/null 2>&1 && echo yes)
PLATFORM := $(shell uname -s)-$(shell uname -m)
SETUP_STAMP := node_modules/.package-lock.json
# One package more than there are processors: tests against a real engine wait for the disk.
PACKAGES_AT_ONCE := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
TEST_FLAGS ?= -timeout 15m -vet=all -p $(PACKAGES_AT_ONCE)

.PHONY: help setup build run test bench lint vulncheck fmt clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## fetch the embedded ClickHouse engine and the chart's sources
ifneq ($(PLIMSOLL_LIBCHDB),)
	@echo "using the engine library at $(PLIMSOLL_LIBCHDB)"
else ifeq ($(PLATFORM),Linux-x86_64)
	@$(MAKE) --no-print-directory $(SETUP_STAMP)
else
	@echo "no embedded engine is published for $(PLATFORM): set PLIMSOLL_LIBCHDB to a libchdb, or use a server with --clickhouse"
endif

$(SETUP_STAMP): package.json package-lock.json
	$(NPM) ci --no-audit --no-fund
	@touch $@

build: setup ## build bin/plimsoll
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/plimsoll ./cmd/plimsoll

run: build ## start Plimsoll on loopback with the demo fleet
	./bin/plimsoll run --demo --data-dir $(DATA_DIR) --listen $(LISTEN)

test: setup ## run every test, with the race detector when there is a C compiler
	@test -d ../shared/real || echo "../shared/real is not there: the tests on real files are SKIPPED; equal tests on made-up data run"
ifeq ($(HAVE_CC),yes)
	CGO_ENABLED=1 $(GO) test -race $(TEST_FLAGS) ./...
else
	@echo "no C compiler ($(CC)): testing WITHOUT the race detector"
	CGO_ENABLED=0 $(GO) test $(TEST_FLAGS) ./...
endif

bench: build ## measure P1, P5, P12 and P16 and print one table (BENCH="-only P1 -short" for less)
	CGO_ENABLED=0 $(GO) run ./cmd/plimsoll-bench $(BENCH)

lint: ## run the linters pinned in lint.mod
	$(GO) tool -modfile=lint.mod golangci-lint run ./...

vulncheck: ## look for known vulnerabilities in what is called
	$(GO) tool -modfile=lint.mod govulncheck ./...

fmt: ## format the code
	$(GO) tool -modfile=lint.mod golangci-lint fmt ./...

clean: ## remove what was built; leaves the data directory alone
	rm -rf bin
