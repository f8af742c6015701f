"""Published postcode files in every shape: CSV, gzip, zip and folder; in degrees and in grid metres."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.paths import resource_dir
from pathways.places.importing import import_postcodes
from pathways.places.importing.formats import missing_columns, recognise
from pathways.places.importing.row_codes import outside_great_britain, postcode_in_row, sector_in_row
from pathways.places.loading import load_gazetteer
from pathways.places.postcode_keys import find_key, keys_of, postcode_key, sector_keys_of, text_of
from pathways.places.store import open_current

from .conftest import (
    PRESTON_POSTCODES,
    PRESTON_SECTORS,
    Importer,
    few_places,
    onspd_row,
    write_onspd,
    write_sectors,
)

SEED = few_places()

CODE_POINT_ROWS = (
    '"PR1 2HE",10,353700,429100,"E92000001","E19000001","E18000002","E10000017","E07000123","E05005250"',
    '"PR1 2AA",10,353650,429200,"E92000001","E19000001","E18000002","E10000017","E07000123","E05005250"',
    '"PR1 3XA",90,0,0,"E92000001","E19000001","E18000002","E10000017","E07000123","E05005250"',
    '"AB101AB",10,394235,806529,"S92000003","","S08000020","","S12000033","S13002842"',
    '"M1  1AE",10,384760,398150,"E92000001","E19000001","E18000002","","E08000003","E05000705"',
)


def code_point_folder(folder: Path) -> Path:
    """OS Code-Point Open as it is unpacked: data by area without headers, documents beside."""
    data = folder / "codepo_gb" / "Data" / "CSV"
    data.mkdir(parents=True)
    documents = folder / "codepo_gb" / "Doc"
    documents.mkdir()
    (data / "pr.csv").write_text("\r\n".join(CODE_POINT_ROWS[:3]) + "\r\n", encoding="utf-8")
    (data / "ab.csv").write_text(CODE_POINT_ROWS[3] + "\r\n", encoding="utf-8")
    (data / "m.csv").write_text(CODE_POINT_ROWS[4] + "\r\n", encoding="utf-8")
    (documents / "Code-Point_Open_Column_Headers.csv").write_text(
        "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator,Eastings,Northings,Country_code,"
        "NHS_regional_HA_code,NHS_HA_code,Admin_county_code,Admin_district_code,Admin_ward_code\n",
        encoding="utf-8",
    )
    (documents / "licence.txt").write_text("OS OpenData", encoding="utf-8")
    return folder / "codepo_gb"


def zipped(folder: Path, target: Path) -> Path:
    """A folder packed as it would be published."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return target


def test_the_sectors_file_comes_in(tmp_path: Path, bring_in: Importer) -> None:
    report = bring_in(write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS))
    assert (report.read, report.kept, report.refused) == (6, 6, 0)
    assert report.sectors == 6
    assert "OS" in report.statement
    assert "Crown copyright" in report.statement
    assert report.version is not None
    assert report.changed


def test_the_real_sectors_file_comes_in_whole(shared_data: Path, tmp_path: Path) -> None:
    report = import_postcodes(
        [shared_data / "places" / "sectors_gb.csv"], tmp_path / "instance", lambda done, total: None
    )
    assert (report.read, report.kept, report.refused, report.outside) == (10_847, 10_847, 0, 0)
    gazetteer = load_gazetteer(tmp_path / "instance", resource_dir("seed_data"))
    place = gazetteer.resolve("PR1 2HE").place
    assert place is not None
    assert place.id == "PR1-2"
    assert place.lat == pytest.approx(53.757, abs=0.01)
    for code, authority in (("SE1P-6", "E09000028"), ("B42-9", None)):
        sector = gazetteer.lookup(code)
        assert sector is not None, code
        assert sector.lad_code == authority or authority is None, (
            "a sector without an authority takes its district's"
        )
        assert sector.lad_code


def test_the_whole_folder_of_places_finds_its_one_postcode_file(
    shared_data: Path, bring_in: Importer
) -> None:
    report = bring_in(shared_data / "places", dry_run=True)
    assert report.files == ["sectors_gb.csv"]


def test_the_ons_directory_comes_in_with_the_ended_and_the_placeless(
    tmp_path: Path, bring_in: Importer
) -> None:
    rows = [
        *PRESTON_POSTCODES,
        onspd_row("BT1 1AA", "54.602000", "-5.925000", country="N92000002", authority="N09000003"),
        onspd_row("IM1 1AA", "99.999999", "0.000000", country="M83000003", authority="M99999999", grid="9"),
        onspd_row("GY1 4AL", "99.999999", "0.000000", country="L93000001", authority="L99999999", grid="9"),
    ]
    report = bring_in(write_onspd(tmp_path / "ONSPD_NOV_2026_UK.csv", rows))
    assert report.source == "ONS Postcode Directory"
    assert report.read == len(rows)
    assert report.outside == 3
    assert report.kept == len(PRESTON_POSTCODES)
    assert report.terminated == 1
    assert report.no_coordinates == 1
    assert report.refused == 0
    assert report.sectors == 3
    assert report.read == report.kept + report.outside + report.refused + report.repeated


def test_sectors_worked_out_from_postcodes_are_their_mean_and_leave_out_the_ended(
    tmp_path: Path, bring_in: Importer
) -> None:
    bring_in(write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES))
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    sector = gazetteer.lookup("PR1-2")
    assert sector is not None
    assert sector.lat == pytest.approx((53.758 + 53.760) / 2, abs=1e-5)
    assert sector.lng == pytest.approx((-2.704 + -2.706) / 2, abs=1e-5)
    north = gazetteer.lookup("PR2-8")
    assert north is not None
    assert north.lad_code == "E07000123", "two of its three postcodes lie there"


@pytest.mark.parametrize(
    "header",
    [
        "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oslaua,ctry,lat,long,imd",
        "PCD7,PCD8,PCDS,DOINTR,DOTERM,USERTYPE,EAST1M,NORTH1M,GRIDIND,LAD25CD,CTRY25CD,LAT,LONG,IMD",
        "\ufeffpcd7,pcd8,pcds,dointr,doterm,usertype,east1m,north1m,gridind,lad24cd,ctry24cd,lat,long,imd19ind",
        "X,Y,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,laua,ctry,lat,long,imd",
    ],
)
def test_headers_of_different_years_are_understood(tmp_path: Path, bring_in: Importer, header: str) -> None:
    path = tmp_path / "ONSPD.csv"
    path.write_text("\n".join([header, *PRESTON_POSTCODES]) + "\n", encoding="utf-8")
    report = bring_in(path)
    assert report.kept == len(PRESTON_POSTCODES)
    assert report.terminated == 1
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    place = gazetteer.lookup("PR2-8")
    assert place is not None
    assert place.lad_code == "E07000123"


def test_the_statistics_lookup_is_called_by_its_name(tmp_path: Path, bring_in: Importer) -> None:
    report = bring_in(write_onspd(tmp_path / "NSPL_AUG_2026_UK.csv", PRESTON_POSTCODES))
    assert report.source == "National Statistics Postcode Lookup"


def test_a_zip_of_the_directory_reads_the_whole_file_and_not_its_parts_again(
    tmp_path: Path, bring_in: Importer
) -> None:
    folder = tmp_path / "ONSPD"
    (folder / "Data" / "multi_csv").mkdir(parents=True)
    (folder / "Documents").mkdir()
    write_onspd(folder / "Data" / "ONSPD_NOV_2026_UK.csv", PRESTON_POSTCODES)
    write_onspd(folder / "Data" / "multi_csv" / "ONSPD_NOV_2026_UK_PR.csv", PRESTON_POSTCODES[:2])
    (folder / "Documents" / "LA names.csv").write_text(
        "LAD25CD,LAD25NM\nE07000123,Preston\n", encoding="utf-8"
    )
    report = bring_in(zipped(folder, tmp_path / "onspd.zip"))
    assert report.files == ["onspd.zip/Data/ONSPD_NOV_2026_UK.csv"]
    assert report.read == len(PRESTON_POSTCODES)
    assert report.repeated == 0


def test_the_parts_alone_are_read_when_the_whole_file_is_not_there(
    tmp_path: Path, bring_in: Importer
) -> None:
    folder = tmp_path / "parts" / "multi_csv"
    folder.mkdir(parents=True)
    write_onspd(folder / "ONSPD_PR1.csv", PRESTON_POSTCODES[:5])
    write_onspd(folder / "ONSPD_PR2.csv", PRESTON_POSTCODES[5:])
    report = bring_in(tmp_path / "parts")
    assert len(report.files) == 2
    assert report.kept == len(PRESTON_POSTCODES)


@pytest.mark.parametrize("shape", ["folder", "zip"])
def test_code_point_open_comes_in_from_grid_metres(tmp_path: Path, bring_in: Importer, shape: str) -> None:
    path = code_point_folder(tmp_path)
    if shape == "zip":
        path = zipped(path, tmp_path / "codepo_gb.zip")
    report = bring_in(path)
    assert report.source == "OS Code-Point Open"
    assert (report.read, report.kept, report.no_coordinates, report.refused) == (5, 5, 1, 0)
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    aberdeen = gazetteer.resolve_exact("AB10 1AB")
    assert aberdeen == pytest.approx((57.149606, -2.096916), abs=1e-4)
    assert gazetteer.resolve("PR1 3XA").problem == "no-coordinates"
    manchester = gazetteer.lookup("M1-1")
    assert manchester is not None
    assert manchester.lad_code == "E08000003"


def test_code_point_open_with_a_header_comes_in_too(tmp_path: Path, bring_in: Importer) -> None:
    header = "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,A,B,C,District_code,D"
    path = tmp_path / "pr.csv"
    path.write_text("\n".join([header, *CODE_POINT_ROWS]) + "\n", encoding="utf-8")
    report = bring_in(path)
    assert report.source == "OS Code-Point Open"
    assert report.kept == 5


def test_a_file_in_gzip_comes_in(tmp_path: Path, bring_in: Importer) -> None:
    plain = write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES).read_bytes()
    packed = tmp_path / "onspd.csv.gz"
    packed.write_bytes(gzip.compress(plain))
    assert bring_in(packed).kept == len(PRESTON_POSTCODES)


def test_commas_inside_quotation_marks_do_not_shift_columns(tmp_path: Path, bring_in: Importer) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(
        'postcode,town,lat,long\n"PR1 2HE","Preston, Lancashire",53.758,-2.704\n'
        "PR1 2AA,Preston,53.760,-2.706\n"
        '"PR1 2AB","The ""Flag"", Preston",53.759,-2.705\n',
        encoding="utf-8",
    )
    report = bring_in(path)
    assert (report.kept, report.refused) == (3, 0)
    exact = load_gazetteer(tmp_path / "instance", SEED).resolve_exact("PR1 2AB")
    assert exact == pytest.approx((53.759, -2.705), abs=1e-5)


def test_a_postcode_that_comes_twice_counts_once_as_it_came_last(tmp_path: Path, bring_in: Importer) -> None:
    rows = [*PRESTON_POSTCODES, onspd_row("PR1 2HE", "53.757000", "-2.703000")]
    report = bring_in(write_onspd(tmp_path / "onspd.csv", rows))
    assert report.repeated == 1
    assert report.kept == len(PRESTON_POSTCODES)
    exact = load_gazetteer(tmp_path / "instance", SEED).resolve_exact("PR1 2HE")
    assert exact == pytest.approx((53.757, -2.703), abs=1e-5)


def test_progress_is_told_in_bytes_up_to_the_end(tmp_path: Path) -> None:
    path = write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES)
    told: list[tuple[int, int | None]] = []
    import_postcodes([path], tmp_path / "instance", lambda done, total: told.append((done, total)))
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    packed = tmp_path / "onspd.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    told.clear()
    import_postcodes([packed], tmp_path / "instance", lambda done, total: told.append((done, total)))
    assert told[-1] == (path.stat().st_size, None), "a gzip file does not say how much is in it"


def test_many_blocks_make_one_whole(
    tmp_path: Path, bring_in: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathways.places.importing.reading.BLOCK_ROWS", 3)
    report = bring_in(write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES))
    assert report.kept == len(PRESTON_POSTCODES)
    arrays = open_current(tmp_path / "instance")
    assert arrays is not None
    assert np.all(np.diff(arrays.unit_keys.astype(np.int64)) > 0), "sorted, each once"


def test_a_district_newer_than_our_list_is_found_from_the_import(tmp_path: Path, bring_in: Importer) -> None:
    rows = [*PRESTON_POSTCODES, onspd_row("PR12 1AA", "53.760000", "-2.710000")]
    report = bring_in(write_onspd(tmp_path / "onspd.csv", rows))
    assert report.refused == 0
    gazetteer = load_gazetteer(tmp_path / "instance", SEED)
    place = gazetteer.resolve("PR12").place
    assert place is not None
    assert (place.id, place.name, place.kind, place.nation) == ("PR12", "PR12", "district", "england")
    sector = gazetteer.resolve("PR12 1AA").place
    assert sector is not None
    assert (sector.id, sector.name) == ("PR12-1", "PR12 1")


def test_what_is_not_a_postcode_file_is_not_recognised() -> None:
    assert recognise(["outcode", "lat", "lng"], "outcodes.csv") is None
    assert recognise(["lad_code", "lad_name", "lat", "lng", "postcodes"], "lads.csv") is None
    assert recognise([], "empty.csv") is None
    assert missing_columns(["pcds", "doterm"]) == ["lat", "long"]
    assert missing_columns(["lat", "long"]) == ["postcode (or pcds, pcd7, sector)"]


def test_codes_at_the_head_of_a_row_are_read_in_every_published_width() -> None:
    assert postcode_in_row("PR12HE") == postcode_in_row("PR1 2HE") == postcode_in_row("PR1  2HE") == "PR1 2HE"
    assert postcode_in_row("SW1A1AA") == "SW1A1AA"
    assert postcode_in_row("M1  1AE") == "M1  1AE"
    assert postcode_in_row("GIR 0AA") is None
    assert sector_in_row("PR1 2") == "PR1 2"
    assert sector_in_row("SW1A 1") == "SW1A1"
    assert sector_in_row("PR1 2HE") is None
    assert outside_great_britain("BT1 1AA", "")
    assert outside_great_britain("IM1 1AA", "M83000003")
    assert not outside_great_britain("PR1 2HE", "E92000001")


@given(
    st.lists(
        st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
        min_size=1,
        max_size=30,
    )
)
def test_keys_sort_as_postcodes_do_and_read_back(codes: list[str]) -> None:
    fixed = [f"{code[:-3]:<4}{code[-3:]}" for code in codes]
    keys = keys_of(fixed)
    assert [text_of(int(key)) for key in keys] == fixed
    assert [text_of(int(key)) for key in np.sort(keys)] == sorted(fixed)
    for key, text in zip(keys.tolist(), fixed, strict=True):
        assert postcode_key(text[:4].strip(), text[4], text[5:]) == key
    assert [text_of(int(key)) for key in sector_keys_of(keys)] == [text[:5] for text in fixed]
    ordered = np.unique(keys)
    assert find_key(ordered, int(keys[0])) is not None
    assert find_key(ordered, int(ordered[-1]) + 1) is None
    assert find_key(ordered[:0], int(keys[0])) is None
