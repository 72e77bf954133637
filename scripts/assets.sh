#!/usr/bin/env bash
# Brings the scripts and fonts of the pages from the npm registry again, at the versions below, which are changed here and nowhere else.
# They are committed: nothing is fetched when Maillage is built or runs. Licences stand in the LICENCES.md beside the files.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/need.sh --must npm

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# take PACKAGE VERSION FILE-IN-THE-PACKAGE DESTINATION
take() {
	local package=$1 version=$2 from=$3 to=$4 archive
	if [ ! -d "$tmp/$package" ]; then
		mkdir -p "$tmp/$package"
		archive=$(cd "$tmp" && npm pack --silent --ignore-scripts "$package@$version")
		tar -xzf "$tmp/$archive" -C "$tmp/$package" --strip-components=1
	fi
	mkdir -p "$(dirname "$to")"
	if cmp -s "$tmp/$package/$from" "$to"; then
		echo "same     $to  ($package $version)"
	else
		install -m 644 "$tmp/$package/$from" "$to"
		echo "changed  $to  ($package $version)"
	fi
}

static=internal/web/static
sans=@fontsource-variable/atkinson-hyperlegible-next
serif=@fontsource-variable/source-serif-4

take htmx.org 2.0.11 dist/htmx.min.js $static/js/htmx.min.js # 4.x swaps and inherits otherwise
take pagedjs 0.4.3 dist/paged.polyfill.min.js internal/programme/report/render/vendor/paged.polyfill.min.js
take axe-core 4.14.1 axe.min.js e2e/testdata/axe.min.js # tests only
take $sans 5.3.0 files/atkinson-hyperlegible-next-latin-wght-normal.woff2 $static/fonts/atkinson-next-normal.woff2
take $serif 5.3.1 files/source-serif-4-latin-wght-normal.woff2 $static/fonts/source-serif-normal.woff2
take $serif 5.3.1 files/source-serif-4-latin-wght-italic.woff2 $static/fonts/source-serif-italic.woff2
