"""Bad input: a clear message for a file refused whole, a reason for each refused row, never a wrong point."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.places.importing import PostcodeFileError, PostcodeReport, import_postcodes
from pathways.places.importing.limits import DistrictLimits
from pathways.places.importing.report import EXAMPLES_OF_A_REASON
from pathways.places.loading import load_gazetteer
from pathways.places.postcode_keys import keys_of
from pathways.places.seed import read_districts

from .conftest import (
    ONSPD_HEADER,
    PRESTON_POSTCODES,
    PRESTON_SECTORS,
    Importer,
    few_places,
    onspd_row,
    write_onspd,
    write_sectors,
)

SEED = few_places()


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, bring_in: Importer) -> None:
    with pytest.raises(PostcodeFileError, match="does not exist"):
        bring_in(tmp_path / "nothing.csv")


def test_a_zip_that_is_none_is_refused_whole(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "onspd.zip"
    path.write_bytes(b"this is not a zip")
    with pytest.raises(PostcodeFileError, match="not a zip file"):
        bring_in(path)


def test_a_zip_cut_short_is_refused_whole(tmp_path: Path, bring_in: Importer) -> None:
    inner = write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES * 50)
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "Data/onspd.csv")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PostcodeFileError, match="zip file"):
        bring_in(path)


def test_a_zip_with_damaged_contents_is_refused_whole(tmp_path: Path, bring_in: Importer) -> None:
    inner = write_onspd(
        tmp_path / "onspd.csv",
        [onspd_row(f"PR2 8{a}{b}", f"53.79{i}", "-2.7") for i, (a, b) in enumerate(["AA", "AB", "AD"])],
    )
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "onspd.csv")
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(PostcodeFileError, match=r"damaged|cut short|cannot be"):
        bring_in(path)


def test_a_gzip_file_cut_short_is_refused_whole(tmp_path: Path, bring_in: Importer) -> None:
    packed = gzip.compress(write_onspd(tmp_path / "a.csv", PRESTON_POSTCODES * 100).read_bytes())
    path = tmp_path / "onspd.csv.gz"
    path.write_bytes(packed[:-20])
    with pytest.raises(PostcodeFileError, match="cut short"):
        bring_in(path)
    path.write_bytes(b"plain text, no gzip")
    with pytest.raises(PostcodeFileError, match=r"onspd\.csv\.gz"):
        bring_in(path)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("pcds,doterm,ctry", "lat, long"),
        ("pcds,lat,ctry", "long"),
        ("lat,long,ctry", "postcode"),
        ("name,colour", "postcode"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, bring_in: Importer, header: str, named: str) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(header + "\nPR1 2HE,1,2\n", encoding="utf-8")
    with pytest.raises(PostcodeFileError, match=named):
        bring_in(path)


def test_text_that_is_not_utf_8_is_refused_whole_with_what_to_do(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_bytes("postcode,lat,long,town\nPR1 2HE,53.758,-2.704,Caf\xe9\n".encode("latin-1"))
    with pytest.raises(PostcodeFileError, match="UTF-8"):
        bring_in(path)


def test_text_with_a_mark_or_in_sixteen_bits_is_read(tmp_path: Path, bring_in: Importer) -> None:
    text = "\n".join([ONSPD_HEADER, *PRESTON_POSTCODES]) + "\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        assert bring_in(path, dry_run=True).kept == len(PRESTON_POSTCODES)


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"\x00\x01\x02\x03", ONSPD_HEADER.encode() + b"\n"])
def test_a_file_with_nothing_in_it_is_refused_whole(
    tmp_path: Path, bring_in: Importer, content: bytes
) -> None:
    path = tmp_path / "onspd.csv"
    path.write_bytes(content)
    with pytest.raises(PostcodeFileError):
        bring_in(path)
    assert not (tmp_path / "instance" / "places" / "current").exists()


def test_an_empty_folder_is_refused(tmp_path: Path, bring_in: Importer) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PostcodeFileError, match="no CSV file"):
        bring_in(tmp_path / "empty")


def test_two_sources_at_once_are_refused(tmp_path: Path, bring_in: Importer) -> None:
    with pytest.raises(PostcodeFileError, match="one source at a time"):
        bring_in(
            write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS),
            write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES),
        )


BAD_ROWS = {
    "not-a-postcode": "NOT A CODE,53.758,-2.704",
    "not-a-number": "PR1 2AB,fifty,-2.704",
    "not-in-its-district": "PR1 2AD,54.000,-4.000",
    "too-few-columns": "PR1 2AE",
}


@pytest.mark.parametrize("reason", BAD_ROWS)
def test_a_bad_row_is_refused_with_its_line_column_value_rule_and_cure(
    tmp_path: Path, bring_in: Importer, reason: str
) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(f"postcode,lat,long\nPR1 2HE,53.758,-2.704\n{BAD_ROWS[reason]}\nPR1 2AA,53.760,-2.706\n")
    report = bring_in(path)
    assert report.reasons == {reason: 1}
    assert (report.read, report.kept, report.refused) == (3, 2, 1)
    (example,) = report.examples
    assert example.file == "postcodes.csv"
    assert example.line == 3
    assert example.column
    assert example.value
    assert example.rule
    assert example.mend


def test_the_column_is_called_as_the_file_calls_it(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode,lat,long\nPR1 2HE,53.758,west\nPR1 2AA,53.760,-2.706\n")
    (example,) = bring_in(path).examples
    assert (example.column, example.value) == ("long", "west")


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        ("54.000000", "-4.500000"),
        ("56.000000", "3.000000"),
        ("-2.704000", "53.758000"),
        ("53.758000", "2.704000"),
        ("51.500000", "-0.120000"),
        ("5375.8", "-270.4"),
        ("inf", "-2.7"),
        ("0.000000", "-2.704000"),
        ("53.758000", "0.000000"),
    ],
)
def test_a_point_in_the_sea_or_far_away_never_comes_in(
    tmp_path: Path, bring_in: Importer, lat: str, lng: str
) -> None:
    report = bring_in(
        write_onspd(tmp_path / "onspd.csv", [*PRESTON_POSTCODES, onspd_row("PR1 2AB", lat, lng)])
    )
    assert report.reasons == {"not-a-number" if lat == "inf" else "not-in-its-district": 1}
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    assert gazetteer.resolve_exact("PR1 2AB") is None
    assert gazetteer.resolve("PR1 2AB").problem == "unknown"


@pytest.mark.parametrize(
    ("lat", "lng", "grid"),
    [
        ("99.999999", "0.000000", "9"),
        ("99.999999", "0.000000", "1"),
        ("0", "0", "1"),
        ("0.000000", "0.000000", "9"),
        ("", "", "9"),
        ("nan", "nan", "1"),
        ("53.758000", "-2.704000", "9"),
    ],
)
def test_the_ways_to_write_no_coordinates_never_become_a_point(
    tmp_path: Path, bring_in: Importer, lat: str, lng: str, grid: str
) -> None:
    rows = [*PRESTON_POSTCODES, onspd_row("PR1 2AB", lat, lng, grid=grid)]
    report = bring_in(write_onspd(tmp_path / "onspd.csv", rows))
    assert report.refused == 0
    assert report.no_coordinates == 2
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    assert gazetteer.resolve_exact("PR1 2AB") is None
    assert gazetteer.resolve("PR1 2AB").problem == "no-coordinates"
    sector = gazetteer.lookup("PR1-2")
    assert sector is not None
    assert sector.lat > 53, "an absent point does not pull its sector to the equator"


def test_a_sector_without_a_point_is_refused(tmp_path: Path, bring_in: Importer) -> None:
    report = bring_in(
        write_sectors(tmp_path / "s.csv", [*PRESTON_SECTORS, "PR1 9,0,0,5,0,E07000123,E92000001"])
    )
    assert report.reasons == {"not-in-its-district": 1}
    assert load_gazetteer(tmp_path / "instance", SEED).resolve("PR1 9").problem == "unknown"


def test_swapped_and_outlandish_grid_references_are_refused(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "pr.csv"
    path.write_text(
        '"PR1 2HE",10,353700,429100,"E92000001"\n"PR1 2AA",10,429100,353700,"E92000001"\n'
        '"PR1 2AB",10,9999999,9999999,"E92000001"\n'
    )
    report = bring_in(path)
    assert report.kept == 1
    assert report.reasons == {"not-in-its-district": 2}


def test_all_refused_rows_are_counted_and_a_few_are_shown(tmp_path: Path, bring_in: Importer) -> None:
    bad = [onspd_row("PR1 2AB", "54.0", "-4.5") for _ in range(50)]
    report = bring_in(write_onspd(tmp_path / "onspd.csv", [*PRESTON_POSTCODES, *bad]))
    assert report.refused == 50
    assert len(report.examples) == EXAMPLES_OF_A_REASON
    assert report.examples[0].line == len(PRESTON_POSTCODES) + 2, "the header is line 1"


def test_a_file_of_nothing_but_bad_rows_says_the_first_problem(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode,lat,long\nhello,1,2\nworld,3,4\n")
    with pytest.raises(PostcodeFileError, match=r"line 2, postcode"):
        bring_in(path)


def test_every_row_read_is_accounted_for(tmp_path: Path, bring_in: Importer) -> None:
    rows = [
        *PRESTON_POSTCODES,
        onspd_row("BT1 1AA", "54.6", "-5.9", country="N92000002"),
        onspd_row("PR1 2HE", "53.758", "-2.704"),
        onspd_row("PR1 2AB", "x", "-2.7"),
        onspd_row("PR1 2AD", "56.0", "3.0"),
        "",
    ]
    report = bring_in(write_onspd(tmp_path / "onspd.csv", rows))
    assert report.read == len(rows) - 1, "an empty line is no row"
    assert report.read == report.kept + report.outside + report.refused + report.repeated


@settings(max_examples=20)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("a.csv", "a.csv.gz", "a.zip"):
        (folder / name).write_bytes(content)
        with pytest.raises(PostcodeFileError):
            import_postcodes([folder / name], folder, lambda done, total: None, seed_dir=SEED)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_cells_under_a_good_header_never_raise_and_never_become_a_far_point(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("cells")
    row = ",".join(cell.replace("\r", "").replace("\n", "") for cell in cells)
    text = f"postcode,lat,long\nPR1 2HE,53.758,-2.704\n{row}\n"
    (folder / "a.csv").write_text(text, encoding="utf-8", errors="replace")
    report: PostcodeReport = import_postcodes(
        [folder / "a.csv"], folder, lambda done, total: None, seed_dir=SEED
    )
    assert report.read == report.kept + report.outside + report.refused + report.repeated


def test_the_limit_of_a_district_lets_its_own_in_and_others_not() -> None:
    limits = DistrictLimits(read_districts(SEED / "districts.csv"))
    keys = keys_of(["PR1 2HE", "PR1 2HE", "ZE1 0AA", "ZZ991AA", "ZZ991AA", "SW1A1AA"])
    lats = np.array([53.758, 51.5, 60.15, 53.0, 45.0, 51.501])
    lngs = np.array([-2.704, -0.12, -1.14, -2.0, 5.0, -0.141])
    assert limits.allow(keys, lats, lngs).tolist() == [True, False, True, True, False, True]
