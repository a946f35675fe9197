SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

run := npx --no-install
installed := node_modules/.package-lock.json
built := dist/cli/main.js
BROKER_PORT ?= 19092
REGISTRY_PORT ?= 18081

##@ To begin with
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(built) weights ## Watch topics arise in a real news feed (FEED=file.jsonl for your own, RATE=n a second, DEMO_SECONDS=60 to end)
	@exec node --import tsx deploy/demo/main.ts

news: $(installed) ## Write a real news feed to news.jsonl, to try things with
	@node --import tsx deploy/demo/feed.ts news.jsonl

##@ Get and build
install: $(installed) ## Install the npm packages, when package-lock.json has changed
$(installed): package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

build: $(built) ## Compile src to dist, the dashboard to dist/web, and link the command (npx --no-install leitmotif)
$(built): $(installed) package.json tsconfig.json tsconfig.build.json vite.config.ts $(shell find src -type f)
	npm run --silent build

weights: $(installed) ## Fetch the encoder's weights into the cache
	@node --import tsx deploy/local/weights.ts

pack: $(built) ## Make the npm package
	npm pack

sbom: ## List the packages of the product as CycloneDX into sbom.cdx.json
	npm sbom --sbom-format cyclonedx --omit dev --package-lock-only > sbom.cdx.json

kernel: $(installed) ## Assemble the kernel.wat of products and encoder into kernel.ts
	$(run) vitest run --project unit test/unit/edges/products/kernel.test.ts test/unit/edges/encoder/kernel.test.ts --update

docs: $(installed) ## Write the reference (settings, commands, AsyncAPI, OpenAPI) and the Grafana board from what they describe
	@node --import tsx src/cli/docs.ts
	@node --import tsx deploy/monitoring/board.ts
	@$(run) biome format --write deploy/monitoring/grafana docs/asyncapi.json docs/openapi.json > /dev/null

##@ Local services
broker: $(installed) ## Run Apache Kafka on 127.0.0.1 in the foreground (BROKER_PORT=19092)
	@exec node --import tsx deploy/local/broker.ts --port $(BROKER_PORT)

registry: $(installed) ## Run Apicurio Registry on 127.0.0.1 in the foreground (REGISTRY_PORT=18081)
	@exec node --import tsx deploy/local/registry.ts --port $(REGISTRY_PORT)

screenshots: $(built) weights ## Pictures of every page, light and dark, small and large, into .cache/screenshots
	@node --import tsx test/browser/screenshots.ts

##@ Check
fmt: $(installed) ## Format, sort imports, apply safe fixes
	$(run) biome check --write .

lint: $(installed) ## Formatting, lint, who may import whom
	$(run) biome check --error-on-warnings .
	$(run) eslint .

types: $(installed) ## Check the types
	$(run) tsc --noEmit
	$(run) tsc --noEmit -p src/web

dead: $(installed) ## Look for dead code and unused packages
	$(run) knip

unit: $(installed) ## Unit tests and laws, on the in-memory twins
	$(run) vitest run --project unit

integration: $(built) weights ## Tests against the real broker, registry and encoder
	$(run) vitest run --project integration

slow: $(built) weights ## More of these, of a minute each: tuning, migration, restarts, the multilingual encoder, the local broker
	$(run) vitest run --project slow

browser: $(built) ## The dashboard in a real browser: apt-get install chromium, or CHROMIUM=path
	$(run) vitest run --project browser --project browser-real

crash: $(built) weights ## Replicas killed and frozen at random moments, a network that fails, a model that is lost
	$(run) vitest run --project crash

simulate: $(installed) ## The pipeline over a simulated Kafka, 10,000 seeds of faults, into docs/reliability.md (SEEDS=n for fewer, SEED=one for its story)
	@node --single-threaded-gc --import tsx test/simulate/main.ts
	@$(run) biome format --write docs/reliability.md > /dev/null

chaos: $(built) ## Three brokers, three replicas, 60 faults at random, then all is counted, into docs/reliability.md (FAULTS=n, SEED=1, RATE=100; root, iproute2)
	@node --import tsx test/chaos/main.ts
	@$(run) biome format --write docs/reliability.md > /dev/null

soak: $(built) ## One replica at full speed for MINUTES=30: what must not grow, into docs/reliability.md (WARM=5 not looked at)
	@node --import tsx test/soak/main.ts
	@$(run) biome format --write docs/reliability.md > /dev/null

fuzz: $(installed) ## Mutated bytes on every path by which they come in, into docs/reliability.md (COUNT=200000, SEED=1)
	@node --import tsx test/fuzz/main.ts
	@$(run) biome format --write docs/reliability.md > /dev/null

planted: $(installed) ## Bugs planted in the pipeline: the simulation must find each
	$(run) vitest run --project planted

security-test: $(built) ## Broker and registry behind TLS, passwords and rights; secrets that must not be seen (openssl)
	$(run) vitest run --project security

monitoring-test: $(built) ## A real Prometheus on a replica under load: panels, rules, alerts (PROMETHEUS=folder, or Debian's package)
	$(run) vitest run --project monitoring

shipped-test: $(built) weights ## What is shipped: the npm package in an empty project, the demo, the consumers in examples/ (Python 3 with pip)
	$(run) vitest run --project shipped

deploy-test: $(installed) ## Dockerfile, Compose file and Helm chart, judged by hadolint, check-jsonschema, helm, kubernetes-validate; the release by actionlint (Go, Python 3)
	$(run) vitest run --project deploy

image-test: $(built) ## The image built on a base made by debootstrap, or on BASE=image, and run (dockerd and debootstrap as root, or an engine)
	$(run) vitest run --project image

tuning-test: $(built) weights ## The gate on labelled corpora, and tune.every on the real broker (CORPORA=folder)
	$(run) vitest run --project tuning

docs-test: $(built) ## Every command in the documentation, typed as it stands there, on a broker of its own
	$(run) vitest run --project docs

test: $(built) weights ## Unit, laws, contracts and integration, with the coverage floor
	$(run) vitest run --project unit --project integration --coverage

ci: $(installed) ## Everything that must hold before a change is accepted
	$(MAKE) --jobs 2 --output-sync lint types dead
	$(MAKE) test

##@ Measure
bench: $(installed) ## What the parts cost on this machine
	@for bench in test/bench/*.ts; do echo "# $$bench"; node --import tsx $$bench; done

bench-encoders: $(built) weights ## Speed of the encoders beside Python sentence-transformers and a bare loop (THREADS=1, ROUNDS=3, PEER=no, CORPORA=folder)
	@node --import tsx test/bench/encoders/main.ts
	@$(run) biome format --write docs/encoders.md > /dev/null

bench-pipeline: $(built) weights ## The whole pipeline through the real broker, beside a bare copy, the bare encoder and online topic models of others (DOCUMENTS=400000, BATCH=4096, RATE=2500, PEERS=no)
	@node --import tsx test/bench/pipeline/main.ts
	@$(run) biome format --write docs/performance.md > /dev/null

bench-scaling: $(built) weights ## One to four replicas, each held to SHARE=.3 of a processor, into docs/scaling.md (SECONDS=40; root)
	@node --import tsx test/bench/scaling/main.ts
	@$(run) biome format --write docs/scaling.md > /dev/null

bench-web: $(built) ## What the dashboard costs: script, first picture, updates with 500 topics, 100 readers
	@node --expose-gc --import tsx test/bench/web/main.ts

acceptance: $(built) weights ## Whole corpora through broker, registry and encoder, counted by an independent client
	@node --import tsx test/acceptance/main.ts

quality: $(installed) weights ## Topics against labelled corpora, beside other methods (CORPORA=folder, ONLY=agnews,bbc)
	@node --import tsx test/quality/main.ts

ablate: $(installed) weights ## Topics with constants of the model changed (ONLY=bbc SET="GRAIN.topic=.003 GEOMETRY.lean=0"; TURNS=4 for means over as many sets of vectors, WORDS=yes)
	@node --import tsx test/quality/ablate.ts $(SET)

ablations: $(installed) weights ## What each mechanism of the model is worth, as a table (ONLY=bbc,agnews)
	@node --import tsx test/quality/ablations.ts

words: $(installed) weights ## Whether the bound on the words of a cell changes those of topics
	@node --import tsx test/quality/words.ts

bench-tuning: $(installed) weights ## What tuning on a feed is worth, topics in four spaces, moves between them, on labelled corpora (CORPORA=folder, ONLY=agnews)
	@node --import tsx test/quality/tuning.ts
	@node --import tsx test/quality/adapters.ts
	@$(run) biome format --write docs/tuning.md > /dev/null

mutants: $(installed) ## Plant a mutant in each formula of the core and see a test kill it
	@node --import tsx test/mutants/main.ts

.PHONY: chaos soak fuzz security-test words slow help demo install build weights pack kernel docs broker registry fmt lint types dead unit integration crash simulate planted test ci bench acceptance quality ablate ablations mutants bench-encoders bench-tuning browser bench-web screenshots monitoring-test deploy-test shipped-test image-test docs-test tuning-test news bench-pipeline bench-scaling sbom
