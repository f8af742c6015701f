#!/usr/bin/env bash
# Brings the database of instance folder $1 to this version; loads the demonstration catalogue (the files that
# follow) and publishes it when it is not there yet or its files are newer than the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
instance=$1
shift

mkdir -p "$instance" || fail "The folder $instance cannot be made." "Choose another: PATHWAYS_INSTANCE_DIR=... make run"
# One mark for each database that this folder has served.
mark="$instance/.seeded-$(printf %s "${PATHWAYS_DATABASE_URL:-}" | cksum | cut -d' ' -f1)"
said=$(.venv/bin/pathways init)
case $said in *created*) rm -f "$mark" ;; esac
newer=
if [ -e "$mark" ]; then
    for file in "$@"; do [ "$file" -nt "$mark" ] && newer=$file; done
fi
if ! [ -e "$mark" ] || [ -n "$newer" ]; then
    step "Loading the demonstration catalogue"
    .venv/bin/pathways seed
fi
if ! [ -e "$mark" ] || [ -n "$newer" ] || ! [ -d "$instance/snapshot" ]; then
    step "Building the catalogue snapshot"
    .venv/bin/pathways index
fi
[ -e "$mark" ] && [ -z "$newer" ] || touch "$mark"
