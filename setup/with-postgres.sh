#!/usr/bin/env bash
# Runs a command with a PostgreSQL server to test on: the one that PATHWAYS_TEST_POSTGRES names or that runs on
# this machine, else one of our own in a temporary folder, installed first where we may.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

reachable() { .venv/bin/python -c 'import sys; from tests.harness.engines import postgres_address; sys.exit(postgres_address() is None)'; }
find_initdb() { { ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null || true; } | sort -V | tail -1; }

if [ -n "${PATHWAYS_TEST_POSTGRES:-}" ] || reachable; then exec "$@"; fi
programs=$(find_initdb)
if [ -z "$programs" ]; then
    apt_install postgresql || true
    programs=$(find_initdb)
fi
if [ -z "$programs" ]; then
    step "No PostgreSQL here and none could be installed: nothing will run on it."
    exec "$@"
fi

folder=$(mktemp -d)
as_other=()
if is_root; then
    # PostgreSQL refuses to run as root.
    user=$(id -un postgres 2>/dev/null || echo nobody)
    chown "$user" "$folder"
    as_other=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() { "${as_other[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
step "Starting a PostgreSQL server for the tests"
"${as_other[@]}" "$programs/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C >/dev/null
"${as_other[@]}" "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off" \
    start >/dev/null || { cat "$folder/log" >&2; fail "The PostgreSQL server for the tests did not start."; }
PATHWAYS_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres" "$@"
