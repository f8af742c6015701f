"""The steps of an import, each by itself: knowing a format, opening files, reading blocks, making columns."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.arrays import LIVE, NO_COORDINATES, TERMINATED
from pathways.places.importing.columns import columns_of
from pathways.places.importing.files import csv_files, rows_of
from pathways.places.importing.formats import SOURCES, Layout, missing_columns, recognise
from pathways.places.importing.limits import SLACK_MILES, DistrictLimits
from pathways.places.importing.reading import Block, blocks_of
from pathways.places.importing.report import EXAMPLES_OF_A_REASON, PostcodeReport, Refusal
from pathways.places.postcode_keys import keys_of, text_of
from pathways.places.seed import read_districts

from .conftest import ONSPD_HEADER, few_places

LIMITS = DistrictLimits(read_districts(few_places() / "districts.csv"))


def layout_of(header: str, name: str = "file.csv") -> Layout:
    """The layout of a header that has to be recognised."""
    layout = recognise(header.split(","), name)
    assert layout is not None
    return layout


def read(header: str, rows: list[str]) -> tuple[list[Block], PostcodeReport]:
    """Read rows under a header, as an import does."""
    report = PostcodeReport()
    numbered = [(line, row.split(",") if row else []) for line, row in enumerate(rows, start=2)]
    return list(blocks_of(numbered, layout_of(header), "file.csv", LIMITS, report)), report


@pytest.mark.parametrize(
    ("header", "name", "kind"),
    [
        (ONSPD_HEADER, "anything.csv", "onspd"),
        (ONSPD_HEADER, "NSPL_FEB_2026_UK.csv", "nspl"),
        ("pcds,lat,long", "ONSPD_small.csv", "onspd"),
        ("pcd7,pcd8,pcds,doterm,lat,long", "x.csv", "onspd"),
        ("Postcode,Positional_quality_indicator,Eastings,Northings", "pr.csv", "code-point-open"),
        ("PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC", "pr.csv", "code-point-open"),
        ("sector,lat,lng,postcodes,p90_km,lad_code,country_code", "sectors.csv", "sectors"),
        ("Postcode_Sector,Latitude,Longitude", "mine.csv", "sectors"),
        ("postcode,latitude,longitude", "mine.csv", "onspd"),
    ],
)
def test_a_format_is_known_by_its_header_and_name(header: str, name: str, kind: str) -> None:
    assert layout_of(header, name).kind == kind
    assert kind in SOURCES


def test_columns_are_found_wherever_they_stand() -> None:
    layout = layout_of("long,doterm,lat,x,pcds,oslaua,ctry,osgrdind")
    assert (layout.code, layout.lat, layout.lng, layout.ended) == (4, 2, 0, 1)
    assert (layout.authority, layout.country, layout.quality) == (5, 6, 7)
    assert layout.names[layout.code] == "pcds"


def test_degrees_are_preferred_to_metres_when_a_file_has_both() -> None:
    layout = layout_of("pcds,oseast1m,osnrth1m,lat,long")
    assert (layout.lat, layout.lng) == (3, 4)
    assert layout.east is None
    assert layout.north is None


def test_code_point_open_is_known_without_a_header_by_its_first_row() -> None:
    layout = layout_of("PR1 2HE,10,353700,429100,E92000001,,,,E07000123,", "pr.csv")
    assert not layout.has_header
    assert layout.kind == "code-point-open"
    assert (layout.code, layout.quality, layout.east, layout.north) == (0, 1, 2, 3)
    assert (layout.country, layout.authority) == (4, 8)
    short = layout_of("PR12HE,10,353700,429100", "pr.csv")
    assert short.country is None
    assert short.authority is None


@pytest.mark.parametrize(
    "header",
    ["", "a,b,c", "postcode", "lat,long", "postcode,lat", "outcode,lat,lng", "pcds,oseast1m", "sector,lat"],
)
def test_what_lacks_a_needed_column_is_not_known_and_says_what_is_missing(header: str) -> None:
    assert recognise(header.split(","), "file.csv") is None
    assert missing_columns(header.split(","))


def test_every_source_carries_the_statement_of_its_licence() -> None:
    for source in SOURCES.values():
        assert "Open Government Licence" in source.statement
        assert "Crown copyright" in source.statement
        assert source.name


def rows_in(path: Path) -> list[list[str]]:
    """Every row of the one file at a path."""
    with csv_files([path]) as files:
        (file,) = files
        return [row for _, row in rows_of(file, lambda _: None)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ('"a","b"\n"1","2"\n', [["a", "b"], ["1", "2"]]),
        ('a,b\n"1,5",2\n', [["a", "b"], ["1,5", "2"]]),
        ('a,b\n"say ""yes"", now",2\n', [["a", "b"], ['say "yes", now', "2"]]),
        ("a,b\n\n1,2\n", [["a", "b"], [], ["1", "2"]]),
        ("a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ("\ufeffa,b\né,ü\n", [["a", "b"], ["é", "ü"]]),
        ('a,b\n"",""\n', [["a", "b"], ["", ""]]),
    ],
)
def test_rows_come_out_as_they_were_written(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode("utf-8"))
    assert rows_in(path) == rows
    packed = tmp_path / "file.csv.gz"
    packed.write_bytes(gzip.compress(text.encode("utf-8")))
    assert rows_in(packed) == rows
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("inside/file.csv", text)
    assert rows_in(tmp_path / "file.zip") == rows


def test_a_long_file_is_read_across_its_blocks_of_bytes(tmp_path: Path) -> None:
    lines = [f"PR1 2HE,{number},é{'x' * (number % 90)}" for number in range(20_000)]
    path = tmp_path / "long.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_bytes: list[int] = []
    with csv_files([path]) as (file,):
        rows = list(rows_of(file, read_bytes.append))
    assert [line for line, _ in rows] == list(range(1, 20_001))
    assert [row[1] for _, row in rows] == [str(number) for number in range(20_000)]
    assert sum(read_bytes) == path.stat().st_size == file.size


def test_files_in_folders_and_zips_say_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "set" / "Doc").mkdir(parents=True)
    (tmp_path / "set" / "b.csv").write_text("x")
    (tmp_path / "set" / "Doc" / "a.csv").write_text("x")
    (tmp_path / "set" / "notes.pdf").write_text("x")
    with zipfile.ZipFile(tmp_path / "set" / "c.zip", "w") as archive:
        archive.writestr("Data/d.csv", "x")
        archive.writestr("Data/e.xml", "x")
    with csv_files([tmp_path / "set"]) as files:
        assert [file.name for file in files] == ["Doc/a.csv", "b.csv", "c.zip/Data/d.csv"]
        assert {file.size for file in files} == {1}


ONS = "pcds,doterm,osgrdind,oslaua,ctry,lat,long"


def test_a_block_holds_keys_points_states_and_authorities() -> None:
    blocks, report = read(
        ONS,
        [
            "PR1 2HE,,1,E07000123,E92000001,53.758,-2.704",
            "PR1 2ZZ,199612,1,E07000123,E92000001,53.759,-2.705",
            "PR1 3XA,,9,E07000123,E92000001,99.999999,0.000000",
        ],
    )
    (block,) = blocks
    assert [text_of(int(key)) for key in block.keys] == ["PR1 2HE", "PR1 2ZZ", "PR1 3XA"]
    assert block.states.tolist() == [LIVE, TERMINATED, NO_COORDINATES]
    assert block.authorities.tolist() == [b"E07000123"] * 3
    assert block.lats[:2].tolist() == pytest.approx([53.758, 53.759], abs=1e-5)
    assert np.isnan(block.lats[2])
    assert np.isnan(block.lngs[2])
    assert (report.read, report.refused) == (3, 0)


def test_an_ended_postcode_without_a_point_counts_as_ended() -> None:
    blocks, _ = read(ONS, ["PR1 2ZZ,199612,9,E07000123,E92000001,99.999999,0"])
    assert blocks[0].states.tolist() == [TERMINATED]


def test_a_file_without_the_extras_still_gives_points() -> None:
    blocks, report = read("postcode,lat,long", ["PR1 2HE,53.758,-2.704"])
    assert blocks[0].states.tolist() == [LIVE]
    assert blocks[0].authorities.tolist() == [b""]
    assert report.refused == 0


def test_blocks_are_cut_where_they_are_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathways.places.importing.reading.BLOCK_ROWS", 2)
    rows = [f"PR1 2A{letter},53.758,-2.704" for letter in "ABDEF"]
    blocks, report = read("postcode,lat,long", rows)
    assert [len(block.keys) for block in blocks] == [2, 2, 1]
    assert report.read == 5


def test_a_block_of_which_nothing_is_left_is_empty_and_harmless() -> None:
    blocks, report = read("postcode,lat,long", ["nonsense,1,2", "BT1 1AA,54.6,-5.9"])
    assert [len(block.keys) for block in blocks] == [0]
    assert (report.refused, report.outside) == (1, 1)
    columns = columns_of(blocks, are_sectors=False, report=report)
    assert all(len(column) == 0 for column in columns.values())


def test_no_rows_make_no_blocks() -> None:
    blocks, report = read("postcode,lat,long", [])
    assert blocks == []
    assert report.read == 0


def test_a_row_that_is_wrong_twice_is_refused_once() -> None:
    _, report = read("postcode,lat,long", ["PR1 2HE,north,west"])
    assert report.refused == 1
    assert report.examples[0].column == "lat"


def test_what_is_shown_of_a_bad_value_is_short() -> None:
    _, report = read("postcode,lat,long", ["x" * 5_000 + ",53.7,-2.7"])
    assert len(report.examples[0].value) == 80


def test_columns_are_sorted_with_each_postcode_once_as_it_came_last() -> None:
    rows = [
        "PR2 8AA,53.790,-2.700",
        "PR1 2HE,53.758,-2.704",
        "PR2 8AA,53.795,-2.705",
    ]
    blocks, report = read("postcode,lat,long", rows)
    columns = columns_of(blocks, are_sectors=False, report=report)
    assert [text_of(int(key)) for key in columns["unit_keys"]] == ["PR1 2HE", "PR2 8AA"]
    assert columns["unit_points"][1].tolist() == pytest.approx([53.795, -2.705], abs=1e-5)
    assert [text_of(int(key)) for key in columns["sector_keys"]] == ["PR1 2", "PR2 8"]
    assert (report.kept, report.repeated, report.sectors) == (2, 1, 2)


def test_a_sector_of_ended_and_placeless_postcodes_only_is_no_sector() -> None:
    rows = [
        "PR1 2ZZ,199612,1,E07000123,E92000001,53.759,-2.705",
        "PR1 3XA,,9,E07000123,E92000001,99.999999,0",
        "PR1 4AA,,1,E07000123,E92000001,53.760,-2.700",
    ]
    blocks, report = read(ONS, rows)
    columns = columns_of(blocks, are_sectors=False, report=report)
    assert [text_of(int(key)) for key in columns["sector_keys"]] == ["PR1 4"]
    assert (report.terminated, report.no_coordinates) == (1, 1)


@given(st.lists(st.sampled_from(["E07000123", "E07000126", "E07000121"]), min_size=1, max_size=12))
def test_a_sector_lies_in_the_authority_of_most_of_its_postcodes(authorities: list[str]) -> None:
    letters = "ABDEFGHJLNPQ"
    rows = [
        f"PR1 2A{letters[place]},,1,{authority},E92000001,53.758,-2.704"
        for place, authority in enumerate(authorities)
    ]
    blocks, report = read(ONS, rows)
    columns = columns_of(blocks, are_sectors=False, report=report)
    (winner,) = columns["sector_authorities"].tolist()
    assert authorities.count(winner.decode()) == max(map(authorities.count, authorities))


@given(st.lists(st.tuples(st.floats(53.70, 53.82), st.floats(-2.80, -2.60)), min_size=1, max_size=12))
def test_a_sector_lies_at_the_mean_of_its_postcodes(points: list[tuple[float, float]]) -> None:
    letters = "ABDEFGHJLNPQ"
    rows = [f"PR1 2A{letters[place]},{lat},{lng}" for place, (lat, lng) in enumerate(points)]
    blocks, report = read("postcode,lat,long", rows)
    columns = columns_of(blocks, are_sectors=False, report=report)
    (mean,) = columns["sector_points"].tolist()
    assert mean[0] == pytest.approx(float(np.mean([lat for lat, _ in points])), abs=1e-4)
    assert mean[1] == pytest.approx(float(np.mean([lng for _, lng in points])), abs=1e-4)


@given(st.floats(0, 80), st.floats(0, 360))
def test_a_point_is_let_in_by_how_far_it_is_from_its_district(miles: float, bearing: float) -> None:
    district = read_districts(few_places() / "districts.csv")["PR1"]
    limit = 1.25 * district.reach_miles + SLACK_MILES
    lat = district.place.lat + miles * np.cos(np.radians(bearing)) / 69.09
    lng = district.place.lng + miles * np.sin(np.radians(bearing)) / (69.09 * np.cos(np.radians(53.76)))
    (allowed,) = LIMITS.allow(keys_of(["PR1 2HE"]), np.array([lat]), np.array([lng])).tolist()
    if miles < limit * 0.97:
        assert allowed
    if miles > limit * 1.03:
        assert not allowed


def test_a_report_counts_all_and_shows_a_few_of_each_reason() -> None:
    report = PostcodeReport()
    for reason in ("one", "other"):
        for line in range(20):
            report.refuse(reason, Refusal("file.csv", line, "column", "value", "rule", "mend"))
    assert report.refused == 40
    assert report.reasons == {"one": 20, "other": 20}
    assert len(report.examples) == 2 * EXAMPLES_OF_A_REASON
