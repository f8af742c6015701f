#!/usr/bin/env bash
# Finds Chromium for the tests that need a browser, or installs it where we may.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

[ -n "${PATHWAYS_CHROMIUM:-}" ] && exit 0
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done
apt_install chromium || step "No Chromium here and none could be installed: the tests that need a browser will be left out."
