"""What may be brought in, and every file that is refused whole, with words that say what to do."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Programme
from pathways.database import Database
from pathways.feeds.bundle import MOST_ENTRIES, Bundle
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError
from tests.unit.feeds.made_set import NURSING, UNIVERSITY, MadeSet, made_set
from tests.unit.feeds.running import bring_in, every_row


@pytest.fixture
def made() -> MadeSet:
    return made_set()


def test_a_folder_a_zip_gzipped_files_and_single_files_give_the_same_rows(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    plain = made.write(tmp_path / "plain")
    bring_in(database, plain)
    before = every_row(database)
    for paths in (
        [made.write(tmp_path / "packed", gzipped=True)],
        [made.write_zip(tmp_path / "set.zip")],
        sorted(plain.iterdir()),
    ):
        assert bring_in(database, *paths).counts.changes == 0
        assert every_row(database) == before


def test_columns_may_stand_in_any_order_with_others_beside_them(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    (folder / "SBJ.csv").write_text(
        "\ufeffsbj,Note,kismode,KISCOURSEID,UKPRN,PUBUKPRN\n"
        + "".join(
            f'{row["SBJ"]},"a, b",{row["KISMODE"]},{row["KISCOURSEID"]},{row["UKPRN"]},{row["PUBUKPRN"]}\n'
            for row in made["SBJ"]
        ),
        encoding="utf-8",
    )
    assert bring_in(database, folder).counts.changes == 0


def test_a_study_mode_without_its_zero_is_the_same_mode(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    for rows in made.values():
        for row in rows:
            if row.get("KISMODE"):
                row["KISMODE"] = row["KISMODE"].lstrip("0")
    assert bring_in(database, made.write(tmp_path / "short")).counts.changes == 0


def spoil_missing_table(folder: Path) -> None:
    (folder / "TARIFF.csv").unlink()


def spoil_missing_column(folder: Path) -> None:
    file = folder / "KISCOURSE.csv"
    file.write_text(file.read_text().replace("TITLE", "NAME"))


def spoil_repeated_column(folder: Path) -> None:
    file = folder / "KISCOURSE.csv"
    file.write_text(file.read_text().replace("FOUNDATION", "TITLE"))


def spoil_encoding(folder: Path) -> None:
    file = folder / "INSTITUTION.csv"
    file.write_bytes(file.read_text().replace("Ribbleside", "Ribbl\u00e9side").encode("cp1252"))


def spoil_utf16(folder: Path) -> None:
    file = folder / "SBJ.csv"
    file.write_bytes(file.read_text().encode("utf-16"))


def spoil_empty(folder: Path) -> None:
    (folder / "ENTRY.csv").write_bytes(b"")


def spoil_cut_gzip(folder: Path) -> None:
    packed = gzip.compress((folder / "GOSALARY.csv").read_bytes())
    (folder / "GOSALARY.csv").unlink()
    (folder / "GOSALARY.csv.gz").write_bytes(packed[: len(packed) // 2])


def spoil_false_gzip(folder: Path) -> None:
    (folder / "GOSALARY.csv").rename(folder / "GOSALARY.csv.gz")


def spoil_twice(folder: Path) -> None:
    (folder / "SBJ.csv.gz").write_bytes(gzip.compress((folder / "SBJ.csv").read_bytes()))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_missing_table, "TARIFF.csv is missing"),
        (spoil_missing_column, "no column TITLE"),
        (spoil_repeated_column, "TITLE more than once"),
        (spoil_encoding, "UTF-8"),
        (spoil_utf16, "UTF-8"),
        (spoil_empty, "empty"),
        (spoil_cut_gzip, "cut off"),
        (spoil_false_gzip, "not compressed"),
        (spoil_twice, "twice"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_whole_and_changes_nothing(
    database: Database,
    session: Session,
    made: MadeSet,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    words: str,
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    before = every_row(database)
    made["KISCOURSE"][0]["TITLE"] = "Something else"
    spoil(made.write(tmp_path / "spoilt"))
    with pytest.raises(FileRefusedError, match=words):
        bring_in(database, tmp_path / "spoilt")
    assert every_row(database) == before
    run = session.execute(select(ImportRun).order_by(ImportRun.id.desc()).limit(1)).scalar_one()
    assert run.state is RunState.REFUSED
    assert words in run.message


def test_a_zip_that_is_not_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.zip").write_bytes(b"PK\x03\x04 but nothing more")
    with pytest.raises(FileRefusedError, match="not a zip"):
        Bundle([tmp_path / "set.zip"])


def test_a_damaged_zip_is_refused(database: Database, made: MadeSet, tmp_path: Path) -> None:
    path = made.write_zip(tmp_path / "set.zip")
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)
    with pytest.raises(FeedRefusedError):
        bring_in(database, path)


@pytest.mark.parametrize("name", ["../SBJ.csv", "/etc/SBJ.csv", "a/../../SBJ.csv", "..\\SBJ.csv"])
def test_a_zip_with_names_outside_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr(name, "A,B\n")
    with pytest.raises(FileRefusedError, match="outside its own folder"):
        Bundle([tmp_path / "set.zip"])


def test_a_name_in_a_zip_gives_a_terminal_no_orders(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("\x1b[31mred\nand more.csv", "A,B\n1,2\n")
    bundle = Bundle([tmp_path / "set.zip"], (".csv",))
    assert bundle.told_others().isprintable()
    (entry,) = bundle.entries
    with bundle.open_text(entry.stem) as file:
        assert file.read() == "A,B\n1,2\n"


def test_a_zip_with_thousands_of_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for number in range(MOST_ENTRIES + 1):
            archive.writestr(f"{number}.csv", "")
    with pytest.raises(FileRefusedError, match="files"):
        Bundle([tmp_path / "set.zip"])


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_a_bomb_is_refused_long_before_it_is_unpacked(
    database: Database, made: MadeSet, tmp_path: Path, packed: str
) -> None:
    folder = made.write(tmp_path / "set")
    bomb = made.content("SBJ") + b"\n" * (64 * 1024**2)
    (folder / "SBJ.csv").unlink()
    if packed == "gz":
        (folder / "SBJ.csv.gz").write_bytes(gzip.compress(bomb))
        paths = [folder]
    else:
        with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("SBJ.csv", bomb)
        paths = [folder, tmp_path / "bomb.zip"]
    with pytest.raises(FileRefusedError, match="far more"):
        bring_in(database, *paths)


def test_what_is_neither_table_nor_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.pdf").write_bytes(b"%PDF")
    with pytest.raises(FileRefusedError, match=r"not a \.csv"):
        Bundle([tmp_path / "set.pdf"])
    with pytest.raises(FileRefusedError, match="neither a file nor a folder"):
        Bundle([tmp_path / "nowhere"])


def test_an_empty_folder_is_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    with pytest.raises(FileRefusedError, match="missing"):
        bring_in(database, tmp_path / "set")


def test_a_set_without_one_usable_course_is_refused(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    for row in made["KISCOURSE"]:
        row["TITLE"] = ""
    with pytest.raises(FeedRefusedError, match="No row") as refused:
        bring_in(database, made.write(tmp_path / "set"))
    assert refused.value.report is not None
    assert refused.value.report.problems.refused["KISCOURSE.csv"] == 4


@pytest.mark.parametrize(
    ("table", "values", "column"),
    [
        ("KISCOURSE", {"PUBUKPRN": "1000000"}, "PUBUKPRN"),
        ("KISCOURSE", {"KISCOURSEID": ""}, "KISCOURSEID"),
        ("KISCOURSE", {"KISMODE": "03"}, "KISMODE"),
        ("KISCOURSE", {"TITLE": "x" * 201}, "TITLE"),
        ("KISCOURSE", {"PUBUKPRN": "10009999"}, "PUBUKPRN"),
        ("SBJ", {"SBJ": "nursing"}, "SBJ"),
        ("SBJ", {"KISCOURSEID": "UNKNOWN"}, "KISCOURSEID"),
        ("CONTINUATION", {"UCONT": "101"}, "UCONT"),
        ("EMPLOYMENT", {"EMPAGG": "99"}, "EMPAGG"),
        ("GOSALARY", {"GOINSTMED": "-1"}, "GOINSTMED"),
        ("TARIFF", {"TARUNAVAILREASON": "7"}, "TARUNAVAILREASON"),
        ("ENTRY", {"ALEVEL": "many"}, "ALEVEL"),
        ("INSTITUTION", {"PUBUKPRNCOUNTRY": "FR"}, "PUBUKPRNCOUNTRY"),
        ("LOCATION", {"LATITUDE": "north"}, "LATITUDE"),
        ("LOCATION", {"LONGITUDE": "inf"}, "LONGITUDE"),
        ("LOCATION", {"LOCNAME": ""}, "LOCNAME"),
    ],
)
def test_a_bad_row_is_named_and_never_stops_the_others(
    database: Database,
    session: Session,
    made: MadeSet,
    tmp_path: Path,
    table: str,
    values: dict[str, str],
    column: str,
) -> None:
    made[table].append(made[table][-1] | values)
    report = bring_in(database, made.write(tmp_path / "set"))
    (problem,) = report.problems.listed
    assert (problem.file, problem.line) == (f"{table}.csv", len(made[table]) + 1)
    assert problem.column == column
    assert problem.rule
    assert problem.mend
    assert report.problems.total_refused == 1
    assert report.rows[f"{table}.csv"] == len(made[table])
    assert session.execute(select(Programme).where(Programme.course_code == NURSING)).scalar_one()


@pytest.mark.parametrize("table", ["KISCOURSE", "LOCATION", "COURSELOCATION"])
def test_a_row_that_stands_there_twice_counts_once(
    database: Database, made: MadeSet, tmp_path: Path, table: str
) -> None:
    made[table].append(dict(made[table][0]))
    report = bring_in(database, made.write(tmp_path / "set"))
    (problem,) = report.problems.listed
    assert "once" in problem.rule
    assert report.offered == 4


def test_a_course_at_an_unknown_site_is_kept_without_a_place(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    made["COURSELOCATION"][0]["LOCID"] = "ZZ"
    report = bring_in(database, made.write(tmp_path / "set"))
    assert (report.offered, report.with_venue) == (4, 3)
    assert report.problems.noted == {"COURSELOCATION.csv": 1}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (f"{UNIVERSITY},{UNIVERSITY},NURS1,01", "as many cells"),
        (f'{UNIVERSITY},{UNIVERSITY},"NURS1"x,01,CAH16-01-01', "read as CSV"),
        (f"{UNIVERSITY},{UNIVERSITY},NURS1\x00,01,CAH16-01-01", "NUL"),
        (f"{UNIVERSITY},{UNIVERSITY},{'x' * 200_000},01,CAH16-01-01", "read as CSV"),
    ],
)
def test_a_line_that_is_no_row_is_reported_and_the_next_is_read(
    database: Database, session: Session, made: MadeSet, tmp_path: Path, line: str, rule: str
) -> None:
    folder = made.write(tmp_path / "set")
    lines = made.content("SBJ").decode().splitlines()
    (folder / "SBJ.csv").write_text("\n".join([lines[0], line, *lines[1:]]), encoding="utf-8")
    report = bring_in(database, folder)
    (problem,) = report.problems.listed
    assert rule in problem.rule
    law = session.execute(select(Programme).where(Programme.course_code == NURSING)).scalar_one()
    assert law.subject_codes == "CAH02-04-01"


def test_a_report_of_endless_problems_stays_small(database: Database, made: MadeSet, tmp_path: Path) -> None:
    folder = made.write(tmp_path / "set")
    with (folder / "SBJ.csv").open("a") as file:
        file.writelines(f"{UNIVERSITY},{UNIVERSITY},GONE{number},01,CAH16-01-01\n" for number in range(5_000))
    report = bring_in(database, folder)
    assert report.problems.refused["SBJ.csv"] == 5_000
    assert len(report.problems.listed) == 1_000
    assert report.as_dict()["problem_counts"] == [
        {"file": "SBJ.csv", "column": "KISCOURSEID", "rule": "The course stands in KISCOURSE", "rows": 5_000}
    ]
