"""The XML form written out as tables, names of providers by number, and what accreditations and UCAS numbers say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.feeds.bundle import Bundle
from pathways.feeds.discover_uni import extras, tables
from pathways.feeds.discover_uni.extras import AccreditationRow, AccreditedRow, Extras, UcasRow
from pathways.feeds.discover_uni.names import ProviderNames
from pathways.feeds.discover_uni.xml_form import WRITTEN, as_tables, xml_entries
from pathways.feeds.importing import Reading
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.staging import Staging
from pathways.paths import resource_dir
from tests.factories import make_provider, make_source
from tests.unit.feeds.running import quiet

SEED = resource_dir("seed_data")
KEY = {"pubukprn": "10007799", "ukprn": "10007799", "kiscourseid": "A", "kismode": "01"}


def element(name: str, *inside: str, **members: str) -> str:
    return (
        f"<{name}>{''.join(f'<{n}>{escape(v)}</{n}>' for n, v in members.items())}{''.join(inside)}</{name}>"
    )


def course(code: str = "LAW1", *inside: str) -> str:
    return element("KISCOURSE", *inside, KISCOURSEID=code, KISMODE="01", TITLE=f"Title of {code}")


def institution(*courses: str, number: str = "10007799", registrar: str = "10007799") -> str:
    return element("INSTITUTION", *courses, PUBUKPRN=number, UKPRN=registrar)


def written(folder: Path, *files: str) -> tuple[dict[str, list[dict[str, str]]], Problems]:
    """The rows of each table that these files are written out as, by the name of the table."""
    paths = [folder / f"kis{number}.xml" for number in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, encoding="utf-8")
    found: dict[str, list[dict[str, str]]] = {}
    bundle = Bundle(paths, (".xml", ".csv"))
    # Nothing is staged while the form is written out.
    reading = Reading(bundle, cast("Staging", None), Problems(), quiet, Counter())
    with as_tables(reading, xml_entries(bundle), lambda ukprn: f"No. {ukprn}") as made:
        for entry in made.entries:
            with made.open_text(entry.stem) as text_of:
                found[entry.stem] = list(csv.DictReader(text_of))
    return found, reading.problems


def test_a_file_with_nothing_in_it_becomes_tables_without_rows(tmp_path: Path) -> None:
    found, problems = written(tmp_path, "<KIS/>")
    assert set(found) == {table.name.upper() for table in WRITTEN}
    assert not any(found.values())
    assert problems.listed == []


def test_an_institution_in_two_files_stands_there_once_with_the_courses_of_both(tmp_path: Path) -> None:
    files = [element("KIS", institution(course(code))) for code in ("LAW1", "ART1")]
    found, _ = written(tmp_path, *files)
    assert [row["LEGAL_NAME"] for row in found["INSTITUTION"]] == ["No. 10007799"]
    assert [row["KISCOURSEID"] for row in found["KISCOURSE"]] == ["LAW1", "ART1"]


def test_one_teacher_registered_by_two_is_two_and_each_has_its_own_courses(tmp_path: Path) -> None:
    both = [institution(course("A"), registrar="10000001"), institution(course("B"), registrar="10000002")]
    found, _ = written(tmp_path, element("KIS", *both))
    assert [(row["PUBUKPRN"], row["UKPRN"]) for row in found["INSTITUTION"]] == [
        ("10007799", "10000001"), ("10007799", "10000002"),
    ]  # fmt: skip
    assert [(row["UKPRN"], row["KISCOURSEID"]) for row in found["KISCOURSE"]] == [
        ("10000001", "A"),
        ("10000002", "B"),
    ]


def test_what_stands_in_a_course_carries_its_key_whatever_it_says_itself(tmp_path: Path) -> None:
    inside = (
        "<SBJ>CAH16</SBJ><SBJ>CAH17</SBJ>",
        element("COURSELOCATION", LOCID="AB", UCASCOURSEID="6073", KISCOURSEID="ANOTHER"),
        element("COURSELOCATION", LOCID="CD"),
    )
    found, _ = written(tmp_path, element("KIS", institution(course("LAW1", *inside))))
    assert [(row["KISCOURSEID"], row["SBJ"]) for row in found["SBJ"]] == [
        ("LAW1", "CAH16"),
        ("LAW1", "CAH17"),
    ]
    assert [(row["KISCOURSEID"], row["LOCID"]) for row in found["COURSELOCATION"]] == [
        ("LAW1", "AB"),
        ("LAW1", "CD"),
    ]
    assert [row["UCASCOURSEID"] for row in found["UCASCOURSEID"]] == ["6073"]


def test_a_course_outside_an_institution_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    found, problems = written(tmp_path, element("KIS", course("LOST"), institution(course("LAW1"))))
    assert [row["KISCOURSEID"] for row in found["KISCOURSE"]] == ["LAW1"]
    assert [(problem.value, problem.file) for problem in problems.listed] == [("LOST", "kis0.xml")]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20))
def test_any_title_comes_out_of_the_table_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    text = element("KIS", institution(element("KISCOURSE", KISCOURSEID="A", KISMODE="01", TITLE=title)))
    found, _ = written(tmp_path_factory.mktemp("xml"), text)
    (row,) = found["KISCOURSE"]
    assert row["TITLE"].split() == title.replace("&amp;", "&").split()


def test_the_folder_of_the_tables_is_gone_afterwards_even_when_reading_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "temporary"
    inner.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(inner))
    written(tmp_path, "<KIS/>")
    with pytest.raises(FileRefusedError):
        written(tmp_path, "<KIS><INSTITUTION>")
    assert list(inner.iterdir()) == []


def test_xml_and_tables_are_told_apart_by_their_endings(tmp_path: Path) -> None:
    for name in ("a.XML", "b.xml.gz", "LOCATION.csv"):
        (tmp_path / name).write_bytes(b"")
    bundle = Bundle([tmp_path], (".xml", ".csv"))
    assert [entry.name for entry in xml_entries(bundle)] == ["a.XML", "b.xml.gz"]
    (tmp_path / "kiscourse.csv").write_bytes(b"")
    with pytest.raises(FileRefusedError, match="Both forms"):
        xml_entries(Bundle([tmp_path], (".xml", ".csv")))
    (tmp_path / "a.XML").unlink()
    (tmp_path / "b.xml.gz").unlink()
    assert xml_entries(Bundle([tmp_path], (".xml", ".csv"))) == []
    assert tables.COURSE.name == "KISCOURSE"


def test_of_two_sources_with_one_number_the_name_is_always_that_of_the_newer(
    database: Database, session: Session
) -> None:
    """Also after the older row was written again: else a course's provider would be renamed at every import."""
    older = make_provider(session, name="Red Kite University", ukprn=10007799)
    make_provider(session, name="RKU", ukprn=10007799, source_id=make_source(session, slug="second").id)
    session.commit()
    with database.engine.connect() as connection:
        assert ProviderNames(connection, SEED).of("10007799") == "RKU"
    older.about = "Written again."
    session.commit()
    with database.engine.connect() as connection:
        assert ProviderNames(connection, SEED).of("10007799") == "RKU"


def test_a_name_comes_from_an_import_then_from_our_lists_and_is_never_made_up(
    database: Database, session: Session
) -> None:
    with (SEED / "provider_kinds.csv").open(encoding="utf-8", newline="") as file:
        listed = next(csv.DictReader(file))
    make_provider(session, name="Without a number")
    session.commit()
    with database.engine.connect() as connection:
        names = ProviderNames(connection, SEED)
    assert names.of(listed["ukprn"]) == listed["name"]
    assert names.of("19999999") == "Provider number 19999999"
    assert names.of("") == "Provider number "
    assert names.of("None") == "Provider number None"
    make_provider(session, name="Theirs", ukprn=int(listed["ukprn"]))
    session.commit()
    with database.engine.connect() as connection:
        assert ProviderNames(connection, SEED).of(listed["ukprn"]) == "Theirs"


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(["", "0", "1"])), max_size=6))
def test_each_accreditation_is_said_once_and_only_those_that_have_words(drawn: list[tuple[str, str]]) -> None:
    held = Extras(texts={"1": "Law Board", "2": "Art\nBoard."})
    held.add_text(AccreditationRow(acctype="2", acctext=" Art \t Board. ", acctextw="x"))
    told = [
        held.add_accredited(AccreditedRow(**KEY, acctype=kind, accdepend=depend)) for kind, depend in drawn
    ]
    assert told == [kind != "3" for kind, _ in drawn]
    wanted = []
    for kind, depend in drawn:
        plain = {"1": "Law Board.", "2": "Art Board."}.get(kind)
        if plain:
            wanted.append(plain + (" It depends on what you choose to study." if depend == "1" else ""))
    said = held.sentences(AccreditedRow(**KEY, acctype="1", accdepend="").key)
    assert said == (
        f"Discover Uni lists this recognition: {' '.join(dict.fromkeys(wanted))}" if wanted else ""
    )


@pytest.mark.parametrize("kind", ["", "x", "1" * 11, "-1", "\u0661"])
def test_an_accreditation_has_a_number_in_plain_figures(kind: str) -> None:
    with pytest.raises(ValidationError):
        AccreditedRow(**KEY, acctype=kind, accdepend="")


@pytest.mark.parametrize(
    ("number", "fits"), [("6073", True), ("A" * 20, True), ("A" * 21, False), ("60 73", False), ("", False)]
)
def test_a_number_of_ucas_is_short_and_without_spaces(number: str, fits: bool) -> None:
    if not fits:
        with pytest.raises(ValidationError):
            UcasRow(**KEY, locid="AB", ucascourseid=number)
        return
    row = UcasRow(**KEY, locid="AB", ucascourseid=f" {number} ")
    held = Extras(ucas={(row.key, row.locid): row.ucascourseid})
    assert held.how_to_apply(row.key, "AB").endswith(f"under the number {number}.")
    assert held.how_to_apply(row.key, "CD") == ""
    assert {extras.UCAS.name, extras.ACCREDITED.name} <= {table.name for table in WRITTEN}
