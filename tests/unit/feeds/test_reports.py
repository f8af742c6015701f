"""What an import says of itself, in words and for a program."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.comparing import Counts
from pathways.feeds.problems import LONGEST_VALUE, MOST_LISTED, Problems, RowProblem, shown
from pathways.feeds.report import MOST_SHOWN, ImportReport


def problem(
    file: str = "SBJ.csv", line: int = 2, column: str = "SBJ", rule: str = "SBJ is a code"
) -> RowProblem:
    return RowProblem(file, line, column, "nursing", rule, "Write a code in SBJ.")


def report(**changes: object) -> ImportReport:
    made = ImportReport("discover-uni", "discover-uni", ["set.zip"], dry_run=False)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def text(made: ImportReport) -> str:
    return "\n".join(made.lines())


def test_an_import_says_how_many_came_in_and_what_changed() -> None:
    made = report(applied=True, offered=1_234, with_venue=1_200, with_place=1_190, past=3)
    made.rows["SBJ.csv"] = 5_000
    made.counts.kinds["programme"].added = 1_000
    said = text(made)
    assert "1,234 opportunities came in from 5,000 rows" in said
    assert "1,200 at a named site" in said
    assert "44 without a place" in said
    assert "3 past" in said
    assert "1,000 added" in said
    assert "refused" not in said


def test_what_was_refused_is_said_by_rule_with_the_first_case_and_how_to_mend_it() -> None:
    problems = Problems()
    for line in range(2, 7):
        problems.refuse(problem(line=line))
    problems.note(problem("LOCATION.csv", 9, "LATITUDE", "On land"))
    said = text(report(problems=problems))
    assert "5 rows were refused, 1 came in without a value that was wrong" in said
    assert "5 x SBJ.csv SBJ: SBJ is a code" in said
    assert "The first: SBJ.csv line 2, SBJ 'nursing'. Write a code in SBJ." in said


def test_only_the_most_frequent_rules_are_shown_and_all_are_in_the_report() -> None:
    problems = Problems()
    for number in range(MOST_SHOWN + 5):
        problems.refuse(problem(rule=f"Rule {number}"))
    made = report(problems=problems)
    assert sum("SBJ.csv SBJ: Rule" in line for line in made.lines()) == MOST_SHOWN
    counted = made.as_dict()["problem_counts"]
    assert isinstance(counted, list)
    assert len(counted) == MOST_SHOWN + 5


def test_a_refused_import_says_so_first() -> None:
    first, *_ = report(refused_because="TARIFF.csv is missing.").lines()
    assert first == "Nothing was changed: TARIFF.csv is missing."


def test_a_dry_run_says_last_that_nothing_was_changed() -> None:
    made = report()
    made.dry_run = True
    assert list(made.lines())[-1] == "Dry run: nothing was changed."


def test_what_was_forced_is_noted() -> None:
    assert "Note: It holds 3 opportunities" in text(report(warnings=["It holds 3 opportunities"]))


def test_the_report_is_plain_json_with_every_count() -> None:
    problems = Problems()
    problems.refuse(problem())
    made = report(
        problems=problems, offered=10, with_venue=8, with_place=7, seconds=1.234, seconds_locked=0.126
    )
    told = json.loads(json.dumps(made.as_dict()))
    assert told["opportunities"] == {
        "offered": 10,
        "with_a_venue": 8,
        "with_a_place_on_the_map": 7,
        "without_a_place": 3,
        "past": 0,
        "outside_the_area": 0,
        "listed_by_another_source_too": 0,
    }
    assert set(told["counts"]) == {"provider", "venue", "programme", "opportunity"}
    assert told["rows_refused"] == {"SBJ.csv": 1}
    assert (told["seconds"], told["seconds_locked"]) == (1.2, 0.13)
    assert told["problems"][0]["mend"] == "Write a code in SBJ."


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=60),
    st.lists(st.sampled_from(["a", "b"]), max_size=60),
)
def test_every_problem_is_counted_once(refused: list[str], noted: list[str]) -> None:
    problems = Problems()
    for file in refused:
        problems.refuse(problem(file))
    for file in noted:
        problems.note(problem(file))
    assert (problems.total_refused, problems.total_noted) == (len(refused), len(noted))
    assert sum(int(rule["rows"]) for rule in problems.by_rule()) == len(refused) + len(noted)
    rows = [int(rule["rows"]) for rule in problems.by_rule()]
    assert rows == sorted(rows, reverse=True)


def test_a_million_problems_do_not_fill_the_memory() -> None:
    problems = Problems()
    one = problem()
    for _ in range(MOST_LISTED * 3):
        problems.refuse(one)
    assert len(problems.as_list()) == MOST_LISTED
    assert problems.total_refused == MOST_LISTED * 3


@given(st.text(max_size=400))
def test_a_value_is_shown_in_one_printable_line(value: str) -> None:
    told = shown(value)
    assert len(told) <= LONGEST_VALUE + 3
    assert told.isprintable()
    if value.isprintable() and len(value) <= LONGEST_VALUE:
        assert told == value


def test_no_value_and_numbers_are_shown_too() -> None:
    assert (shown(None), shown(3.5), shown("")) == ("", "3.5", "")


def test_counts_add_up_what_an_import_touches() -> None:
    counts = Counts()
    assert counts.changes == 0
    counts.kinds["venue"].added = 2
    counts.kinds["programme"].changed = 3
    counts.kinds["opportunity"].withdrawn = 4
    counts.kinds["provider"].same = 100
    assert counts.changes == 9
    assert counts.as_dict()["venue"] == {"added": 2, "changed": 0, "same": 0, "withdrawn": 0}
