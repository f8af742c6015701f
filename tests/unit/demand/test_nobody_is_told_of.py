"""Promises about people: what is counted, written and shown never tells of one."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.database import Database, table_of
from pathways.demand.gathering import Counted, Gathered, OfProgramme, Seen, Typed, Unmet
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet, SeenBy, What
from pathways.demand.queries import SITE, months, phrases, programmes, seen_by, unmet
from pathways.demand.rules.phrases import may_keep, phrase_of
from pathways.demand.writing import write
from pathways.tokens import keyed_hash
from tests.factories import make_programme, make_provider

KEY = "k" * 40
MAY = date(2027, 5, 1)
MODELS = (DemandProgramme, DemandSeen, DemandUnmet, DemandPhrase)
few = st.integers(1, 9)
many = st.integers(0, 5_000)


@pytest.mark.parametrize("model", MODELS)
def test_no_table_has_room_for_a_person_a_moment_or_an_address(model: type) -> None:
    names = {column.name for column in table_of(model).columns}
    allowed = {"month", "last_month", "programme_id", "provider_id", "what", "kind", "value", "times"}
    assert names <= allowed | {"district", "term", "phrase_hash", "text"}


@pytest.mark.parametrize("kind", [OfProgramme, Seen, Unmet, Typed])
def test_nothing_gathered_is_finer_than_a_month(kind: type) -> None:
    assert kind.__annotations__["month"] is date
    assert not {"at", "moment", "address", "cookie", "session", "user"} & set(kind.__annotations__)


def test_two_things_of_one_search_are_not_tied_to_each_other() -> None:
    """The order in which things were counted is lost: what is held is a heap of counts."""
    one, other = Gathered(), Gathered()
    things: list[Counted] = [
        Seen(MAY, SITE, SeenBy.DISTRICT, "PR1"),
        Seen(MAY, SITE, SeenBy.TERM, "area:health"),
        OfProgramme(MAY, 1, What.FOUND),
    ]
    one.add(things)
    other.add(reversed(things))
    assert one.take() == other.take()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
@given(times=st.lists(few, min_size=1, max_size=6))
def test_what_happened_a_few_times_is_shown_nowhere(session: Session, times: list[int]) -> None:
    with session.begin_nested() as nested:
        provider = make_provider(session)
        for number, count in enumerate(times):
            programme = make_programme(session, provider=provider)
            district = f"D{number}"
            session.add_all(
                [
                    DemandProgramme(month=MAY, programme_id=programme.id or 0, what=What.OPENED, times=count),
                    DemandSeen(
                        month=MAY,
                        provider_id=provider.id or 0,
                        kind=SeenBy.DISTRICT,
                        value=district,
                        times=count,
                    ),
                    DemandUnmet(month=MAY, district=district, term=f"area:{number}", times=count),
                    DemandPhrase(phrase_hash=str(number), times=count, last_month=MAY, text="yoga"),
                ]
            )
        session.flush()
        assert programmes(session, provider.id or 0, MAY) == []
        assert seen_by(session, provider.id or 0, SeenBy.DISTRICT, MAY) == []
        assert unmet(session, MAY) == []
        assert phrases(session) == []
        nested.rollback()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
@given(opened=many, saved=many)
def test_every_number_of_a_month_is_a_step_of_five(session: Session, opened: int, saved: int) -> None:
    with session.begin_nested() as nested:
        programme = make_programme(session)
        for what, times in ((What.OPENED, opened), (What.SAVED, saved)):
            session.add(DemandProgramme(month=MAY, programme_id=programme.id or 0, what=what, times=times))
        session.flush()
        told = months(session, programme.provider_id, date(2027, 5, 20))[-1].times
        for what, times in ((What.OPENED, opened), (What.SAVED, saved)):
            number = told[what]
            assert (number is None) == (times < 10)
            assert number is None or (number % 5 == 0 and abs(number - times) <= 2)
        nested.rollback()


def test_one_provider_never_sees_the_counts_of_another(session: Session) -> None:
    mine, theirs = make_provider(session), make_provider(session)
    for provider, title in ((mine, "Mine"), (theirs, "Theirs")):
        programme = make_programme(session, provider=provider, title=title)
        session.add(DemandProgramme(month=MAY, programme_id=programme.id or 0, what=What.FOUND, times=100))
        session.add(
            DemandSeen(
                month=MAY, provider_id=provider.id or 0, kind=SeenBy.TERM, value=f"x:{title}", times=100
            )
        )
    session.flush()
    assert [line.title for line in programmes(session, mine.id or 0, MAY)] == ["Mine"]
    assert [one.value for one in seen_by(session, mine.id or 0, SeenBy.TERM, MAY)] == ["x:Mine"]
    assert {line.title for line in programmes(session, SITE, MAY)} == {"Mine", "Theirs"}


@pytest.mark.parametrize(
    "typed",
    [
        "PR1 2HE",
        "pr12he",
        "my house at PR1 2HE please",
        "Courses for Jessica Patterson",
        "jessica",
        "07700 900123",
        "ring 01632960123",
        "me@mail.example",
        "I am James and I live in Preston",
        "mr henderson form tutor",
        "born 12/03/2011",
        "candidate number 4711",
        "12 mill street",
    ],
)
def test_a_thousand_times_the_same_private_words_are_a_number_and_no_text(
    database: Database, typed: str
) -> None:
    phrase = phrase_of(typed)
    assert phrase is not None
    with database.engine.begin() as connection:
        write(
            connection,
            Counter({Typed(MAY, phrase): 1_000}),
            key=KEY,
            known_words=careers_thesaurus().words,
        )
    with database.open_session() as session:
        row = session.scalars(select(DemandPhrase)).one()
        assert (row.times, row.text) == (1_000, "")
        assert row.phrase_hash == keyed_hash(phrase, purpose="phrase", key=KEY)
        assert phrases(session) == []


@pytest.mark.parametrize("typed", ["beekeeping", "drone flying", "yoga", "paint spraying", "e-sports"])
def test_words_about_learning_are_kept_so_that_somebody_can_explain_them(typed: str) -> None:
    phrase = phrase_of(typed)
    assert phrase is not None
    assert may_keep(phrase, careers_thesaurus().words)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=60))
def test_whatever_is_kept_is_plain_words(typed: str) -> None:
    phrase = phrase_of(typed)
    if phrase is not None and may_keep(phrase, frozenset()):
        assert phrase.isascii()
        assert not any(letter.isdigit() for letter in phrase)
        assert len(phrase.split()) <= 6


@given(st.text(min_size=1, max_size=30))
def test_a_hash_tells_nothing_without_the_key(typed: str) -> None:
    assert keyed_hash(typed, purpose="phrase", key=KEY) != keyed_hash(typed, purpose="phrase", key="o" * 40)
    assert keyed_hash(typed, purpose="phrase", key=KEY) != keyed_hash(typed, purpose="other", key=KEY)


def test_a_count_outlives_the_programme_it_speaks_of(session: Session) -> None:
    programme = make_programme(session)
    key, provider = programme.id or 0, programme.provider_id
    session.add(DemandProgramme(month=MAY, programme_id=key, what=What.FOUND, times=100))
    session.delete(programme)
    session.flush()
    assert programmes(session, provider, MAY) == []
    assert months(session, SITE, date(2027, 5, 20))[-1].times[What.FOUND] == 100
