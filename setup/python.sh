#!/usr/bin/env bash
# Makes the virtual environment $1 with Python 3.11 or later.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
venv=$1

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python"; then exit 0; fi
found=
for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
    if command -v "$name" >/dev/null && new_enough "$name"; then found=$name; break; fi
done
[ -n "$found" ] || fail "Python 3.11 or later was not found." \
    "On Debian or Ubuntu: apt-get install python3 python3-venv" \
    "If it is somewhere else: make run PYTHON=/path/to/python3.11"
step "Making $venv with $($found --version)"
rm -rf "$venv"
if ! "$found" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    version=$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    apt_install "$version" && "$found" -m venv "$venv" || fail "The virtual environment could not be made." \
        "On Debian or Ubuntu: apt-get install $version"
fi
