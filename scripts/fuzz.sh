#!/usr/bin/env bash
# Runs each fuzz target for a while: fuzz.sh [TIME], 20s by default.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:-20s}
grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . | while IFS=: read -r file _ target; do
	target=${target#func }
	echo "── $(dirname "$file") $target"
	go test -run='^$' -fuzz="^$target\$" -fuzztime="$time" "$(dirname "$file")" </dev/null
done
