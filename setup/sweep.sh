#!/usr/bin/env bash
# The long checks, whole instead of sampled. `districts [JOBS]`: suggestions for twelve young people from every postcode
# district, on a clean instance made here from seed_data. `properties [JOBS]`: every property test with many examples.
# What is done is kept in test-results/sweep. Stopped and run again, each goes on where it was, until the day, the code,
# the tests or seed_data change; then both begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
what=$1
folder=test-results/sweep
python=.venv/bin/python

if [ "$what" = one ]; then
    name=${2//\//__}
    if "$python" -m pytest -q -m hypothesis --database=both "$2" >"$folder/properties/$name.log" 2>&1; then
        mv "$folder/properties/$name.log" "$folder/properties/$name.held"
        printf 'held    %s\n' "$2" >&2
    else
        printf 'FAILED  %s (see %s)\n' "$2" "$folder/properties/$name.log" >&2
        exit 1
    fi
    exit
fi

jobs=${2:-2}
day=$(date -u +%F)
mark=$folder/day
if [ "$(cat "$mark" 2>/dev/null)" != "$day" ] ||
    [ -n "$(find pathways seed_data tests -type f '(' -name '*.py' -o -name '*.csv' ')' -newer "$mark" -print -quit)" ]; then
    rm -rf "$folder"
    mkdir -p "$folder/properties"
    printf '%s\n' "$day" >"$mark"
fi

case $what in
districts)
    export PATHWAYS_ENV=development PATHWAYS_INSTANCE_DIR=$PWD/$folder/instance
    unset PATHWAYS_DATABASE_URL
    if ! [ -e "$folder/catalogue-made" ]; then
        step "Making a catalogue of its own from seed_data"
        rm -rf "$PATHWAYS_INSTANCE_DIR"
        for command in init seed index; do "$python" -m pathways "$command" >/dev/null; done
        touch "$folder/catalogue-made"
    fi
    step "Twelve young people in every postcode district (Ctrl-C stops; the same command goes on)"
    "$python" -m pathways.guidance.evaluation.sweep "$PATHWAYS_INSTANCE_DIR" "$folder/districts.csv" --jobs "$jobs"
    ;;
properties)
    export PATHWAYS_TEST_PROFILE=sweep
    left=()
    while IFS= read -r file; do
        [ -e "$folder/properties/${file//\//__}.held" ] || left+=("$file")
    done < <(grep -rl --include='test_*.py' 'hypothesis import' tests | sort)
    if [ ${#left[@]} = 0 ]; then
        step "Every property held. To try other examples: rm -r $folder"
        exit
    fi
    step "${#left[@]} files of property tests (Ctrl-C stops; the same command goes on)"
    printf '%s\n' "${left[@]}" | xargs -P "$jobs" -I '{}' setup/sweep.sh one '{}' ||
        fail "Some properties did not hold." "Each has a log in $folder/properties."
    ;;
*) fail "There is no sweep of \"$what\"." "Say districts or properties." ;;
esac
