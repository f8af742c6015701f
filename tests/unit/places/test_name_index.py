"""The index of names, with a handful of places: who is found, in which order, and who is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.counties import NATIONS, lies_in, lies_just_in
from pathways.places.name_index import NameIndex, allowed_edits, plainly_meant
from pathways.places.names import normal_name, slug
from pathways.places.place import Place
from pathways.places.seed import NamedPlace


def named(name: str, county: str, size: int, *aliases: str, nation: str = "england") -> NamedPlace:
    """A fictional place of some size."""
    place = Place(slug(f"{name} {county}"), name, "town", 53.0, -2.0, "PR1", None, nation)  # type: ignore[arg-type]
    keys = tuple(normal_name(key) for key in (name, *aliases))
    return NamedPlace(place, keys, size, normal_name(county))


LARGE = named("Marlbury", "West Yorkshire", 4, "Marl City")
SMALL = named("Marlbury", "Kent", 1)
OUTER = named("Marlbury", "London", 2)
UPON = named("Marlbury-upon-Wend", "Norfolk", 3, "Wendham")
OTHER = named("Ashcombe St Mary", "Devon", 1)
WELSH = named("Llanfoel", "Gwynedd", 2, "Bald Church", nation="wales")
SUBURB = named("Wendham", "", 0)
INDEX = NameIndex([LARGE, SMALL, OUTER, UPON, OTHER, WELSH, SUBURB])


def names(found: list[NamedPlace]) -> list[str]:
    """The ids found, in order."""
    return [one.place.id for one in found]


def test_all_places_of_a_name_are_found_largest_first() -> None:
    assert INDEX.called("marlbury") == [LARGE, OUTER, SMALL]


def test_a_name_is_found_without_its_gaps() -> None:
    assert INDEX.called("marlburyuponwend") == [UPON]
    assert INDEX.called("llan foel") == [WELSH]


def test_other_names_count_as_names() -> None:
    assert INDEX.called("marl city") == [LARGE]
    assert INDEX.called("bald church") == [WELSH]
    assert INDEX.called("wendham") == [UPON, SUBURB]


def test_half_a_name_is_no_name() -> None:
    assert INDEX.called("marl") == []
    assert INDEX.called("") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("marlbury kent", [SMALL]),
        ("marlbury w yorks", [LARGE]),
        ("marlbury west yorkshire", [LARGE]),
        ("marlbury yorkshire", [LARGE]),
        ("marlbury london", [OUTER]),
        ("marlbury in kent", [SMALL]),
        ("marlbury middlesex", [OUTER]),
        ("marlbury upon wend norfolk", [UPON]),
        ("llanfoel wales", [WELSH]),
        ("llanfoel cymru", [WELSH]),
        ("llanfoel scotland", []),
        ("marlbury devon", []),
        ("marlbury", []),
    ],
)
def test_a_county_or_nation_behind_a_name_chooses(typed: str, found: list[NamedPlace]) -> None:
    assert INDEX.called_with_county(typed) == found


def test_the_exact_county_wins_over_one_that_loosely_counts() -> None:
    assert lies_in(OUTER, "kent"), "much of what people call Kent is London today"
    assert not lies_just_in(OUTER, "kent")
    assert INDEX.called_with_county("marlbury kent") == [SMALL]


def test_a_county_alone_gives_its_towns_and_no_mere_district() -> None:
    assert INDEX.in_county("devon") == [OTHER]
    assert INDEX.in_county("kent") == [OUTER, SMALL]
    assert SUBURB not in INDEX.in_county("")
    for nation in NATIONS:
        assert INDEX.in_county(nation) == [], "a nation is no place to search from"


@pytest.mark.parametrize(
    ("typed", "county"),
    [
        ("lancs", "lancashire"),
        ("co durham", "county durham"),
        ("durham", "county durham"),
        ("notts", "nottinghamshire"),
        ("derbys", "derbyshire"),
        ("leics", "leicestershire"),
        ("lincs", "lincolnshire"),
        ("northants", "northamptonshire"),
        ("staffs", "staffordshire"),
        ("worcs", "worcestershire"),
        ("warks", "warwickshire"),
        ("salop", "shropshire"),
        ("cambs", "cambridgeshire"),
        ("beds", "bedfordshire"),
        ("herts", "hertfordshire"),
        ("bucks", "buckinghamshire"),
        ("berks", "berkshire"),
        ("oxon", "oxfordshire"),
        ("hants", "hampshire"),
        ("wilts", "wiltshire"),
        ("glos", "gloucestershire"),
        ("n yorks", "north yorkshire"),
        ("s yorks", "south yorkshire"),
        ("w yorks", "west yorkshire"),
        ("e sussex", "east sussex"),
        ("w sussex", "west sussex"),
        ("west mids", "west midlands"),
        ("tyneside", "tyne and wear"),
        ("iow", "isle of wight"),
        ("greater london", "london"),
    ],
)
def test_counties_are_known_by_their_short_forms(typed: str, county: str) -> None:
    assert lies_in(named("Somewhere", county, 2), typed)
    assert lies_just_in(named("Somewhere", county, 2), typed)
    assert not lies_in(named("Somewhere", "Rutland", 2), typed)


@pytest.mark.parametrize(
    ("wider", "county"),
    [
        ("yorkshire", "east riding of yorkshire"),
        ("sussex", "east sussex"),
        ("teesside", "county durham"),
        ("gwent", "torfaen"),
        ("clwyd", "wrexham"),
        ("dyfed", "pembrokeshire"),
        ("lothian", "west lothian"),
        ("manchester", "greater manchester"),
        ("glamorgan", "swansea"),
    ],
)
def test_older_and_wider_counties_hold_todays(wider: str, county: str) -> None:
    assert lies_in(named("Somewhere", county, 2), wider)
    assert not lies_just_in(named("Somewhere", county, 2), wider)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("marlbry", [LARGE, OUTER, SMALL]),
        ("marlbruy", [LARGE, OUTER, SMALL]),
        ("mmarlbury", [LARGE, OUTER, SMALL]),
        ("marlbury upon wnd", [UPON]),
        ("ashcome st marry", [OTHER]),
        ("narlbury", [LARGE, OUTER, SMALL]),
        ("wendhan", [UPON, SUBURB]),
        ("vendham", []),
        ("marl", []),
        ("mrlbr", []),
        ("completely other", []),
    ],
)
def test_slips_are_forgiven_by_the_length_of_the_name(typed: str, found: list[NamedPlace]) -> None:
    assert INDEX.spelt_like(typed) == found


def test_short_words_are_allowed_no_slip_and_long_ones_two() -> None:
    assert [allowed_edits("x" * length) for length in (1, 3, 4, 5, 7, 8, 20)] == [0, 0, 0, 1, 1, 2, 2]


def test_a_beginning_finds_the_whole_name_first_then_larger_then_later_words() -> None:
    assert INDEX.starting_with("marlbury", 8)[:3] == [LARGE, OUTER, SMALL]
    assert names(INDEX.starting_with("marl", 2)) == names([LARGE, UPON])
    assert INDEX.starting_with("wend", 8) == [UPON, SUBURB]
    assert INDEX.starting_with("st mary", 8) == [OTHER]
    assert INDEX.starting_with("zzz", 8) == []


def test_a_place_with_two_fitting_names_is_found_once() -> None:
    found = INDEX.starting_with("marl", 8)
    assert len(found) == len({one.place.id for one in found}) == 4


def test_one_far_larger_place_is_plainly_meant() -> None:
    assert plainly_meant([LARGE, SMALL], "marlbury") is LARGE
    assert plainly_meant([LARGE, OUTER], "marlbury") is LARGE
    assert plainly_meant([OUTER, SMALL], "marlbury") is None
    assert plainly_meant([SMALL], "marlbury") is SMALL
    assert plainly_meant([], "marlbury") is None


def test_a_borrowed_name_does_not_outdo_a_town_of_that_name_but_outdoes_a_district() -> None:
    real = named("Wendham", "Kent", 1)
    assert plainly_meant([UPON, real], "wendham") is None
    assert plainly_meant([UPON, SUBURB], "wendham") is UPON


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=25))
def test_whatever_is_typed_is_found_only_near_its_spelling(typed: str) -> None:
    for one in INDEX.spelt_like(typed):
        assert any(abs(len(key) - len(typed)) <= 2 for key in one.keys)
    for one in INDEX.starting_with(typed, 50):
        assert any(word.startswith(typed) for key in one.keys for word in _endings(key))


def _endings(key: str) -> list[str]:
    words = key.split(" ")
    return [" ".join(words[start:]) for start in range(len(words))]
