#!/usr/bin/env bash
# Builds Maillage and runs the example: run.sh [OPTIONS OF maillage demo]
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v go >/dev/null; then
	echo "Go 1.26 or later is needed: https://go.dev/dl" >&2
	exit 1
fi
scripts/need.sh chromium fonts

vcs=()
git rev-parse HEAD >/dev/null 2>&1 || vcs=(-buildvcs=false) # an archive without its history, or a folder of another user
[ -x bin/maillage ] || echo "Building; the first time takes some minutes."
CGO_ENABLED=0 go build "${vcs[@]}" -trimpath -o bin/maillage ./cmd/maillage
exec bin/maillage demo --dir maillage-data --out out "$@"
