"""What a provider's XCRI-CAP feed becomes in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import Area, Delivery, Level, ListingState, Money, ProviderKind, Route
from pathways.database import Database
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_xcri import (
    HEAD,
    NURSING,
    OLDER,
    PLUMBING,
    SPANISH,
    TAIL,
    bring_feed_in,
    course,
    feed,
)
from tests.unit.feeds.running import every_row


@pytest.fixture(autouse=True)
def _in_november(clock_at: Callable[[datetime], None]) -> None:
    clock_at(datetime(2026, 11, 29, 12, tzinfo=UTC))


def programme(session: Session, title: str) -> Programme:
    return session.execute(select(Programme).where(Programme.title == title)).scalar_one()


def offers(session: Session, title: str) -> list[Opportunity]:
    statement = select(Opportunity).join(Programme).where(Programme.title == title)
    return list(session.execute(statement.order_by(Opportunity.delivery)).scalars())


def starts(session: Session, offer: Opportunity) -> list[Intake]:
    statement = select(Intake).where(Intake.opportunity_id == offer.id).order_by(Intake.starts_on)
    return list(session.execute(statement).scalars())


def areas(session: Session, title: str) -> list[Area]:
    statement = select(ProgrammeArea.area).where(ProgrammeArea.programme_id == programme(session, title).id)
    return list(session.execute(statement.order_by(ProgrammeArea.is_main.desc())).scalars())  # type: ignore[attr-defined]


def test_student_finds_plumbing_in_consett_with_both_its_starts(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    (offer,) = offers(session, "Plumbing")
    venue = session.get_one(Venue, offer.venue_id)
    assert (venue.name, venue.address, venue.town) == ("Consett Trades Centre", "Blast Row", "Consett")
    assert (venue.postcode, venue.postcode_district, venue.lad_code) == ("DH8 5XY", "DH8", "E06000047")
    assert (venue.lat, venue.lng) == (54.856, -1.837)
    first, second = starts(session, offer)
    assert (first.starts_on, first.opens_on, first.closes_on) == (
        date(2027, 9, 6),
        date(2026, 11, 2),
        date(2027, 8, 20),
    )
    assert (second.starts_on, second.start_text) == (date(2028, 1, 10), "")
    assert (offer.full_time, offer.part_time, offer.places) == (True, False, None)
    assert (offer.money, offer.fee, offer.cost_text) == (Money.FEE, 45_000, "£450.00")
    assert offer.apply_url == "https://college.example/apply?course=PL2"


def test_its_page_tells_what_it_is_in_plain_words(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    found = programme(session, "Plumbing")
    assert found.summary == "Fit pipes and taps in homes."
    assert found.you_will_learn == "Learn to fit pipes and taps.\n• Bend copper\n• Solder joints"
    assert found.leads_to == "Plumber, heating engineer."
    assert found.assessment == "Practical tests in the workshop."
    assert (found.route, found.level) == (Route.VOCATIONAL, Level.TWO)
    assert (found.duration_months, found.duration_text) == (12, "One year")
    assert (found.course_code, found.qualification_number, found.subject_area) == ("PL2", "60012345", "5.2")
    assert found.source_url == "https://college.example/courses/plumbing"
    entry = session.get_one(EntryRequirement, found.id)
    assert (entry.min_age, entry.max_age) == (16, 19)
    assert entry.text == "GCSE English and maths at grade 3."


def test_the_college_is_known_by_its_number_and_reached_at_its_office(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    college = session.execute(select(Provider)).scalar_one()
    assert (college.name, college.ukprn, college.kind) == (
        "Lune Bank College",
        10005200,
        ProviderKind.COLLEGE,
    )
    assert (college.website, college.email) == ("https://college.example", "enquiries@college.example")
    assert (college.telephone, college.about) == ("01772 000000", "A college for central Lancashire.")


def test_online_and_evening_classes_are_two_opportunities(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    online, evenings = offers(session, "Spanish for beginners")
    assert (online.delivery, online.part_time, online.money) == (Delivery.ONLINE, True, Money.FREE)
    assert [(one.is_flexible, one.start_text) for one in starts(session, online)] == [(True, "")]
    assert (evenings.delivery, evenings.evening_weekend) == (Delivery.VENUE, True)
    assert [(one.starts_on, one.start_text) for one in starts(session, evenings)] == [(None, "January 2027")]


def test_a_class_without_a_venue_is_at_the_college_itself(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    _, evenings = offers(session, "Spanish for beginners")
    venue = session.get_one(Venue, evenings.venue_id)
    assert (venue.town, venue.postcode, venue.address) == ("Preston", "PR2 8UR", "St Vincent's Road")
    assert venue.lat is not None, "the middle of its district, as no postcodes were imported"


def test_a_course_without_presentations_is_kept_without_a_place(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    (offer,) = offers(session, "BSc (Hons) Nursing")
    assert (offer.place_not_given, offer.mode_not_stated, offer.venue_id) == (True, True, None)
    found = programme(session, "BSc (Hons) Nursing")
    assert (found.route, found.level, found.credits) == (Route.DEGREE, Level.SIX, 360)


def test_subjects_of_three_lists_become_career_areas(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    assert areas(session, "Plumbing") == [Area.BUILDING_CONSTRUCTION]
    assert areas(session, "Spanish for beginners") == [Area.LANGUAGES_HISTORY_SOCIETY]
    assert areas(session, "BSc (Hons) Nursing") == [Area.HEALTH]


def test_a_course_without_subjects_is_placed_by_its_title(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed(course("Level 1 Hairdressing"), course("A taste of something")))
    assert areas(session, "Level 1 Hairdressing") == [Area.HAIR_BEAUTY]
    assert areas(session, "A taste of something") == []


def test_a_feed_of_version_1_1_becomes_the_same_rows(
    database: Database, session: Session, tmp_path: Path
) -> None:
    only_first = PLUMBING.partition("</presentation>")[0] + "</presentation></course>"
    bring_feed_in(database, tmp_path / "new", feed(only_first))
    newer = every_row(database)
    report = bring_feed_in(database, tmp_path / "old", OLDER)
    assert report.counts.changes == 0
    assert every_row(database) == newer
    assert report.problems.total_noted == 0


def test_prefixes_and_case_do_not_matter(database: Database, session: Session, tmp_path: Path) -> None:
    bring_feed_in(database, tmp_path / "usual", feed())
    before = every_row(database)
    odd = (
        feed().replace("dc:", "one:").replace("xmlns:dc=", "xmlns:one=").replace("xmlns:dcterms", "xmlns:dct")
    )
    odd = (
        odd.replace("dcterms:", "dct:").replace("<applyTo>", "<ApplyTO>").replace("</applyTo>", "</ApplyTO>")
    )
    odd = odd.replace("<presentation>", "<Presentation>").replace("</presentation>", "</Presentation>")
    odd = odd.replace("<catalog xmlns=", "<x:catalog xmlns:x=").replace("</catalog>", "</x:catalog>")
    report = bring_feed_in(database, tmp_path / "odd", odd.replace("profiles/1.2", "Profiles/1.2"))
    assert report.counts.changes == 0
    assert every_row(database) == before


def test_the_same_feed_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    bring_feed_in(database, tmp_path, feed())
    before = every_row(database)
    again = bring_feed_in(database, tmp_path, feed().replace("2026-11-20T09", "2026-11-28T10"))
    assert again.counts.changes == 0
    assert every_row(database) == before


def test_a_changed_start_is_updated_and_a_course_that_is_gone_is_withdrawn(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed(PLUMBING, SPANISH, NURSING, course("Tiling"), course("Bakery")))
    address = programme(session, "Plumbing").id
    changed = PLUMBING.replace("2027-09-06", "2027-09-13").replace("6 September 2027", "13 September 2027")
    report = bring_feed_in(database, tmp_path, feed(changed, SPANISH, NURSING, course("Bakery")), force=True)
    session.rollback()
    assert report.counts.kinds["opportunity"].changed == 1
    (offer,) = offers(session, "Plumbing")
    assert starts(session, offer)[0].starts_on == date(2027, 9, 13)
    assert programme(session, "Plumbing").id == address
    assert programme(session, "Tiling").state is ListingState.WITHDRAWN
    assert programme(session, "Bakery").state is ListingState.PUBLISHED


def test_half_a_feed_is_not_believed_and_a_rollback_brings_the_old_one_back(
    database: Database, tmp_path: Path
) -> None:
    from pathways.feeds.refusals import GuardTrippedError

    bring_feed_in(database, tmp_path, feed())
    before = every_row(database)
    with pytest.raises(GuardTrippedError):
        bring_feed_in(database, tmp_path, feed(PLUMBING))
    assert every_row(database) == before
    bring_feed_in(database, tmp_path, feed(PLUMBING), force=True)
    assert every_row(database) != before
    roll_back(database, None)
    assert every_row(database) == before


def test_feeds_of_two_providers_have_sources_of_their_own(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path / "one", feed())
    other = feed(course("Tiling")).replace("10005200", "10004576").replace("Lune Bank", "Wear Side")
    bring_feed_in(database, tmp_path / "two", other, source="wear-side")
    assert {source.slug for source in session.execute(select(Source)).scalars()} == {"xcri-cap", "wear-side"}
    assert programme(session, "Plumbing").state is ListingState.PUBLISHED
    assert programme(session, "Tiling").state is ListingState.PUBLISHED


def test_a_provider_in_several_files_is_one_provider(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_feed_in(database, tmp_path, feed(PLUMBING), feed(SPANISH, NURSING))
    assert len(session.execute(select(Provider)).scalars().all()) == 1
    assert len(session.execute(select(Programme)).scalars().all()) == 3
    assert [problem.rule for problem in report.problems.listed] == ["A provider stands in the set once"]


def test_a_feed_may_be_one_provider_without_a_catalogue(
    database: Database, session: Session, tmp_path: Path
) -> None:
    head = HEAD.replace("<catalog ", "<provider ").replace(
        'generated="2026-11-20T09:00:00Z">\n  <provider>', ">"
    )
    bring_feed_in(database, tmp_path, feed(head=head, tail=TAIL.replace("\n</catalog>", "")))
    assert len(session.execute(select(Programme)).scalars().all()) == 3


def test_past_starts_are_stored_and_counted(database: Database, session: Session, tmp_path: Path) -> None:
    gone = course(
        "Bricklaying", '<presentation><mlo:start dtf="2026-09-07">7 September 2026</mlo:start></presentation>'
    )
    months = course("Tiling", "<presentation><mlo:start>September 2025</mlo:start></presentation>")
    ended = course(
        "Baking", "<presentation><mlo:start>In spring</mlo:start><end>2026-07-01</end></presentation>"
    )
    report = bring_feed_in(database, tmp_path, feed(gone, months, ended, SPANISH))
    assert (report.offered, report.past) == (5, 3)
    assert starts(session, offers(session, "Bricklaying")[0])[0].starts_on == date(2026, 9, 7)
    assert starts(session, offers(session, "Tiling")[0])[0].closes_on == date(2025, 9, 30)


def test_an_old_feed_dates_its_records_and_a_new_one_does_not(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_feed_in(database, tmp_path, feed())
    assert programme(session, "Plumbing").source_dated_on is None
    bring_feed_in(database, tmp_path, feed().replace("2026-11-20T", "2012-08-30T"))
    session.rollback()
    assert programme(session, "Plumbing").source_dated_on == date(2012, 8, 30)


def test_a_record_that_version_1_1_marks_as_deleted_is_left_out(
    database: Database, session: Session, tmp_path: Path
) -> None:
    gone = course("Tiling").replace("<course>", '<course recstatus="3">')
    bring_feed_in(database, tmp_path, feed(PLUMBING, gone))
    assert [one.title for one in session.execute(select(Programme)).scalars()] == ["Plumbing"]


def test_starts_of_one_offer_at_other_prices_say_which_is_which(
    database: Database, session: Session, tmp_path: Path
) -> None:
    dearer = PLUMBING.replace("<mlo:cost>GBP450.00</mlo:cost>", "<mlo:cost>GBP500.00</mlo:cost>", 1)
    bring_feed_in(database, tmp_path, feed(dearer))
    (offer,) = offers(session, "Plumbing")
    assert offer.cost_text == "6 September 2027: £500.00; 10 January 2028: £450.00"
    assert (offer.money, offer.fee) == (None, None)


def test_every_key_fits_its_column_however_long_an_identifier_is(database: Database, tmp_path: Path) -> None:
    long = "https://college.example/" + "a" * 900
    bring_feed_in(
        database,
        tmp_path,
        feed(course("One", PLUMBING.partition("</mlo:qualification>")[2].removesuffix("</course>"), long),
             course("Two", "", long + "b")),
    )  # fmt: skip
    rows = every_row(database)
    assert len(rows["programme"]) == 2
    keys = [cell for kind in KINDS for row in rows[kind.live.name] for cell in row if isinstance(cell, str)]
    assert max(len(key) for key in keys if "~" in key) <= 200
    assert {part.live.name for part in PARTS} <= set(rows)
