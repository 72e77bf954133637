#!/usr/bin/env bash
# What CI runs: everything that can be said without running the product, then the tests.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
step() { # step NAME COMMAND…
	local name=$1
	shift
	echo "── $name"
	"$@" || failed+=("$name")
}

# written lists the files of a pattern, and not those of tools, as zero-ended names.
written() { find . \( -name .git -o -name node_modules -o -name '_*' \) -prune -o -type f -name "$1" -print0 | sort -z; }

formatted() {
	local list
	list=$(written '*.go' | xargs -0 -r gofmt -l)
	[ -z "$list" ] && return
	printf '%s\n' "$list" "gofmt would change these files: gofmt -w FILE" >&2
	return 1
}

tidy() { go mod tidy -diff || { echo "Run go mod tidy." >&2; return 1; }; }

# generated compares the generated files with what generating makes of their sources now, whatever git knows of them.
generated() {
	local before after
	before=$(written '*_templ.go' | xargs -0 -r sha256sum)
	go tool templ generate -log-level error || return
	after=$(written '*_templ.go' | xargs -0 -r sha256sum)
	[ "$before" = "$after" ] && return
	diff <(printf '%s\n' "$before") <(printf '%s\n' "$after") | grep -oE '[^ ]+_templ\.go' | sort -u >&2
	echo "These generated files were not up to date; they are now: look at them and commit them (make gen)." >&2
	return 1
}

shell() { local f; for f in scripts/*.sh .ci/run; do bash -n "$f" || return; done; }

step "go.mod is tidy" tidy
step "gofmt" formatted
step "scripts" shell
step "generated files" generated
step "go vet" go vet ./...
step "linters" scripts/lint.sh
step "schema file" go test -count=1 -run '^TestSchema' ./internal/db

if [ ${#failed[@]} -gt 0 ]; then
	echo "Not in order: $(printf '%s, ' "${failed[@]}" | sed 's/, $//'). The tests were not run." >&2
	exit 1
fi
echo "── tests"
exec make --no-print-directory test
