"""A person types a place by name: plain, misspelt, shared by several, or with its county."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.gazetteer import Gazetteer
from pathways.places.names import normal_name, slug, without_small_talk


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [
        ("Preston", "preston"),
        ("preston", "preston"),
        ("  PRESTON  ", "preston"),
        ("Preston, Lancashire", "preston"),
        ("preston lancs", "preston"),
        ("Preston England", "preston"),
        ("St Albans", "st-albans"),
        ("St Alban's", "st-albans"),
        ("ST. ALBANS", "st-albans"),
        ("saint albans", "st-albans"),
        ("Newcastle", "newcastle-upon-tyne"),
        ("Newcastle upon Tyne", "newcastle-upon-tyne"),
        ("Newcastle-under-Lyme", "newcastle-under-lyme"),
        ("newcastle under lyme", "newcastle-under-lyme"),
        ("Kingston upon Thames", "kingston-upon-thames"),
        ("Kingston-upon-Thames", "kingston-upon-thames"),
        ("Kingston upon Hull", "hull"),
        ("Land's End", "lands-end"),
        ("lands end", "lands-end"),
        ("Land’s End", "lands-end"),
        ("King's Lynn", "kings-lynn"),
        ("Brighton & Hove", "brighton"),
        ("near Durham", "durham"),
        ("in Consett", "consett"),
        ("I live in Wakefield", "wakefield"),
        ("Leeds city centre", "leeds"),
        ("Carlisle station", "carlisle"),
        ("Gatwick", "gatwick-airport"),
        ("Canary Wharf", "canary-wharf"),
        ("stokeontrent", "stoke-on-trent"),
        ("Stoke on Trent", "stoke-on-trent"),
        ("Caerdydd", "cardiff"),
        ("Ynys Môn", "isle-of-anglesey"),
        ("Perth, Scotland", "perth"),
        ("Bangor Wales", "bangor"),
        ("Ely", "ely"),
        ("Hyndburn", "hyndburn"),
        ("the Chilterns", "chiltern"),
    ],
)
def test_a_town_is_found_however_its_name_is_written(fresh: Gazetteer, typed: str, place_id: str) -> None:
    resolution = fresh.resolve(typed)
    assert resolution.place is not None, resolution
    assert resolution.place.id == place_id
    assert resolution.corrected_from is None
    assert resolution.problem is None
    assert not resolution.choices


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [
        ("Manchster", "manchester"),
        ("Mancehster", "manchester"),
        ("Birmigham", "birmingham"),
        ("Wakefeild", "wakefield"),
        ("Londn", "london"),
        ("Bradfrod", "bradford"),
        ("Hartlepol", "hartlepool"),
        ("Llandudo", "llandudno"),
        ("hebdn bridge", "hebden-bridge"),
        ("Midlesbrough", "middlesbrough"),
        ("Accringtn", "accrington"),
        ("near Concett", "consett"),
    ],
)
def test_a_misspelt_town_is_mended_and_said_so(fresh: Gazetteer, typed: str, place_id: str) -> None:
    resolution = fresh.resolve(typed)
    assert resolution.place is not None, resolution
    assert resolution.place.id == place_id
    assert resolution.corrected_from == typed


@pytest.mark.parametrize(
    "typed",
    ["law", "art", "care", "nurse", "nursing", "plumbing", "health", "teacher", "engineering", "xyzzy", "qq"],
)
def test_words_that_are_no_place_are_not_bent_into_one(fresh: Gazetteer, typed: str) -> None:
    resolution = fresh.resolve(typed)
    assert resolution.problem == "unknown"
    assert resolution.place is None


def test_richmond_asks_which_one(fresh: Gazetteer) -> None:
    resolution = fresh.resolve("Richmond")
    assert resolution.place is None
    assert resolution.problem is None
    assert {place.id for place in resolution.choices} == {
        "richmond-london",
        "richmond-north-yorkshire",
        "richmond-south-yorkshire",
    }
    assert len({place.name for place in resolution.choices}) == 3, (
        "the choices can be told apart by their names"
    )


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [
        ("Richmond, North Yorkshire", "richmond-north-yorkshire"),
        ("richmond n yorks", "richmond-north-yorkshire"),
        ("Richmond London", "richmond-london"),
        ("Richmond upon Thames", "richmond-london"),
        ("Richmond Surrey", "richmond-london"),
        ("Ashford Kent", "ashford-kent"),
        ("Ashford in Surrey", "ashford-surrey"),
        ("Newport Isle of Wight", "newport-isle-of-wight"),
        ("Newport, Shropshire", "newport-shropshire"),
        ("newport wales", "newport"),
        ("Whitchurch, Hants", "whitchurch-hampshire"),
    ],
)
def test_a_county_settles_which_one_is_meant(fresh: Gazetteer, typed: str, place_id: str) -> None:
    place = fresh.resolve(typed).place
    assert place is not None
    assert place.id == place_id


def test_every_choice_offered_leads_to_itself(fresh: Gazetteer) -> None:
    for typed in ("Richmond", "Ashford", "Cheadle", "St Ives", "Hatfield", "Rainham"):
        choices = fresh.resolve(typed).choices
        assert len(choices) > 1, typed
        for choice in choices:
            assert fresh.lookup(choice.id) == choice
            again = fresh.resolve(choice.name).place
            assert again == choice, choice.name


def test_a_far_larger_town_is_meant_without_asking(fresh: Gazetteer) -> None:
    newport = fresh.resolve("Newport").place
    assert newport is not None
    assert newport.nation == "wales"
    assert newport.id == "newport"
    bangor = fresh.resolve("Hockley").place
    assert bangor is not None
    assert bangor.district == "SS5", (
        "the town in Essex, not the quarter of Birmingham that a district is named by"
    )


def test_another_places_other_name_does_not_hide_the_place_of_that_name(fresh: Gazetteer) -> None:
    assert {place.id for place in fresh.resolve("Yarmouth").choices} == {"great-yarmouth", "yarmouth"}


def test_a_suburb_known_only_as_a_district_is_found_by_its_name(fresh: Gazetteer) -> None:
    place = fresh.resolve("Anfield").place or fresh.resolve("Toxteth").place
    assert place is not None
    assert place.kind == "district"
    assert fresh.lookup(place.id) == place


def test_a_county_offers_its_largest_towns(fresh: Gazetteer) -> None:
    choices = fresh.resolve("Devon").choices
    assert {"plymouth", "exeter"} <= {place.id for place in choices}
    assert len(choices) <= 8
    yorkshire = fresh.resolve("yorkshire").choices
    assert {"leeds", "sheffield", "hull"} <= {place.id for place in yorkshire}


@pytest.mark.parametrize(
    "typed", ["Belfast", "Isle of Man", "Jersey", "guernsey", "Northern Ireland", "near Derry"]
)
def test_places_over_the_sea_are_said_to_be_outside(fresh: Gazetteer, typed: str) -> None:
    resolution = fresh.resolve(typed)
    assert resolution.problem == "outside-great-britain"
    assert resolution.place is None


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\0", "\0\0 \0"])
def test_nothing_typed_is_said_to_be_nothing(fresh: Gazetteer, typed: str) -> None:
    assert fresh.resolve(typed).problem == "empty"


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "Preston" * 2_000,
        "'; DROP TABLE places; --",
        "مرحبا بالعالم",
        "\u202ePreston",
        "🏠",
        "%00",
        "\ud800",
        '"',
        "((((",
        "-1",
        "53.76, -2.70",
    ],
)
def test_odd_text_is_answered_and_never_raises(fresh: Gazetteer, typed: str) -> None:
    resolution = fresh.resolve(typed)
    assert (resolution.place is not None) + bool(resolution.choices) + (resolution.problem is not None) == 1
    assert isinstance(fresh.suggest(typed), list)


@given(st.text(max_size=60))
def test_any_text_has_exactly_one_kind_of_answer(fresh: Gazetteer, typed: str) -> None:
    resolution = fresh.resolve(typed)
    assert (resolution.place is not None) + bool(resolution.choices) + (resolution.problem is not None) == 1
    for place in (*resolution.choices, *([resolution.place] if resolution.place else [])):
        assert fresh.lookup(place.id) == place


@given(st.data())
def test_one_slip_in_a_long_name_still_finds_the_town(fresh: Gazetteer, data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(["Manchester", "Birmingham", "Huddersfield", "Scarborough", "Peterborough"])
    )
    place = data.draw(st.integers(1, len(name) - 2))
    slip = data.draw(st.sampled_from(["drop", "double", "swap"]))
    letters = list(name)
    if slip == "drop":
        letters.pop(place)
    elif slip == "double":
        letters.insert(place, letters[place])
    else:
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    found = fresh.resolve("".join(letters)).place
    assert found is not None
    assert found.id == slug(name)


def test_names_are_compared_without_case_accents_and_marks() -> None:
    assert normal_name("  St. Alban’s ") == normal_name("SAINT ALBANS") == "st albans"
    assert normal_name("Ynys Môn") == "ynys mon"
    assert normal_name("Brighton & Hove") == "brighton and hove"
    assert normal_name("Saint") == "st"
    assert normal_name("\0") == ""


def test_an_address_is_made_of_plain_letters_and_dashes() -> None:
    assert slug("Land's End") == "lands-end"
    assert slug("Richmond North Yorkshire") == "richmond-north-yorkshire"
    assert slug("Preston") == "preston"
    assert slug("Ynys Môn / Anglesey") == "ynys-mon-anglesey"


@given(st.text(max_size=80))
def test_comparing_twice_is_comparing_once(text: str) -> None:
    once = normal_name(text)
    assert normal_name(once) == once
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_small_talk_is_taken_off_only_after_the_whole_name_was_tried() -> None:
    assert without_small_talk("near durham") == ["near durham", "durham"]
    assert without_small_talk("leeds city centre")[0] == "leeds city centre"
    assert "leeds" in without_small_talk("leeds city centre")
    assert without_small_talk("preston") == ["preston"]
