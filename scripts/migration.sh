#!/usr/bin/env bash
# Makes the next migration: migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/../internal/db/migrations"

name=${1:?usage: make migration name=what_it_does}
[[ $name =~ ^[a-z][a-z0-9_]*$ ]] || { echo "The name is in small letters with underscores: what_it_does" >&2; exit 2; }
last=$(find . -name '[0-9]*.sql' | sed 's|^\./||; s|_.*||' | sort | tail -n 1)
file=$(printf '%05d_%s.sql' $((10#${last:-0} + 1)) "$name")
cat >"$file" <<'SQL'
-- +goose Up
-- Forward only. Types are text, bigint, boolean and timestamp; db/migrate.go translates them for PostgreSQL.
SQL
echo "internal/db/migrations/$file: write it, then make gen rewrites internal/db/schema.sql; name a new table in internal/db/copy.go."
