"""Which districts training serves: where somebody is likely to have started, and always at least one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, OpportunityDistrict, Programme
from pathways.database import Database
from pathways.feeds.training.presence import LEAST_LIKELY, served
from tests.unit.feeds.made_training import STARTS, bring_in, delivered, trained, write_training

DURHAM, GATESHEAD, LEEDS = "E06000047", "E08000037", "E08000035"
DISTRICTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50), max_size=8)


@pytest.mark.parametrize(
    ("starts", "by_district", "where"),
    [
        (12, {DURHAM: 90, GATESHEAD: 10}, [DURHAM, GATESHEAD]),
        (5, {DURHAM: 90, GATESHEAD: 10}, [DURHAM, GATESHEAD]),
        (4, {DURHAM: 90, GATESHEAD: 10}, [DURHAM]),
        (1, {GATESHEAD: 1, DURHAM: 1}, [DURHAM, GATESHEAD]),
        (1, {LEEDS: 3, GATESHEAD: 3, DURHAM: 2}, [LEEDS, GATESHEAD]),
        (1, {LEEDS: 4, GATESHEAD: 3, DURHAM: 3}, [LEEDS]),
        (0, {DURHAM: 4, GATESHEAD: 3}, [DURHAM]),
        (7, {DURHAM: 0, GATESHEAD: 3}, [GATESHEAD]),
        (7, {DURHAM: 0, GATESHEAD: 0}, [DURHAM, GATESHEAD]),
        (7, {}, []),
    ],
)
def test_training_serves_where_half_a_start_is_likely_and_else_where_its_provider_is_strongest(
    starts: int, by_district: dict[str, int], where: list[str]
) -> None:
    assert served(starts, by_district) == where


@given(st.integers(0, 60), DISTRICTS)
def test_whatever_the_figures_some_district_is_served_and_none_that_is_weaker_than_one_left_out(
    starts: int, by_district: dict[str, int]
) -> None:
    where = served(starts, by_district)
    assert bool(where) is bool(by_district)
    assert where == sorted(set(where))
    left_out = [here for code, here in by_district.items() if code not in where]
    assert all(by_district[code] > most for code in where for most in left_out)
    everybody = sum(by_district.values())
    assert all(starts * here < LEAST_LIKELY * everybody for here in left_out if everybody)


@given(st.integers(1, 60), st.integers(0, 60), DISTRICTS)
def test_more_starts_never_serve_less(starts: int, more: int, by_district: dict[str, int]) -> None:
    likely = {code: here for code, here in by_district.items() if here}
    if starts * max(likely.values(), default=0) >= LEAST_LIKELY * sum(likely.values()):
        assert set(served(starts, likely)) <= set(served(starts + more, likely))


def districts_by_title(session: Session) -> dict[str, list[str]]:
    session.rollback()
    rows = session.execute(
        select(Programme.title, OpportunityDistrict.lad_code)
        .join(Opportunity, Opportunity.programme_id == Programme.id)  # type: ignore[arg-type]
        .join(OpportunityDistrict, OpportunityDistrict.opportunity_id == Opportunity.id)  # type: ignore[arg-type]
        .order_by(OpportunityDistrict.lad_code)
    )
    found: dict[str, list[str]] = {}
    for title, code in rows:
        found.setdefault(title.removesuffix(" apprenticeship"), []).append(code)
    return found


def test_a_large_standard_serves_further_than_a_small_one_of_the_same_provider(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [
        trained(**{STARTS: "60"}),
        trained("Roofer", **{STARTS: "2"}),
        trained("Scaffolder", **{STARTS: "9"}),
    ]
    places = [delivered(starts="70"), delivered("Gateshead", starts="5"), delivered("Leeds", starts="1")]
    bring_in(database, write_training(tmp_path, rows, places))
    assert districts_by_title(session) == {
        "Bricklayer": [DURHAM, LEEDS, GATESHEAD],
        "Scaffolder": [DURHAM, GATESHEAD],
        "Roofer": [DURHAM],
    }


def test_starts_of_a_district_under_two_names_of_the_provider_are_added(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [trained(**{STARTS: "10"})]
    apart = [delivered(starts="97"), delivered("Gateshead", starts="3")]
    bring_in(database, write_training(tmp_path / "a", rows, apart))
    assert districts_by_title(session) == {"Bricklayer": [DURHAM]}
    bring_in(database, write_training(tmp_path / "b", rows, [*apart, delivered("GATESHEAD", starts="3")]))
    assert districts_by_title(session) == {"Bricklayer": [DURHAM, GATESHEAD]}


@pytest.mark.parametrize("starts", ["", "many", "-1", "1.5"])
def test_a_district_whose_starts_are_no_number_leaves_its_provider_as_it_was(
    database: Database, session: Session, tmp_path: Path, starts: str
) -> None:
    places = [delivered(), delivered("Gateshead")]
    bring_in(database, write_training(tmp_path / "a", [trained()], places))
    before = districts_by_title(session)
    other = {"ukprn": "10000535", "provider": "Fell"}
    report = bring_in(
        database,
        write_training(
            tmp_path / "b", [trained(), trained(**other)],
            [delivered(starts=starts), delivered("Leeds"), delivered(**other)],
        ),
        force=True,
    )  # fmt: skip
    assert (report.problems.listed[0].column, report.problems.listed[0].value) == ("STARTS", starts)
    # The other provider of the set came in; this one kept both of its districts.
    assert districts_by_title(session) == {"Bricklayer": sorted([*before["Bricklayer"], DURHAM])}


def test_the_column_of_starts_may_be_named_by_its_years(
    database: Database, session: Session, tmp_path: Path
) -> None:
    named = [{**delivered(), STARTS: "5"}, {**delivered("Leeds"), STARTS: "1"}]
    for row in named:
        del row["starts"]
    bring_in(database, write_training(tmp_path, [trained(**{STARTS: "1"})], named))
    assert districts_by_title(session) == {"Bricklayer": [DURHAM]}


def test_the_published_tables_serve_a_fifth_of_the_pairs_that_all_districts_would_make(
    database: Database, session: Session, shared_data: Path
) -> None:
    bring_in(database, shared_data / "apprenticeships")
    count = select(func.count()).select_from(OpportunityDistrict)
    assert session.execute(count).scalar_one() == 154_875
    assert session.execute(count.where(OpportunityDistrict.lad_code == DURHAM)).scalar_one() == 1_098  # type: ignore[arg-type]
    offers = select(func.count(func.distinct(OpportunityDistrict.opportunity_id)))
    # The other 48 are of providers whose districts are all outside England or unknown.
    assert session.execute(offers).scalar_one() == 14_592 - 48
