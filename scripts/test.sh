#!/usr/bin/env bash
# Runs the tests on both engines and in a browser: test.sh [ARGUMENTS OF go test], by default ./...
# The last line counts: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

must=()
[ "${CI:-}" = true ] && must=(--must)
scripts/need.sh "${must[@]}" postgres chromium fonts pdftotext soffice

go build -o bin/testcount ./tools/testcount
[ $# -gt 0 ] || set -- ./...
exec scripts/with-postgres.sh bin/testcount -timeout 15m "$@"
