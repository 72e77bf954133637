#!/usr/bin/env bash
# Sees to it that the programs beside Go are there: need.sh [--must] NAME…
# Missing ones are installed with apt-get when that can be done without a question; else it says what will not work and goes on, or fails
# with --must.
set -euo pipefail

must=no
if [ "${1:-}" = --must ]; then must=yes; shift; fi

there() {
	case $1 in
	postgres) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
	fonts) compgen -G '/usr/share/fonts/truetype/*/*.ttf' >/dev/null ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

package() {
	case $1 in
	postgres) echo postgresql ;;
	fonts) echo fonts-dejavu-core ;;
	pdftotext) echo poppler-utils ;;
	soffice) echo libreoffice-writer-nogui ;;
	*) echo "$1" ;;
	esac
}

why() {
	case $1 in
	chromium) echo "writes the PDF of the report, and runs the pages in the browser tests" ;;
	fonts) echo "so that Chromium has a font for what ours do not hold" ;;
	pdftotext) echo "reads the PDF back in the tests" ;;
	postgres) echo "the second engine: each test of the database runs on SQLite and on PostgreSQL" ;;
	soffice) echo "opens the ODT and DOCX of the report in the tests" ;;
	npm) echo "brings the pinned packages from the npm registry" ;;
	*) echo "used by the build" ;;
	esac
}

missing=()
for name in "$@"; do there "$name" || missing+=("$name"); done
[ ${#missing[@]} -eq 0 ] && exit 0

root=none
if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo -n"; fi

if [ "$root" != none ] && command -v apt-get >/dev/null; then
	packages=()
	for name in "${missing[@]}"; do
		echo "Installing $(package "$name"): $(why "$name")."
		packages+=("$(package "$name")")
	done
	log=$(mktemp)
	net=(-o Acquire::Retries=2 -o Acquire::http::Timeout=20)
	if ! { $root apt-get "${net[@]}" update && $root env DEBIAN_FRONTEND=noninteractive apt-get "${net[@]}" install -y --no-install-recommends "${packages[@]}"; } \
		>"$log" 2>&1 </dev/null; then
		tail -n 5 "$log" >&2
	fi
	rm -f "$log"
fi

still=no
for name in "${missing[@]}"; do
	there "$name" && continue
	still=yes
	echo "Missing: $(package "$name") ($(why "$name")). Install it by hand: apt-get install $(package "$name")" >&2
done
[ "$still" = no ] || [ "$must" = no ]
