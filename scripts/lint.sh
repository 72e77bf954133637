#!/usr/bin/env bash
# Runs staticcheck at a pinned version, through the module proxy; the bans of .golangci.yml too where golangci-lint is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

staticcheck=honnef.co/go/tools/cmd/staticcheck@v0.8.2
if ! GOFLAGS="${GOFLAGS:-}" go run "$staticcheck" -version >/dev/null 2>&1; then
	if [ "${CI:-}" = true ]; then
		echo "staticcheck cannot be had from the module proxy: in CI it must run." >&2
		exit 1
	fi
	echo "staticcheck cannot be had from the module proxy: only go vet looked." >&2
else
	go run "$staticcheck" ./...
fi
if command -v golangci-lint >/dev/null; then
	golangci-lint run
fi
