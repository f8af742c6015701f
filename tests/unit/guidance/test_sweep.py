"""From every corner of Great Britain there are suggestions: sampled here, whole in `make sweep`."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.catalogue.dated import read_rows
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.evaluation.sweep import DistrictFound, districts, look_from, main, summary_of
from pathways.guidance.evaluation.young_people import TWELVE
from pathways.places.gazetteer import Gazetteer
from tests.harness.catalogue import copied_catalogue

EVERY = 240


def test_there_are_twelve_young_people_at_every_stage_that_counts() -> None:
    assert len(TWELVE) == 12
    stages = {answers.stage for answers in TWELVE.values()}
    assert {"year-8-9", "year-10-11", "year-12-13", "left-under-19", "19-24"} <= stages


def test_all_districts_of_great_britain_are_looked_at() -> None:
    assert 2_800 < len(districts()) < 3_000
    assert len(districts(every=100)) < 30


def test_every_district_finds_something_balanced(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = copied_catalogue("sqlite", tmp_path / "swept", tmp_path_factory).instance_dir
    table = tmp_path / "sweep.csv"
    assert main([str(instance), str(table), "--jobs", "1", "--every", str(EVERY)]) == 0
    rows = list(read_rows(table))
    assert [row["district"] for row in rows] == districts(EVERY)
    assert {row["empty"] for row in rows} == {"0"}
    thin = [row for row in rows if row["thin"] != "0" or row["only_online"] == str(len(TWELVE))]
    assert list(read_rows(tmp_path / "sweep-thin.csv")) == thin
    told = capsys.readouterr()
    assert f"{len(rows)} of {len(rows)} districts, about 0 minutes left" in told.err
    assert f"Empty, thin or without a place: {tmp_path / 'sweep-thin.csv'}" in told.out


def test_a_sweep_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = copied_catalogue("sqlite", tmp_path / "again", tmp_path_factory).instance_dir
    table = tmp_path / "sweep.csv"
    call = [str(instance), str(table), "--jobs", "1", "--every", "1400"]
    main(call)
    whole = table.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    main(call)
    assert table.read_text(encoding="utf-8") == whole
    assert f"{len(lines) - 1:,} districts x 12 young people" in capsys.readouterr().out


def test_a_city_and_a_remote_place_are_counted_apart(seeded: CatalogueSnapshot, places: Gazetteer) -> None:
    city, remote = (places.lookup(name) for name in ("PR1", "ZE1"))
    assert city is not None
    assert remote is not None
    assert look_from(seeded, city).only_online == 0
    assert look_from(seeded, remote).only_online > 0
    assert look_from(seeded, remote).empty == 0


def test_the_summary_adds_up() -> None:
    one = DistrictFound("AB1", "scotland", 1, 2, 3, 12, 0, 0)
    other = DistrictFound("PR1", "england", 0, 0, 1, 0, 0, 30)
    lines = summary_of([one, other])
    assert lines[0] == "2 districts x 12 young people = 24 lists."
    assert "Empty: 1" in lines
    assert "Thin: 2" in lines
    assert "Districts from which nobody finds anything at a place: 1" in lines
