#!/usr/bin/env bash
# Measures import, figures and look-ups on both engines, then runs the benchmarks of the packages: bench.sh [OPTIONS OF tools/bench]
# Times of one machine say little about another: read the ratios, each within its own run, on a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/need.sh postgres
echo "conditions: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)"
scripts/with-postgres.sh go run ./tools/bench "$@"
mapfile -t packages < <(grep -rlE --include='*_test.go' '^func Benchmark' . | xargs -n1 dirname | sort -u)
go test -run='^$' -bench=. -benchtime=200ms -p 1 -timeout 30m "${packages[@]}"
