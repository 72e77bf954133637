#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, which is gone afterwards: with-postgres.sh COMMAND…
# The server listens on a socket in a folder that only its owner opens, and on no network address; MAILLAGE_TEST_POSTGRES tells the tests.
# Without PostgreSQL the command runs all the same and its PostgreSQL half is skipped, except in CI, where that is a failure.
set -euo pipefail

[ -n "${MAILLAGE_TEST_POSTGRES:-}" ] && exec "$@"

bin=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)") 2>/dev/null || bin=
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
	id postgres >/dev/null 2>&1 && command -v runuser >/dev/null && as=(runuser -u postgres --) || bin=
fi
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
	if [ "${CI:-}" = true ]; then
		echo "PostgreSQL is not there: in CI both engines must be tested." >&2
		exit 1
	fi
	echo "PostgreSQL is not there: the PostgreSQL half of the tests is skipped." >&2
	exec "$@"
fi

dir=$(mktemp -d /tmp/maillage-pg.XXXXXX) # short: a socket's path has at most 107 letters
stop() {
	status=$?
	trap - EXIT
	[ -f "$dir/data/postmaster.pid" ] && "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
	rm -rf "$dir"
	exit "$status"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

[ ${#as[@]} -eq 0 ] || chown postgres "$dir"
cd "$dir"
if ! { "${as[@]}" "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync &&
	"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 start \
		-o "-c listen_addresses='' -k $dir -F -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"; } >"$dir/start" 2>&1; then
	cat "$dir/start" "$dir/log" >&2 2>/dev/null || true
	echo "The PostgreSQL server of the tests does not start." >&2
	exit 1
fi
cd "$OLDPWD"
echo "PostgreSQL $("$bin/postgres" --version | grep -oE '[0-9]+(\.[0-9]+)?' | head -n 1), a server of its own for these tests."
export MAILLAGE_TEST_POSTGRES="postgres://postgres@/postgres?host=$dir"
"$@"
