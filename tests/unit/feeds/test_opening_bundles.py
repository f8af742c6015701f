"""The files of an import: found by name, opened with care, counted while they are read."""

from __future__ import annotations

import contextlib
import gzip
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds import bundle as bundles
from pathways.feeds.bundle import Bundle
from pathways.feeds.refusals import FileRefusedError


def read(bundle: Bundle, stem: str) -> str:
    with bundle.open_text(stem) as text:
        return text.read()


def test_tables_are_found_by_name_whatever_their_case_and_ending(tmp_path: Path) -> None:
    (tmp_path / "Sbj.CSV").write_text("plain")
    (tmp_path / "entry.csv.gz").write_bytes(gzip.compress(b"packed"))
    bundle = Bundle([tmp_path])
    assert read(bundle, "SBJ") == "plain"
    assert read(bundle, "ENTRY") == "packed"
    assert "SBJ" in bundle
    assert "TARIFF" not in bundle


def test_tables_in_folders_within_the_folder_are_found(tmp_path: Path) -> None:
    (tmp_path / "2026" / "csv").mkdir(parents=True)
    (tmp_path / "2026" / "csv" / "SBJ.csv").write_text("deep")
    assert read(Bundle([tmp_path]), "SBJ") == "deep"


def test_other_files_beside_the_tables_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("hello")
    (tmp_path / "SBJ.xlsx").write_bytes(b"PK")
    (tmp_path / "SBJ.csv").write_text("table")
    assert read(Bundle([tmp_path]), "SBJ") == "table"


def test_several_paths_make_one_set(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "SBJ.csv").write_text("one")
    (tmp_path / "ENTRY.csv").write_text("two")
    bundle = Bundle([tmp_path / "a", tmp_path / "ENTRY.csv"])
    assert (read(bundle, "SBJ"), read(bundle, "ENTRY")) == ("one", "two")


def test_the_same_table_from_two_paths_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "SBJ.csv").write_text(name)
    with pytest.raises(FileRefusedError, match="twice"):
        Bundle([tmp_path / "a", tmp_path / "b"]).entry("SBJ")


def test_pages_of_one_name_in_two_folders_are_all_read_in_order(tmp_path: Path) -> None:
    for folder in ("b", "a"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.JSON").write_bytes(folder.encode())
    (tmp_path / "b" / "table.csv").write_text("not asked for")
    bundle = Bundle([tmp_path], (".json",))
    contents = []
    for entry in bundle.entries:
        with bundle.open_bytes(entry) as file:
            contents.append(file.read())
    assert contents == [b"a", b"b"]
    assert bundle.bytes_read == 2


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"TARIFF\.csv is missing"):
        Bundle([tmp_path]).entry("TARIFF")


def test_a_zip_is_read_without_being_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("set/", "")
        archive.writestr("set/SBJ.csv", "from a zip")
        archive.writestr("set/ENTRY.csv.gz", gzip.compress(b"packed twice"))
        archive.writestr("set/notes.pdf", "no table")
    bundle = Bundle([tmp_path / "set.zip"])
    assert read(bundle, "SBJ") == "from a zip"
    assert read(bundle, "ENTRY") == "packed twice"
    assert [path.name for path in tmp_path.iterdir()] == ["set.zip"]


def test_a_zip_within_a_folder_is_not_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("SBJ.csv", "hidden")
    assert "SBJ" not in Bundle([tmp_path])


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("SBJ.csv", "secret")
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + offset
        content[place : place + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match="password"):
        Bundle([path])


def test_a_zip_that_says_it_is_enormous_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST_BYTES", 100)
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("SBJ.csv", "x" * 101)
    with pytest.raises(FileRefusedError, match="unpack"):
        Bundle([tmp_path / "set.zip"])


def test_a_file_that_grows_past_the_limit_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MOST_BYTES", 1_000)
    (tmp_path / "SBJ.csv.gz").write_bytes(gzip.compress(b"x" * 1_001))
    with pytest.raises(FileRefusedError, match="far more"):
        read(Bundle([tmp_path]), "SBJ")


def test_text_that_packs_well_is_not_taken_for_a_bomb(tmp_path: Path) -> None:
    rows = b"".join(b"10007141,10007141,COURSE%06d,01,CAH02-04-01\n" % number for number in range(200_000))
    (tmp_path / "SBJ.csv.gz").write_bytes(gzip.compress(rows))
    assert len(read(Bundle([tmp_path]), "SBJ")) == len(rows)


@pytest.mark.parametrize("keep", [1, 9, 12, 20])
def test_a_gzip_that_was_cut_off_is_refused_wherever_it_was_cut(tmp_path: Path, keep: int) -> None:
    packed = gzip.compress(bytes(range(32, 127)) * 40)
    (tmp_path / "SBJ.csv.gz").write_bytes(packed[:-keep])
    with pytest.raises(FileRefusedError, match="cut off"):
        read(Bundle([tmp_path]), "SBJ")


def test_a_gzip_with_a_wrong_check_sum_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"some text"))
    packed[-8] ^= 0xFF
    (tmp_path / "SBJ.csv.gz").write_bytes(packed)
    with pytest.raises(FileRefusedError, match="damaged"):
        read(Bundle([tmp_path]), "SBJ")


def test_bytes_read_are_counted_as_they_are_stored(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n" * 5_000)
    (tmp_path / "SBJ.csv.gz").write_bytes(packed)
    (tmp_path / "ENTRY.csv").write_text("x" * 300)
    bundle = Bundle([tmp_path])
    assert bundle.total_bytes(["SBJ", "ENTRY", "NOT-THERE"]) == len(packed) + 300
    read(bundle, "SBJ")
    assert bundle.bytes_read == len(packed)
    read(bundle, "ENTRY")
    assert bundle.bytes_read == len(packed) + 300


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200))
def test_any_text_comes_out_as_it_went_in_however_it_is_packed(tmp_path: Path, text: str) -> None:
    content = text.encode()
    (tmp_path / "PLAIN.csv").write_bytes(content)
    (tmp_path / "PACKED.csv.gz").write_bytes(gzip.compress(content))
    with zipfile.ZipFile(tmp_path / "set.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ZIPPED.csv", content)
    bundle = Bundle([tmp_path, tmp_path / "set.zip"])
    wanted = text.removeprefix("\ufeff")
    assert [read(bundle, stem) for stem in ("PLAIN", "PACKED", "ZIPPED")] == [wanted] * 3


@given(st.binary(max_size=300))
def test_any_bytes_called_a_zip_or_gzip_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "set.zip").write_bytes(content)
    (tmp_path / "SBJ.csv.gz").write_bytes(content)
    with pytest.raises(FileRefusedError):
        read(Bundle([tmp_path / "set.zip"]), "SBJ")
    with contextlib.suppress(FileRefusedError):
        assert read(Bundle([tmp_path / "SBJ.csv.gz"]), "SBJ") == ""


# Encodings


def read_in(path: Path, encodings: tuple[str, ...]) -> str:
    with Bundle([path]).open_text(path.stem.upper(), encodings) as text:
        return text.read()


@given(text=st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=60))
def test_windows_text_is_read_where_spreadsheets_are(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("windows") / "sheet.csv"
    path.write_bytes(("é" + text).encode("cp1252") + b"\xe9 ")
    assert read_in(path, bundles.SPREADSHEETS) == "é" + text + "é "


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_utf8_goes_before_windows_text(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("utf8") / "sheet.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_in(path, bundles.SPREADSHEETS) == text


def test_a_letter_far_into_a_file_settles_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"x" * (3 * bundles.BLOCK) + b"caf\xe9")
    assert read_in(path, bundles.SPREADSHEETS).endswith("café")


def test_looking_for_the_encoding_is_no_progress(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"x" * 1000)
    bundle = Bundle([path])
    with bundle.open_text("SHEET", bundles.SPREADSHEETS) as text:
        text.read()
    assert bundle.bytes_read == 1000


def test_what_is_in_neither_encoding_is_refused_with_both_named(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"caf\x81")
    with pytest.raises(FileRefusedError, match="UTF-8 or Windows-1252"):
        read_in(path, bundles.SPREADSHEETS)


def test_published_files_stay_in_utf8_alone(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(FileRefusedError, match="not UTF-8 text"):
        read_in(path, bundles.UTF_8)
