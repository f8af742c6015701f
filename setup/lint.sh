#!/usr/bin/env bash
# Every check of the code that needs no running service. All of them run; the first failure is not the last word.
set -uo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
failed=()
check() {
    step "$1"
    shift
    "$@" || failed+=("$*")
}

python_folders=(pathways tests setup)
[ -d bench ] && python_folders+=(bench)
check "Style" .venv/bin/ruff check "${python_folders[@]}"
check "Layout" .venv/bin/ruff format --check "${python_folders[@]}"
check "Types" .venv/bin/mypy
check "Layers" .venv/bin/lint-imports --no-logo
check "Templates" .venv/bin/djlint templates --lint --quiet
check "Shell" bash -n setup/*.sh .ci/run
if [ ${#failed[@]} -gt 0 ]; then
    fail "Some checks found something:" "${failed[@]}"
fi
step "Nothing found"
