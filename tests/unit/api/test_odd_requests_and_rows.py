"""What a service may send that nobody would type, and what records may hold that nobody would write."""

from __future__ import annotations

import csv
import gzip
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pathways.schema  # noqa: F401  (makes the metadata whole)
from pathways.api.asked_place import AskedPlace, ask_for_place
from pathways.api.dump_files import about_file, dump_file, sequence_of, write_dump
from pathways.api.dump_rows import COLUMNS, row_of
from pathways.api.items import item_of
from pathways.api.money import cost_of, pay_of, pounds
from pathways.api.requests import (
    MOST_PER_PAGE,
    REPEATABLE,
    SearchBody,
    UnusableRequestError,
    read_address,
    read_body,
)
from pathways.api.schemas import OpportunityItem
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.query_string import LARGEST_PAGE
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Level, Money, PayBasis, Route
from pathways.database import LARGEST_ID, Database, metadata
from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place, Resolution
from pathways.spreadsheets import BEGINS_A_FORMULA
from tests.factories import make_opportunity, make_programme, make_provider
from tests.unit.api.test_items import PLUMBER, TODAY

SITE = "https://pathways.example"
NASTY = ("</script>", "\u202eمرحبا", "🐶🐶", '"quoted", with\r\na line', "=1+1", "a\tb", "'", "\\")


def fields_refused(body: object) -> set[str]:
    """The fields that are named when a body is refused."""
    with pytest.raises(UnusableRequestError) as caught:
        read_body(body)
    assert all(problem.detail.endswith(".") for problem in caught.value.problems)
    return {problem.field for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", 0),
        ("page", -1),
        ("page", LARGEST_PAGE + 1),
        ("page", True),
        ("page", "2"),
        ("page", 1.5),
        ("page", math.inf),
        ("page", math.nan),
        ("page", None),
        ("per_page", 0),
        ("per_page", MOST_PER_PAGE + 1),
        ("per_page", [20]),
        ("provider", 0),
        ("provider", LARGEST_ID + 1),
        ("provider", 10**400),
        ("miles", 3),
        ("miles", -5),
        ("miles", "5"),
        ("miles", "ANY"),
        ("miles", False),
        ("gcses", -1),
        ("points", "many"),
        ("start", "yesterday"),
        ("sort", ""),
        ("spelling", "loose"),
        ("for", "everybody"),
        ("stage", "</script>"),
        ("q", None),
        ("q", "x" * 201),
        ("near", "x" * 101),
        ("only", "eligible"),
        ("nonsense", 1),
    ],
)
def test_value_that_cannot_be_used_is_refused_under_its_own_name(name: str, value: object) -> None:
    assert fields_refused({name: value}) == {name}


@pytest.mark.parametrize("body", [None, [], "q", 7, True, [{"q": "plumbing"}]])
def test_what_is_no_object_is_refused_whole(body: object) -> None:
    assert fields_refused(body) == {"body"}


@pytest.mark.parametrize("name", sorted(REPEATABLE))
@pytest.mark.parametrize("value", ["degree", None, {"0": "degree"}, ["no-such-thing"], [None], [["degree"]]])
def test_a_list_is_a_list_of_known_codes(name: str, value: object) -> None:
    (field,) = fields_refused({name: value})
    assert field.split(".")[0] == name


def test_every_mistake_is_told_at_once_and_the_error_reads_as_a_line() -> None:
    with pytest.raises(UnusableRequestError) as caught:
        read_body({"page": 0, "per_page": 0, "sort": "up", "q": "fine"})
    assert {problem.field for problem in caught.value.problems} == {"page", "per_page", "sort"}
    assert "page: " in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["10 Acacia Avenue SW1A 1AA", "x" * 5_000, "\x00", "</script>"])
def test_a_name_of_the_senders_own_making_is_shown_short(name: str) -> None:
    (field,) = fields_refused({name: 1})
    assert len(field) <= 100
    assert "SW1A 1AA" not in field


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (1.0, 1), (2e1, 20), (50.0, 50)])
def test_a_whole_number_may_be_written_in_any_way_that_json_has(number: float, expected: int) -> None:
    assert read_body({"per_page": number}).per_page == expected


@pytest.mark.parametrize(
    "typed", ["", "٣", "３", "1e3", "--5", "-", "+5", " 5", "5 ", "0x10", "1_000", "9" * 17, "9" * 5_000]
)
def test_number_in_an_address_is_written_in_plain_digits(typed: str) -> None:
    if not typed:
        assert read_address({"page": [typed]}).page == 1
        return
    with pytest.raises(UnusableRequestError) as caught:
        read_address({"page": [typed]})
    assert [problem.field for problem in caught.value.problems] == ["page"]


def test_parameter_given_twice_is_refused_but_choices_may_be_many() -> None:
    with pytest.raises(UnusableRequestError) as caught:
        read_address({"q": ["a", "b"], "page": ["1", "1"], "route": ["degree", "t-level"]})
    assert {problem.field for problem in caught.value.problems} == {"q", "page"}
    assert read_address({"route": ["degree", "", "degree"]}).route == [Route.DEGREE, Route.DEGREE]


ADDRESSES = st.builds(
    SearchBody,
    q=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    miles=st.none() | st.sampled_from([1, 20, 60, "any"]),
    route=st.lists(st.sampled_from(Route), max_size=3),
    level=st.lists(st.sampled_from(Level), max_size=3),
    money=st.lists(st.sampled_from(Money), max_size=3),
    provider=st.none() | st.integers(1, LARGEST_ID),
    page=st.integers(1, LARGEST_PAGE),
    per_page=st.integers(1, MOST_PER_PAGE),
)


@given(ADDRESSES)
def test_a_search_is_the_same_in_an_address_and_as_json(body: SearchBody) -> None:
    sent = json.loads(body.model_dump_json(by_alias=True, exclude_defaults=True))
    lists = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    args = {name: [str(one) for one in values] for name, values in lists.items()}
    assert read_address(args) == read_body(sent) == body


class OnePlace:
    """A gazetteer that knows one place, by its identifier and by its name."""

    place = Place("leeds", "Leeds", "city", 53.8, -1.55, "LS1", "E08000035", "england")

    def lookup(self, place_id: str) -> Place | None:
        """By its very identifier."""
        return self.place if place_id == "leeds" else None

    def resolve(self, text: str) -> Resolution:
        """By its name; nothing else is known."""
        if text.strip() == "Leeds":
            return Resolution(place=self.place)
        return Resolution(problem="outside-great-britain" if text.startswith("BT") else "unknown")


@given(near=st.none() | st.text(max_size=20) | st.sampled_from(["leeds", "Leeds", " Leeds ", "BT1 1AA"]))
def test_a_place_is_found_asked_about_or_refused_and_never_two_of_these(near: str | None) -> None:
    gazetteer: Any = OnePlace()
    found = ask_for_place(gazetteer, near)
    if near is None or not near.strip():
        assert found == AskedPlace()
    elif near.strip() in ("leeds", "Leeds") and (near == "leeds" or near.strip() == "Leeds"):
        assert found == AskedPlace(place=OnePlace.place)
    else:
        assert (found.place, found.choices) == (None, ())
        assert found.problem is not None
        assert ("England" in found.problem.detail) is near.startswith("BT")


def test_every_problem_that_a_gazetteer_has_is_said_in_words() -> None:
    class Refusing(OnePlace):
        def __init__(self, problem: Any) -> None:
            self.problem = problem

        def resolve(self, text: str) -> Resolution:
            return Resolution(problem=self.problem)

    said = set()
    for problem in ("unknown", "terminated", "no-coordinates", "outside-great-britain", "empty"):
        gazetteer: Gazetteer = Refusing(problem)  # type: ignore[assignment]
        refused = ask_for_place(gazetteer, "anywhere").problem
        assert refused is not None
        said.add(refused.detail)
    assert len(said) == 5


@given(
    money=st.none() | st.sampled_from(Money),
    fee=st.none() | st.integers(0, 10**7),
    hourly=st.none() | st.integers(0, 10**5),
    cost_text=st.sampled_from(["", "Ask us."]),
    basis=st.none() | st.sampled_from(PayBasis),
)
def test_money_is_told_as_far_as_it_is_known(
    money: Money | None, fee: int | None, hourly: int | None, cost_text: str, basis: PayBasis | None
) -> None:
    card = replace(
        PLUMBER,
        money=money,
        fee_pence=fee,
        pay_hourly_pence=hourly,
        cost_text=cost_text,
        pay_basis=basis,
    )
    pay, cost = pay_of(card), cost_of(card)
    assert (pay is not None) is (money is Money.PAID)
    assert (cost is None) is (money is None and not cost_text)
    if pay is not None:
        assert (pay.hourly is None) is (hourly is None)
        assert pay.is_legal_minimum is (basis is PayBasis.LEGAL_MINIMUM)
    if cost is not None:
        assert cost.loan is (money is Money.LOAN)
        asked = None if fee is None else fee / 100
        assert cost.to_learner == (0.0 if money in (Money.PAID, Money.FREE) else asked)


def test_nought_is_a_sum_and_nothing_is_none() -> None:
    assert pounds(0) == 0.0
    assert pounds(None) is None
    assert pounds(1) == 0.01
    nothing_asked = cost_of(replace(PLUMBER, money="fee", fee_pence=0))
    assert nothing_asked is not None
    assert nothing_asked.to_learner == 0.0


CARDS = st.builds(
    lambda title, name, start, fee, miles, modes: replace(
        PLUMBER, title=title, provider_name=name, venue_name=name, town=title, employer_name=name,
        next_start=start, closes_on=start, fee_pence=fee, distance_miles=miles, modes=modes,
    ),
    st.sampled_from(NASTY),
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.none() | st.dates(date(2026, 12, 31), date(2027, 1, 1)),
    st.none() | st.integers(0, 10**6),
    st.none() | st.floats(0, 700),
    st.sampled_from([(), ("full-time",), ("part-time", "evening-weekend")]),
)  # fmt: skip


@given(card=CARDS)
def test_item_of_any_card_comes_back_from_json_and_fills_one_row(card: Card) -> None:
    item = item_of(card, TODAY, lambda shown: f"{SITE}/{shown.id}")
    assert OpportunityItem.model_validate_json(item.model_dump_json()) == item
    row = dict(zip(COLUMNS, row_of(item), strict=True))
    assert not [cell for cell in row.values() if cell.startswith(BEGINS_A_FORMULA)]
    assert row["next_start"] == ("" if card.next_start is None else card.next_start.isoformat())
    assert row["mode"].split() == list(card.modes)
    assert row["provider"].removeprefix("'").endswith(card.provider_name.removeprefix("'"))


def published(folder: Path, titles: tuple[str, ...]) -> CatalogueSnapshot:
    """A catalogue of programmes with these titles, all of a provider with a nasty name."""
    database = Database(f"sqlite:///{folder / 'few.db'}")
    metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        provider = make_provider(session, name="</script> College")
        for title in titles:
            programme = make_programme(session, provider=provider, title=title)
            make_opportunity(session, programme=programme, intakes=())
    publish(database, folder)
    snapshot = LiveCatalogue(folder, database).snapshot()
    database.close()
    return snapshot


@pytest.mark.parametrize("titles", [(), ("=SUM(A1)",), ("\u202eمرحبا", "🐶 care", '"a",b')])
def test_dump_of_few_or_no_opportunities_is_whole(tmp_path: Path, titles: tuple[str, ...]) -> None:
    snapshot = published(tmp_path, titles)
    told: list[tuple[str, int, int]] = []
    written = write_dump(snapshot, tmp_path, SITE, TODAY, lambda *said: told.append(said))
    assert written == len(titles)
    assert told == [("Writing the dump", len(titles), len(titles))]
    with gzip.open(dump_file(tmp_path), "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    with gzip.open(dump_file(tmp_path, "csv"), "rt", encoding="utf-8", newline="") as table:
        heads, *rows = csv.reader(table)
    assert tuple(heads) == COLUMNS
    assert {item["title"] for item in items} == set(titles)
    assert {row[2].removeprefix("'") for row in rows} == set(titles)
    assert {item["next_start"] for item in items} <= {None}
    about = json.loads(about_file(tmp_path).read_text(encoding="utf-8"))
    assert about["opportunities"] == len(titles)
    assert about["next"] == sequence_of(snapshot)
    assert not list(tmp_path.glob("dump/*.part"))


def test_two_dumps_of_one_snapshot_are_the_same_bytes(tmp_path: Path) -> None:
    snapshot = published(tmp_path, ("Plumbing", "Nursing"))
    made = []
    for form in ("first", "second"):
        write_dump(snapshot, tmp_path / form, SITE, TODAY, lambda *said: None)
        made.append(dump_file(tmp_path / form).read_bytes() + dump_file(tmp_path / form, "csv").read_bytes())
    assert made[0] == made[1]


def test_a_dump_cut_short_leaves_what_was_there(tmp_path: Path) -> None:
    snapshot = published(tmp_path, ("Plumbing",))
    write_dump(snapshot, tmp_path, SITE, TODAY, lambda *said: None)
    before = dump_file(tmp_path).read_bytes()

    def stop(*said: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dump(snapshot, tmp_path, SITE, TODAY, stop)
    assert dump_file(tmp_path).read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "dump").iterdir()) == [
        "about.json",
        "opportunities.csv.gz",
        "opportunities.jsonl.gz",
    ]
