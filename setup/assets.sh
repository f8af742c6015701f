#!/usr/bin/env bash
# Builds static/build from the npm packages of package-lock.json. Without npm, Node comes from PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
venv=$1

if ! command -v npm >/dev/null; then
    PATH="$PWD/$venv/bin:$PATH"
    if ! [ -x "$venv/bin/npm" ]; then
        step "npm is not here: bringing Node from PyPI"
        "$venv/bin/python" -m pip install -qq --require-hashes -r requirements/node.txt ||
            fail "Node could not be installed." "Install it yourself (apt-get install npm), then run the same command again."
    fi
fi
major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$major" -ge 18 ] || fail "Node 18 or later is needed to build the styles and scripts; this is version $major." \
    "Take the old one off the PATH: without npm, set-up brings its own."
step "Installing and building styles and scripts"
npm ci --no-audit --no-fund --loglevel=error || fail "The npm packages could not be installed." \
    "Check the network (npm config get registry), then run the same command again."
npm run --silent build || fail "The styles and scripts could not be built." "The lines above say why."
