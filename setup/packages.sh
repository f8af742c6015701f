#!/usr/bin/env bash
# Installs the packages of requirements/$2.txt, by hash, and the project itself, into the virtual environment $1.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
venv=$1 list=$2

step "Installing Python packages (requirements/$list.txt)"
if ! "$venv/bin/python" -m pip install -qq --no-compile --require-hashes -r "requirements/$list.txt"; then
    fail "The Python packages could not be installed." \
        "The lines above say which. Without a network, or behind a mirror, set PIP_INDEX_URL or PIP_FIND_LINKS." \
        "Then run the same command again: it goes on where it stopped."
fi
"$venv/bin/python" -m pip install -qq --no-deps --no-build-isolation --editable .
