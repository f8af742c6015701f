"""Vacancies that are broken in every way: never anything but a refusal in words or a row reported."""

from __future__ import annotations

import copy
import gzip
import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.database import Database
from pathways.feeds.refusals import FeedRefusedError
from tests.unit.feeds.made_vacancies import advert, bring_in_rows, bring_vacancies_in, found, page
from tests.unit.feeds.running import every_row

MEGABYTE = 1024**2


def offered_or_refused(database: Database, path: Path) -> int:
    """How many opportunities came in; none for a file that was refused, whose words must say which it was."""
    try:
        return bring_vacancies_in(database, path, dry_run=True).offered
    except FeedRefusedError as refusal:
        words = str(refusal)
    assert len(words.split()) > 3
    return 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", b'{"vacancies": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"),
        ("deep_object.json", b'{"vacancies": [' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"]}"),
        ("long.json", b'{"vacancies": [{"title": "' + b"x" * (10 * MEGABYTE) + b'"}]}'),
        ("cut.json", json.dumps(page(advert())).encode()[:-40]),
        ("cut.json.gz", gzip.compress(json.dumps(page(advert())).encode())[:-20]),
        ("not.json.gz", b"this was never compressed"),
        ("wide.json", json.dumps(page(advert())).encode("utf-16")),
        ("latin.json", json.dumps(page(advert(title="Café")), ensure_ascii=False).encode("latin-1")),
        ("page.json", b"<!doctype html><title>Sign in</title>"),
        ("empty.json", b""),
        ("number.json", b"42"),
        ("words.json", b'["one", "two", null, 3, [], true]'),
        ("null.json", b'{"vacancies": null}'),
        ("none.json", b'{"vacancies": []}'),
    ],
)
def test_a_broken_file_changes_nothing_and_is_refused_with_words(
    database: Database, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    tracemalloc.start()
    with pytest.raises(FeedRefusedError, match=r"\w+ \w+ \w+"):
        bring_vacancies_in(database, tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25 * MEGABYTE
    assert every_row(database)["programme"] == []


def test_the_longest_texts_that_are_taken_fit_the_database(database: Database, tmp_path: Path) -> None:
    long, name = "Long words. " * 4_000, "N" * 300
    row = advert(
        title=name,
        employerName="E " * 140,
        providerName=name,
        expectedDuration=long,
        **dict.fromkeys(("description", "fullDescription", "trainingDescription", "thingsToConsider"), long),
        employmentLocationInformation=long,
        vacancyUrl="https://a.example/" + "x" * 482,
        course={"larsCode": "9" * 300, "title": long, "route": long, "level": 3},
        address={"addressLine1": long, "addressLine2": long, "postcode": "DH8 5AB"},
    )
    row["wage"] |= {"wageAmount": None, "wageAdditionalInformation": long, "workingWeekDescription": long}
    report = bring_in_rows(
        database, tmp_path, row, found(title="A baker and apprentice " * 12, wageText=long)
    )
    assert (report.offered, report.problems.total_refused) == (2, 0)


@pytest.mark.parametrize("empty", ["", None])
def test_what_is_empty_is_not_given(database: Database, tmp_path: Path, empty: str | None) -> None:
    told = {name: None if isinstance(value, dict) else empty for name, value in advert().items()}
    report = bring_in_rows(database, tmp_path, told | {"vacancyReference": "7", "title": "Apprentice"})
    assert (report.offered, report.problems.listed) == (1, [])


def test_a_member_named_twice_counts_once(database: Database, tmp_path: Path) -> None:
    row = json.dumps(advert())[:-1] + ', "title": "Second title"}'
    (tmp_path / "twice.json").write_text(f'{{"vacancies": [{row}]}}')
    assert bring_vacancies_in(database, tmp_path / "twice.json").offered == 1
    assert "Second title" in repr(every_row(database)["programme"])


def test_members_of_the_wrong_kind_are_rows_reported(database: Database, tmp_path: Path) -> None:
    report = bring_in_rows(database, tmp_path, "words", None, 7, [advert()], advert())  # type: ignore[arg-type]
    assert report.offered == 1
    assert [problem.line for problem in report.problems.listed] == [1, 2, 3, 4]


def test_a_spoilt_line_is_left_out_and_the_rest_comes_in(database: Database, tmp_path: Path) -> None:
    lines = [json.dumps(advert()), '{"vacancyReference": "2", "ti', json.dumps(found())]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines))
    report = bring_vacancies_in(database, tmp_path / "lines.jsonl")
    assert (report.offered, [problem.line for problem in report.problems.listed]) == (2, [2])


def test_a_zip_with_names_outside_itself_is_refused(database: Database, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("../1.json", json.dumps(page(advert())))
    with pytest.raises(FeedRefusedError, match="outside its own folder"):
        bring_vacancies_in(database, tmp_path / "set.zip")


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.sampled_from(["1e999", "0001-01-01T00:00:00", "2026-02-30", "\ud800", "nul\0", "£" * 50, "9" * 400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLACES = st.sampled_from(
    [(name,) for name in advert()]
    + [(name,) for name in found()]
    + [("wage", name) for name in advert()["wage"]]
    + [("course", name) for name in advert()["course"]]
    + [("address", "postcode"), ("address", "addressLine1"), ("location", "lat"), ("location", "lon")]
    + [("otherAddresses",), ("qualifications",), ("employerContactName",), ("employerLocationOption",)]
)


@given(
    shape=st.sampled_from([advert, found]),
    changes=st.lists(st.tuples(PLACES, ANYTHING), min_size=1, max_size=4),
    dropped=st.lists(PLACES, max_size=2),
)
def test_whatever_stands_in_a_row_it_comes_in_or_is_reported(
    database: Database, tmp_path: Path, shape: Any, changes: list[Any], dropped: list[Any]
) -> None:
    row = copy.deepcopy(shape())
    for place, value in changes:
        inside = row
        for name in place[:-1]:
            inside = inside.get(name) if isinstance(inside.get(name), dict) else {}
        inside[place[-1]] = value
    for place in dropped:
        row.pop(place[0], None)
    good = advert("1000399999")
    report = bring_in_rows(database, tmp_path, good, row, dry_run=True)
    assert report.offered >= 1
    assert report.offered - 1 >= 1 or report.problems.total_refused == 1
    for problem in report.problems.listed:
        assert problem.rule
        assert problem.mend
        assert problem.line in (1, 2)


@given(st.data())
def test_a_file_spoilt_anywhere_is_read_as_far_as_it_goes_or_refused(
    database: Database, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(json.dumps(page(advert(), found())).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    path = tmp_path / "spoilt.json"
    path.write_bytes(bytes(content[: end if data.draw(st.booleans()) else None]))
    assert offered_or_refused(database, path) in (0, 1, 2)
