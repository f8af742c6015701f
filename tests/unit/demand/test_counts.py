"""Counts on their way from memory into the tables, and as they are read: on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from threading import Thread

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.demand.gathering import Counted, Gathered, OfProgramme, Seen, Typed, Unmet
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet, SeenBy, What
from pathways.demand.queries import (
    MOST_SHOWN,
    SITE,
    months,
    phrases,
    programmes,
    seen_by,
    unmet,
    unmet_districts,
)
from pathways.demand.queries import Counted as Line
from pathways.demand.retention import forget_old_counts
from pathways.demand.writing import flush, write
from tests.factories import make_programme, make_provider

KEY = "k" * 40
MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)
FOUND = OfProgramme(MAY, 7, What.FOUND)


def written(database: Database, *counts: tuple[Counted, int]) -> None:
    with database.engine.begin() as connection:
        write(connection, Counter(dict(counts)), key=KEY, known_words=frozenset())


def rows(database: Database, model: type) -> list[dict[str, object]]:
    with database.open_session() as session:
        return [row.model_dump() for row in session.scalars(select(model))]


class TestGathering:
    def test_things_are_counted(self) -> None:
        gathered = Gathered()
        gathered.add([FOUND, FOUND])
        gathered.add([OfProgramme(MAY, 8, What.FOUND)])
        assert gathered.take() == {FOUND: 2, OfProgramme(MAY, 8, What.FOUND): 1}

    def test_what_was_taken_is_gone(self) -> None:
        gathered = Gathered()
        gathered.add([FOUND])
        gathered.take()
        assert gathered.take() == Counter()

    def test_what_is_put_back_is_added_to_what_came_since(self) -> None:
        gathered = Gathered()
        gathered.add([FOUND])
        taken = gathered.take()
        gathered.add([FOUND])
        gathered.put_back(taken)
        assert gathered.take() == {FOUND: 2}

    def test_a_flood_does_not_fill_the_memory(self) -> None:
        gathered = Gathered(most=3)
        gathered.add(OfProgramme(MAY, number, What.FOUND) for number in range(100))
        gathered.put_back(Counter({FOUND: 1, Typed(MAY, "x"): 1}))
        assert len(gathered.take()) == 3

    def test_what_is_held_goes_on_counting_in_a_flood(self) -> None:
        gathered = Gathered(most=1)
        gathered.add([FOUND, Typed(MAY, "x"), FOUND])
        assert gathered.take() == {FOUND: 2}

    def test_threads_lose_nothing(self) -> None:
        gathered = Gathered()
        threads = [Thread(target=lambda: [gathered.add([FOUND]) for _ in range(500)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert gathered.take() == {FOUND: 2_000}


class TestWriting:
    def test_each_kind_has_its_table(self, database: Database) -> None:
        written(
            database,
            (FOUND, 3),
            (Seen(MAY, SITE, SeenBy.DISTRICT, "PR1"), 4),
            (Unmet(MAY, "PR1", "area:health"), 5),
            (Typed(MAY, "zorbing"), 6),
        )
        assert rows(database, DemandProgramme) == [
            {"month": MAY, "programme_id": 7, "what": What.FOUND, "times": 3}
        ]
        assert rows(database, DemandSeen) == [
            {"month": MAY, "provider_id": SITE, "kind": SeenBy.DISTRICT, "value": "PR1", "times": 4}
        ]
        assert rows(database, DemandUnmet) == [
            {"month": MAY, "district": "PR1", "term": "area:health", "times": 5}
        ]
        (phrase,) = rows(database, DemandPhrase)
        assert (phrase["times"], phrase["text"], phrase["last_month"]) == (6, "", MAY)

    def test_counts_add_up(self, database: Database) -> None:
        written(database, (FOUND, 3))
        written(database, (FOUND, 4), (OfProgramme(JUNE, 7, What.FOUND), 1))
        assert sorted(row["times"] for row in rows(database, DemandProgramme)) == [1, 7]

    def test_nothing_asks_for_nothing(self, database: Database) -> None:
        written(database)
        assert rows(database, DemandProgramme) == []

    def test_words_are_kept_from_the_tenth_time_and_not_before(self, database: Database) -> None:
        written(database, (Typed(MAY, "zorbing"), 9))
        assert rows(database, DemandPhrase)[0]["text"] == ""
        written(database, (Typed(JUNE, "zorbing"), 1))
        assert rows(database, DemandPhrase)[0] | {"phrase_hash": ""} == {
            "phrase_hash": "",
            "times": 10,
            "last_month": JUNE,
            "text": "zorbing",
        }

    def test_the_words_are_nowhere_before(self, database: Database) -> None:
        written(database, (Typed(MAY, "zorbing"), 9))
        assert "zorbing" not in str(rows(database, DemandPhrase))

    def test_ten_at_once_are_ten(self, database: Database) -> None:
        written(database, (Typed(MAY, "zorbing"), 12))
        assert rows(database, DemandPhrase)[0]["text"] == "zorbing"

    def test_words_over_two_months_are_one_phrase(self, database: Database) -> None:
        written(database, (Typed(JUNE, "zorbing"), 5), (Typed(MAY, "zorbing"), 5))
        (row,) = rows(database, DemandPhrase)
        assert (row["times"], row["last_month"], row["text"]) == (10, JUNE, "zorbing")

    @pytest.mark.parametrize("name", ["james patterson", "room 12", "pr1 2"])
    def test_what_may_tell_of_a_person_keeps_its_hash_alone(self, database: Database, name: str) -> None:
        written(database, (Typed(MAY, name), 50))
        (row,) = rows(database, DemandPhrase)
        assert (row["times"], row["text"]) == (50, "")

    def test_hashes_are_keyed(self, database: Database) -> None:
        written(database, (Typed(MAY, "zorbing"), 1))
        with database.engine.begin() as connection:
            write(connection, Counter({Typed(MAY, "zorbing"): 1}), key="o" * 40, known_words=frozenset())
        assert len({row["phrase_hash"] for row in rows(database, DemandPhrase)}) == 2

    def test_a_flush_empties_the_memory(self, database: Database) -> None:
        gathered = Gathered()
        gathered.add([FOUND, FOUND])
        assert flush(gathered, database, key=KEY, known_words=frozenset())
        assert flush(gathered, database, key=KEY, known_words=frozenset())
        assert rows(database, DemandProgramme)[0]["times"] == 2

    def test_nothing_is_lost_and_nobody_disturbed_when_the_database_is_away(self, tmp_path: object) -> None:
        gathered = Gathered()
        gathered.add([FOUND])
        away = Database(f"sqlite:///{tmp_path}/gone/pathways.db")
        assert not flush(gathered, away, key=KEY, known_words=frozenset())
        away.close()
        assert gathered.take() == {FOUND: 1}

    def test_half_a_flush_is_none(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> None:
            raise OperationalError("no", None, Exception())

        gathered = Gathered()
        gathered.add([FOUND, Typed(MAY, "zorbing")])
        with monkeypatch.context() as patched:
            patched.setattr("pathways.demand.writing._add_phrases", fails)
            assert not flush(gathered, database, key=KEY, known_words=frozenset())
        assert rows(database, DemandProgramme) == []
        assert flush(gathered, database, key=KEY, known_words=frozenset())
        assert rows(database, DemandProgramme)[0]["times"] == 1

    def test_two_processes_add_to_the_same_rows(self, database: Database) -> None:
        wanted: list[Counted] = [OfProgramme(MAY, number, What.FOUND) for number in range(50)]

        def run(order: list[Counted]) -> None:
            for _ in range(5):
                gathered = Gathered()
                gathered.add(order)
                while not flush(gathered, database, key=KEY, known_words=frozenset()):
                    pass

        threads = [Thread(target=run, args=(order,)) for order in (wanted, wanted[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [row["times"] for row in rows(database, DemandProgramme)] == [10] * 50


class TestReading:
    def test_the_last_twelve_months_each_as_it_may_be_shown(self, session: Session) -> None:
        mine = make_programme(session)
        other = make_programme(session, provider=make_provider(session))
        session.add_all(
            [
                DemandProgramme(month=MAY, programme_id=mine.id or 0, what=What.FOUND, times=123),
                DemandProgramme(month=MAY, programme_id=other.id or 0, what=What.FOUND, times=100),
                DemandProgramme(month=JUNE, programme_id=mine.id or 0, what=What.SAVED, times=9),
                DemandProgramme(
                    month=date(2026, 6, 1), programme_id=mine.id or 0, what=What.FOUND, times=500
                ),
            ]
        )
        session.flush()
        own = months(session, mine.provider_id, date(2027, 6, 20))
        assert len(own) == 12
        assert (own[0].month, own[-1].month) == (date(2026, 7, 1), JUNE)
        assert own[-2].times[What.FOUND] == 125
        assert own[-1].times == dict.fromkeys(What)
        assert months(session, SITE, date(2027, 6, 20))[-2].times[What.FOUND] == 225

    def test_programmes_with_too_few_are_left_out(self, session: Session) -> None:
        provider = make_provider(session)
        for title, found, saved in (("Plumbing", 44, 12), ("Roofing", 9, 3), ("Tiling", 60, 2)):
            programme = make_programme(session, provider=provider, title=title)
            for what, times in ((What.FOUND, found), (What.SAVED, saved)):
                session.add(
                    DemandProgramme(month=MAY, programme_id=programme.id or 0, what=what, times=times)
                )
        session.flush()
        lines = programmes(session, provider.id or 0, MAY)
        assert [(line.title, line.times[What.FOUND], line.times[What.SAVED]) for line in lines] == [
            ("Tiling", 60, None),
            ("Plumbing", 45, 10),
        ]

    def test_no_more_programmes_than_a_page_holds(self, session: Session) -> None:
        provider = make_provider(session)
        for _ in range(MOST_SHOWN + 5):
            programme = make_programme(session, provider=provider)
            session.add(DemandProgramme(month=MAY, programme_id=programme.id or 0, what=What.FOUND, times=50))
        session.flush()
        assert len(programmes(session, SITE, MAY)) == MOST_SHOWN

    def test_a_provider_sees_its_own_districts_and_terms(self, session: Session) -> None:
        for provider, kind, value, times in (
            (5, SeenBy.DISTRICT, "PR1", 33),
            (5, SeenBy.DISTRICT, "PR2", 8),
            (5, SeenBy.TERM, "area:health", 21),
            (6, SeenBy.DISTRICT, "PR3", 90),
        ):
            session.add(DemandSeen(month=MAY, provider_id=provider, kind=kind, value=value, times=times))
        session.flush()
        assert seen_by(session, 5, SeenBy.DISTRICT, MAY) == [Line("PR1", 35)]
        assert seen_by(session, 5, SeenBy.TERM, MAY) == [Line("area:health", 20)]
        assert seen_by(session, 5, SeenBy.DISTRICT, JUNE) == []

    def test_what_was_not_found_is_added_up_over_districts(self, session: Session) -> None:
        for district, term, times in (
            ("PR1", "area:health", 6),
            ("PR2", "area:health", 7),
            ("DH8", "area:health", 60),
            ("PR1", "route:degree", 4),
            ("", "route:degree", 40),
        ):
            session.add(DemandUnmet(month=MAY, district=district, term=term, times=times))
        session.flush()
        assert unmet(session, MAY, ["PR1", "PR2"]) == [Line("area:health", 15)]
        assert unmet(session, MAY, []) == []
        assert unmet(session, MAY) == [Line("area:health", 75), Line("route:degree", 45)]
        assert unmet_districts(session, MAY) == ["DH8", "PR1", "PR2"]

    def test_only_phrases_with_a_text_are_read(self, session: Session) -> None:
        for number, (text, times) in enumerate((("zorbing", 12), ("", 900), ("drones", 31))):
            session.add(DemandPhrase(phrase_hash=str(number), times=times, last_month=MAY, text=text))
        session.flush()
        assert phrases(session) == [Line("drones", 30), Line("zorbing", 10)]


class TestForgetting:
    def test_counts_go_after_two_years_and_the_running_month(self, session: Session) -> None:
        kept, gone = date(2025, 6, 1), date(2025, 5, 1)
        for month in (kept, gone):
            session.add(DemandProgramme(month=month, programme_id=1, what=What.FOUND, times=1))
            session.add(DemandSeen(month=month, provider_id=1, kind=SeenBy.TERM, value="x", times=1))
            session.add(DemandUnmet(month=month, district="", term="x", times=1))
            session.add(DemandPhrase(phrase_hash=str(month), times=1, last_month=month))
        session.flush()
        assert forget_old_counts(session, datetime(2027, 6, 30, 12, tzinfo=UTC)) == 4
        assert forget_old_counts(session, datetime(2027, 6, 30, 12, tzinfo=UTC)) == 0
        assert session.scalars(select(DemandUnmet.month)).all() == [kept]
