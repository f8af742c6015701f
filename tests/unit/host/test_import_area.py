"""The area that imports keep to: as the host writes it, and where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.host.import_area import AreaNotKnown, on_the_map, stored_area
from pathways.host.operations.site import keep_settings, stored_settings
from pathways.host.rules.import_area import ImportArea, read_import_area
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from tests.harness.listings import make_host

MANY = " ".join(f"A{number % 10}{chr(65 + number // 10)}" for number in range(201))


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(tmp_path_factory.mktemp("instance"), resource_dir("seed_data"))


def typed(centre: str = "", miles: str = "", districts: str = "") -> dict[str, str]:
    return {"import_centre": centre, "import_miles": miles, "import_districts": districts}


def test_a_place_with_miles_and_districts_are_read() -> None:
    area, wrong = read_import_area(typed(" Consett ", " 15 ", "dh8, NE16;ne39 DH8"))
    assert wrong == {}
    assert area == ImportArea("Consett", 15, ("DH8", "NE16", "NE39"))
    assert read_import_area(area.stored()) == (area, {})


def test_nothing_written_is_no_area() -> None:
    area, wrong = read_import_area(typed())
    assert not area and not wrong
    assert area.stored() == typed()


def test_a_full_postcode_is_kept_to_its_sector() -> None:
    assert read_import_area(typed("DH8 5EE", "5"))[0].centre == "DH8 5"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (typed("Consett"), {"import_miles": "miles"}),
        (typed("Consett", "0"), {"import_miles": "miles"}),
        (typed("Consett", "201"), {"import_miles": "miles"}),
        (typed("Consett", "1.5"), {"import_miles": "miles"}),
        (typed("Consett", "٣"), {"import_miles": "miles"}),
        (typed("", "5"), {"import_centre": "centre"}),
        (typed("x" * 81, "5"), {"import_centre": "long"}),
        (typed(districts="County Durham"), {"import_districts": "districts"}),
        (typed(districts="DH8 5EE"), {"import_districts": "districts"}),
        (typed(districts=MANY), {"import_districts": "districts"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(said: dict[str, str], wrong: dict[str, str]) -> None:
    assert read_import_area(said)[1] == wrong


@given(st.dictionaries(st.sampled_from(list(typed())), st.text(max_size=60)))
def test_no_text_breaks_it(said: dict[str, str]) -> None:
    area, wrong = read_import_area(said)
    if not wrong:
        assert read_import_area(area.stored()) == (area, {})


def test_an_area_is_kept_among_the_settings(session: Session) -> None:
    area = ImportArea("Consett", 15, ("DH8",))
    keep_settings(session, area.stored(), member=make_host(session))
    assert stored_area(session) == area
    keep_settings(session, ImportArea().stored(), member=make_host(session))
    assert not stored_area(session)
    assert stored_settings(session) == {}


def test_an_area_is_found_on_the_map(gazetteer: Gazetteer) -> None:
    found = on_the_map(ImportArea("Consett", 15, ("NE16",)), gazetteer)
    assert found.holds("XX1", 54.85, -1.83)
    assert found.holds("NE16", None, None)
    assert not found.holds("PL1", 50.37, -4.14)


@pytest.mark.parametrize(
    ("area", "setting"),
    [
        (ImportArea("Qwertyham", 5), "import_centre"),
        (ImportArea("Richmond", 5), "import_centre"),
        (ImportArea(districts=("DH8", "ZZ9")), "import_districts"),
    ],
)
def test_what_is_not_known_or_is_several_is_refused(
    gazetteer: Gazetteer, area: ImportArea, setting: str
) -> None:
    with pytest.raises(AreaNotKnown) as wrong:
        on_the_map(area, gazetteer)
    assert wrong.value.setting == setting
