"""The words that a catalogue knows: how often, where they begin, whose names they are."""

from __future__ import annotations

import pytest

from pathways.catalogue.known_words import KnownWords
from pathways.catalogue.named_providers import named_providers
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.words.query import read_query
from tests.unit.words.small_thesaurus import small_thesaurus


@pytest.mark.parametrize(
    ("form", "rows"), [("nursing", 3), ("nurse", 3), ("dental", 1), ("thatching", 1), ("zebra", 0), ("", 0)]
)
def test_a_word_is_counted_in_any_of_its_endings(consett: CatalogueSnapshot, form: str, rows: int) -> None:
    held = consett.words.count_of(form)
    assert (held > 0) == (rows > 0)
    assert held <= rows


@pytest.mark.parametrize(
    ("form", "known"), [("nursing", True), ("nurs", False), ("nurses", False), ("plumber", True), ("", False)]
)
def test_only_words_that_stand_there_just_so_are_forms(
    consett: CatalogueSnapshot, form: str, known: bool
) -> None:
    assert consett.words.is_form(form) is known


def test_titles_weigh_more_than_descriptions(consett: CatalogueSnapshot) -> None:
    known = consett.words
    assert known.heaviest("dental") > known.heaviest("boiler") > known.heaviest("zebra") == 0


def test_terms_are_found_by_how_their_words_begin(consett: CatalogueSnapshot) -> None:
    assert consett.words.terms_beginning("plum") == {"plumb", "plumber"} & consett.words.terms_beginning("pl")
    assert consett.words.terms_beginning("zz") == set()
    assert consett.words.terms_beginning("nursing") == consett.words.terms_beginning("nurs")


def test_forms_are_given_in_order_and_all_when_nothing_is_typed(consett: CatalogueSnapshot) -> None:
    every = consett.words.forms_starting("")
    assert every == sorted(set(every))
    assert "bricklaying" in every
    assert consett.words.forms_starting("brick") == [form for form in every if form.startswith("brick")]


@pytest.mark.parametrize(
    ("typed", "halves"),
    [("dentalnursing", ("dental", "nursing")), ("nursing", None), ("zebranursing", None), ("dental", None)],
)
def test_words_run_together_are_split(
    consett: CatalogueSnapshot, typed: str, halves: tuple[str, str] | None
) -> None:
    assert consett.words.split(typed) == halves


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nursng", "nursing"), ("brickaying", "bricklaying"), ("hopsital", "hospital"), ("xqzwvk", None)],
)
def test_a_slip_is_mended_by_the_catalogue_and_by_what_people_say(
    consett: CatalogueSnapshot, typed: str, meant: str | None
) -> None:
    assert consett.words.nearest(typed, small_thesaurus()) == meant


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("moorside college", ["moorside college"]),
        ("plumbing at Moorside College please", ["Moorside College"]),
        ("moorside", []),
        ("college moorside", []),
        ("Carrick Roads Nursing School or Otter Wharf Training", None),
        ("", []),
    ],
)
def test_whole_names_are_found_in_a_sentence(
    consett: CatalogueSnapshot, text: str, names: list[str] | None
) -> None:
    found = [text[start:end] for start, end in consett.words.name_spans(text)]
    assert found == (text.split(" or ") if names is None else names)


def test_choices_are_only_what_is_in_use_and_weighs_enough(consett: CatalogueSnapshot) -> None:
    known = consett.words
    assert [choice.term for choice in known.choices(("dental", "zebra"), 8, 0)] == [b"dental"]
    assert known.choices(("dental",), 8, 256) == ()
    assert {choice.share for choice in known.choices(("dental", "nurs"), 5, 0)} == {5}
    assert known.choices_beginning("dental", "dental", 5, 0) == ()


def test_a_catalogue_of_nothing_knows_nothing() -> None:
    known = KnownWords(())
    assert known.count_of("nursing") == known.heaviest("nurs") == 0
    assert known.terms_beginning("n") == set()
    assert known.forms_starting("") == []
    assert known.name_spans("Moorside College") == ()
    assert not known.is_form("nursing")


def named(snapshot: CatalogueSnapshot, text: str) -> set[str]:
    """The providers whose names were typed."""
    found = named_providers(snapshot, read_query(text).words)
    if found is None:
        return set()
    return {
        name.decode()
        for segment, marks in zip(snapshot.segments, found, strict=True)
        for name, marked in zip(segment.provider_texts, marks, strict=True)
        if marked
    }


@pytest.mark.parametrize(
    ("text", "providers"),
    [
        ("moorside college", {"Moorside College"}),
        ("college moorside", {"Moorside College"}),
        ("moorside", {"Moorside College"}),
        ("plumbing at moorside college", {"Moorside College"}),
        ("plumbing at moorside", set()),
        ("nursing", set()),
        ("otter", {"Otter Wharf Training"}),
        ("carrick roads nursing school", {"Carrick Roads Nursing School"}),
        ("zebra", set()),
        ("", set()),
    ],
)
def test_a_name_that_was_typed_is_that_of_a_provider(
    consett: CatalogueSnapshot, text: str, providers: set[str]
) -> None:
    assert named(consett, text) == providers
