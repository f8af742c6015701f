"""Small readers that several formats share: headers of tables, names by number, keys and job titles of standards."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.feeds.bundle import Bundle
from pathways.feeds.discover_uni.names import ProviderNames
from pathways.feeds.headers import columns_of
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.standards.records import LONGEST_KEY, StandardRecord, joined_titles, key_of
from pathways.feeds.standards.tables import Item, rule_of
from pathways.feeds.standards_known import Band
from pathways.paths import resource_dir
from tests.factories import make_provider
from tests.unit.feeds.made_standards import bring_in, item, write_list


def test_a_header_is_read_in_capitals_without_its_spaces(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\ufeffTitle, larsCode \n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"one,two\n"))
    (tmp_path / "c.csv").write_text("")
    bundle = Bundle([tmp_path])
    headers = [columns_of(bundle, entry) for entry in bundle.entries]
    assert headers == [["TITLE", "LARSCODE"], ["ONE", "TWO"], []]


def test_a_file_that_is_no_text_is_refused_when_its_header_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00title")
    bundle = Bundle([tmp_path])
    with pytest.raises(FileRefusedError, match="not UTF-8"):
        columns_of(bundle, bundle.entries[0])


def test_a_provider_is_known_by_our_lists_and_an_import_goes_before_them(
    database: Database, session: Session
) -> None:
    make_provider(session, name="Askham Bryan, renamed", ukprn=10000415)
    session.commit()
    with database.engine.connect() as connection:
        names = ProviderNames(connection, resource_dir("seed_data"))
    assert names.of("10000415") == "Askham Bryan, renamed"
    assert names.of("10000528") == "Barking and Dagenham College"
    assert names.of("19999999") == "Provider number 19999999"


@given(st.text(max_size=300), st.sampled_from(Band))
def test_a_key_fits_its_column_and_ends_with_the_band(title: str, band: Band) -> None:
    key = key_of(title, band)
    assert len(key) <= LONGEST_KEY
    assert key.endswith(f"|{band}")
    assert key == key_of(f"  {title} ", band)


def test_two_records_differ_in_their_fingerprint_when_anything_differs() -> None:
    record = StandardRecord("stonemason|intermediate", "Stonemason", Band.INTERMEDIATE)
    changes = ({"title": "STONEMASON"}, {"lars_code": "1"}, {"job_titles": "mason"}, {"most_funding": 1})
    digests = {replace(record, **change).digest() for change in changes} | {record.digest()}
    assert len(digests) == len(changes) + 1
    assert replace(record).digest() == record.digest()


def test_job_titles_are_said_once_and_cannot_break_the_list() -> None:
    assert joined_titles(["Mason", " Mason ", "Mason; fixer", ""]) == "Mason; Mason fixer"
    assert joined_titles([]) == ""


def test_every_member_that_can_be_wrong_has_a_rule_to_show() -> None:
    for name in ("title", "level", "referenceNumber", "larsCode", "typicalDuration", "typicalJobTitles"):
        assert rule_of(name), name
    assert rule_of("unheardOf") == ""


def test_json_lines_and_a_list_inside_a_page_are_read_alike(database: Database, tmp_path: Path) -> None:
    first = Item.model_validate(item())
    assert first.rank == (True, (1, 1))
    page = tmp_path / "page.json"
    page.write_text('{"total": 1, "standards": ' + write_list(tmp_path / "a", item()).read_text() + "}")
    assert bring_in(database, page).offered == 1
    lines = tmp_path / "lines.jsonl"
    lines.write_text(write_list(tmp_path / "b", item()).read_text().strip("[]") + "\n{broken\n")
    report = bring_in(database, lines)
    assert (report.counts.kinds["standard"].same, report.problems.total_refused) == (1, 1)
