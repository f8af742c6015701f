#!/usr/bin/env bash
# Writes the lock files in requirements/ from pyproject.toml: every package with its version and hashes, for every
# platform, and no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .setup/lock-tool/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$@"
}

[ -d .setup/lock-tool ] || "${PYTHON:-python3}" -m venv .setup/lock-tool
.setup/lock-tool/bin/pip install --quiet "uv==0.13.9"
compile requirements/run.txt pyproject.toml requirements/build.in
compile requirements/test.txt --constraint requirements/run.txt --extra test pyproject.toml requirements/build.in
compile requirements/lint.txt --constraint requirements/test.txt --extra lint pyproject.toml requirements/build.in
compile requirements/bench.txt --constraint requirements/test.txt --extra bench pyproject.toml requirements/build.in
compile requirements/node.txt requirements/node.in
if grep -nE '://' requirements/*.txt; then
    echo "A lock file holds an address." >&2
    exit 1
fi
wc -l requirements/*.txt
