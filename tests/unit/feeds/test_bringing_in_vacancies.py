"""What vacancies become in the catalogue."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.intakes import is_over
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
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Money,
    Nation,
    PayBasis,
    ProviderKind,
    Route,
)
from pathways.database import Database
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_vacancies import advert, bring_in_rows, bring_vacancies_in, found, page, write
from tests.unit.feeds.running import every_row

PLUMBING, BAKING = "1000300001", "1000300009"


def programme(session: Session, key: str = PLUMBING) -> Programme:
    return session.execute(select(Programme).where(Programme.source_key == key)).scalar_one()


def offers(session: Session, key: str = PLUMBING) -> list[Opportunity]:
    statement = select(Opportunity).where(Opportunity.programme_id == programme(session, key).id)
    return list(session.execute(statement.order_by(Opportunity.source_key)).scalars())


def venues(session: Session) -> list[Venue]:
    return list(session.execute(select(Venue).order_by(Venue.town)).scalars())


def areas(session: Session, key: str = PLUMBING) -> list[Area]:
    statement = select(ProgrammeArea).where(ProgrammeArea.programme_id == programme(session, key).id)
    return [row.area for row in session.execute(statement.order_by(ProgrammeArea.is_main.desc())).scalars()]  # type: ignore[attr-defined]


def test_student_finds_a_plumbing_job_in_consett(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in_rows(database, tmp_path, advert())
    assert (report.offered, report.with_place, report.problems.listed) == (1, 1, [])
    plumbing, (offer,) = programme(session), offers(session)
    venue = session.get_one(Venue, offer.venue_id)
    assert (plumbing.title, plumbing.route, plumbing.level) == (
        "Plumbing apprentice",
        Route.APPRENTICESHIP,
        Level.THREE,
    )
    assert areas(session) == [Area.BUILDING_CONSTRUCTION]
    assert (venue.name, venue.address, venue.town) == ("Derwent Heating Ltd", "4 Front Street", "Consett")
    assert (venue.postcode, venue.postcode_district, venue.lat, venue.lng) == ("", "DH8", 54.852, -1.831)
    assert offer.delivery is Delivery.VENUE


def test_the_card_has_employer_hours_pay_and_dates(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, advert())
    (offer,) = offers(session)
    intake = session.execute(select(Intake)).scalar_one()
    assert (offer.employer_name, offer.hours_a_week, offer.places) == ("Derwent Heating Ltd", 37.0, 2)
    assert (offer.money, offer.fee, offer.pay_basis) == (Money.PAID, None, PayBasis.STATED)
    assert (offer.pay_hourly_low, offer.pay_weekly_low) == (950, 35150)
    assert (offer.full_time, offer.part_time, offer.mode_not_stated) == (True, False, False)
    assert offer.week_text == "Monday to Friday, 8am to 4pm."
    assert (intake.starts_on, intake.closes_on) == (date(2027, 1, 11), date(2026, 12, 15))
    assert (programme(session).duration_months, programme(session).duration_text) == (48, "4 years")


def test_who_trains_is_the_provider_and_not_the_employer(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, advert())
    provider = session.execute(select(Provider)).scalar_one()
    assert (provider.ukprn, provider.name) == (10099999, "Riverbank Training Limited")
    assert provider.kind is ProviderKind.TRAINING_PROVIDER


@pytest.mark.parametrize("said", ["To be confirmed", "", None])
def test_a_provider_yet_to_be_named_takes_its_name_from_another_of_its_adverts(
    database: Database, session: Session, tmp_path: Path, said: str | None
) -> None:
    bring_in_rows(database, tmp_path, advert(providerName=said), advert("1000300002"))
    assert session.execute(select(Provider)).scalar_one().name == "Riverbank Training Limited"


def test_a_row_that_names_no_provider_says_so(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_rows(database, tmp_path, found())
    provider = session.execute(select(Provider)).scalar_one()
    assert (provider.name, provider.ukprn) == ("Training provider not named", None)
    assert offers(session, BAKING)[0].employer_name == "Stotties of Stanley"


def test_a_row_of_the_search_service_is_placed_by_its_postcode_and_read_by_its_title(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, found())
    (offer,) = offers(session, BAKING)
    baker, venue = programme(session, BAKING), session.get_one(Venue, offer.venue_id)
    assert (venue.town, venue.postcode_district) == ("Stanley", "DH9")
    assert (baker.level, areas(session, BAKING)) == (Level.TWO, [Area.FOOD_HOSPITALITY_TRAVEL])
    assert (offer.pay_basis, offer.pay_weekly_low, offer.pay_hourly_low) == (PayBasis.STATED, 26923, None)
    assert offer.mode_not_stated
    assert "VAC1000300009" in offer.how_to_apply
    intake = session.execute(select(Intake)).scalar_one()
    assert (intake.starts_on, intake.closes_on, intake.start_text) == (
        None,
        date(2026, 12, 20),
        "Ask for dates",
    )


@pytest.mark.parametrize(
    "written", ["VAC1000300001", "1000300001", 1000300001, "vac 1000300001", " VAC01000300001 "]
)
def test_a_number_written_in_any_way_is_the_same_vacancy(
    database: Database, session: Session, tmp_path: Path, written: str | int
) -> None:
    bring_in_rows(database, tmp_path, advert(1000300001))
    again = bring_in_rows(database, tmp_path, advert(written) | {"vacancyUrl": advert()["vacancyUrl"]})
    assert again.counts.changes == 0
    assert programme(session).course_code == "VAC1000300001"


def test_a_vacancy_on_two_pages_comes_in_once(database: Database, session: Session, tmp_path: Path) -> None:
    write(tmp_path / "pages" / "1.json", page(advert()))
    write(tmp_path / "pages" / "2.json", page(found(), advert("VAC1000300001", title="Another title")))
    report = bring_vacancies_in(database, tmp_path / "pages")
    assert report.offered == 2
    assert programme(session).title == "Plumbing apprentice"
    (problem,) = report.problems.listed
    assert (problem.file, problem.line, problem.rule) == ("2.json", 2, "A vacancy stands in the set once")


def as_json(rows: list[Any]) -> bytes:
    return json.dumps(page(*rows)).encode()


def as_lines(rows: list[Any]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.json", as_json),
        ("list.json", lambda rows: json.dumps(rows).encode()),
        ("bom.json", lambda rows: b"\xef\xbb\xbf" + as_json(rows)),
        ("page.json.gz", lambda rows: gzip.compress(as_json(rows))),
        ("lines.jsonl", as_lines),
        ("lines.ndjson.gz", lambda rows: gzip.compress(as_lines(rows))),
        ("one_after_another.json", as_lines),
    ],
)
def test_every_way_to_write_the_set_gives_the_same_rows(
    database: Database, tmp_path: Path, name: str, content: Callable[[list[Any]], bytes]
) -> None:
    rows = [advert(), found(), advert("1000300002", title="Tiling apprentice")]
    bring_in_rows(database, tmp_path, *rows)
    before = every_row(database)
    (tmp_path / name).write_bytes(content(rows))
    report = bring_vacancies_in(database, tmp_path / name)
    assert report.counts.changes == 0
    assert every_row(database) == before


def test_a_zip_of_pages_is_read_page_by_page(database: Database, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("pages/1.json", json.dumps(page(advert())))
        archive.writestr("pages/2.json", json.dumps(page(found())))
        archive.writestr("pages/3.json", json.dumps(page()))
    report = bring_vacancies_in(database, tmp_path / "pages.zip")
    assert (report.offered, report.problems.listed) == (2, [])


def test_several_addresses_are_one_programme_at_several_places(
    database: Database, session: Session, tmp_path: Path
) -> None:
    others = [
        {
            "addressLine1": "1 Market Place",
            "addressLine4": "Durham",
            "postcode": "DH1 3NJ",
            "latitude": 54.777,
            "longitude": -1.575,
        },
        {
            "addressLine1": "1 MARKET PLACE",
            "addressLine4": "durham",
            "postcode": "DH13NJ",
            "latitude": 54.777,
            "longitude": -1.575,
        },
        {"addressLine1": "Main Street", "postcode": "DH9 8AF", "latitude": None, "longitude": None},
    ]
    report = bring_in_rows(database, tmp_path, advert(otherAddresses=others))
    assert report.counts.kinds["programme"].added == 1
    assert [venue.town for venue in venues(session)] == ["Consett", "Durham", "Stanley"]
    assert len(offers(session)) == 3
    assert {offer.pay_weekly_low for offer in offers(session)} == {35150}
    assert len(list(session.execute(select(Intake)).scalars())) == 3


@pytest.mark.parametrize("said", [{"isNationalVacancy": True}, {"employerLocationOption": "AcrossEngland"}])
def test_a_national_vacancy_is_offered_everywhere_and_at_no_address(
    database: Database, session: Session, tmp_path: Path, said: dict[str, Any]
) -> None:
    told = advert(employmentLocationInformation="At any of our 90 depots.", **said)
    bring_in_rows(database, tmp_path, told)
    (offer,) = offers(session)
    assert (offer.delivery, offer.venue_id, offer.place_not_given) == (Delivery.NATIONAL, None, False)
    assert "At any of our 90 depots." in offer.how_to_apply
    assert venues(session) == []


@pytest.mark.parametrize("line", ["Remote", "Working from home", "Home-based", "online"])
def test_work_from_home_is_online(database: Database, session: Session, tmp_path: Path, line: str) -> None:
    bring_in_rows(database, tmp_path, advert(address={"addressLine1": line, "postcode": ""}, location=None))
    (offer,) = offers(session)
    assert (offer.delivery, offer.venue_id) == (Delivery.ONLINE, None)


def test_a_vacancy_without_any_place_is_kept_and_says_so(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, advert(address=None, location=None))
    assert [(offer.delivery, offer.place_not_given) for offer in offers(session)] == [(Delivery.VENUE, True)]


@pytest.mark.parametrize(
    ("course", "route", "level"),
    [
        (
            {"larsCode": 225, "title": "Plumbing and domestic heating technician", "level": 3},
            Route.APPRENTICESHIP,
            Level.THREE,
        ),
        (
            {"larsCode": "", "title": "Degree in a new trade (level 6)", "level": None},
            Route.APPRENTICESHIP,
            Level.SIX,
        ),
        ({"larsCode": 99999, "title": "Not yet listed", "level": 7}, Route.APPRENTICESHIP, Level.SEVEN),
    ],
)
def test_only_our_table_says_that_a_standard_holds_a_degree(
    database: Database, session: Session, tmp_path: Path, course: dict[str, Any], route: Route, level: Level
) -> None:
    bring_in_rows(database, tmp_path, advert(course=course))
    assert (programme(session).route, programme(session).level) == (route, level)


def test_a_standard_with_a_degree_in_it_is_a_degree_apprenticeship(
    database: Database, session: Session, tmp_path: Path
) -> None:
    course = {"larsCode": None, "title": "Police constable (integrated degree) (level 6)", "level": 6}
    bring_in_rows(database, tmp_path, advert(course=course, title="Police constable"))
    assert programme(session).route is Route.DEGREE_APPRENTICESHIP


@pytest.mark.parametrize(
    ("title", "route", "expected"),
    [
        ("Apprentice hairdresser at Curl Up", "", Area.HAIR_BEAUTY),
        ("Apprentice", "Digital", Area.COMPUTING_DIGITAL),
        ("Administrative Assistant (Apprenticeship)", "", Area.BUSINESS_ADMIN),
    ],
)
def test_without_a_known_standard_the_area_is_read_from_the_title_or_the_route(
    database: Database, session: Session, tmp_path: Path, title: str, route: str, expected: Area
) -> None:
    bring_in_rows(database, tmp_path, advert(title=title, course={"route": route}))
    assert areas(session)[:1] == [expected]


def test_a_civil_service_job_is_refused_in_words(
    database: Database, session: Session, tmp_path: Path
) -> None:
    job = found("198082", title="Senior Policy Adviser", courseTitle=None, courseId=None, vacancySource=2)
    report = bring_in_rows(database, tmp_path, job, found())
    assert report.offered == 1
    (problem,) = report.problems.listed
    assert problem.value == "Senior Policy Adviser"
    assert "apprenticeship" in problem.rule
    assert "Civil Service" in problem.mend


def test_unpaid_work_is_no_apprenticeship(database: Database, tmp_path: Path) -> None:
    report = bring_in_rows(database, tmp_path, advert("1", wage={"wageType": "Unwaged"}), advert())
    assert (report.offered, report.problems.listed[0].rule) == (1, "An apprenticeship is a paid job")


def test_a_persons_name_number_and_address_are_nowhere_in_the_database(
    database: Database, tmp_path: Path
) -> None:
    contacts = {
        "employerContactName": "Zebedee Quillfeather",
        "employerContactPhone": "02476977102",
        "employerContactEmail": "zebedee@quillfeather.example",
        "providerContactName": "Ottoline Brackenbury",
    }
    texts = {
        "description": "Fit boilers. Zebedee Quillfeather will show you round.",
        "fullDescription": "<p>Ring 024 7697 7102.</p><p>Mend taps.</p>",
        "trainingDescription": "One day a week. Write to o.brackenbury@college.example.",
        "thingsToConsider": "Ask ottoline brackenbury about the bus.",
    }
    wage = advert()["wage"] | {"workingWeekDescription": "Mondays. Zebedee Quillfeather decides."}
    broken = advert("1000300002", title="", **contacts)
    report = bring_in_rows(database, tmp_path, advert(**contacts, **texts, wage=wage), broken)
    everything = (repr(every_row(database)) + repr(report.as_dict())).casefold()
    assert "fit boilers." in everything
    assert "mend taps." in everything
    for trace in ("quillfeather", "brackenbury", "7697", "zebedee"):
        assert trace not in everything


def test_an_employer_who_is_a_person_stays_the_employer(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, advert(employerName="Ada Thorn", employerContactName="Ada Thorn"))
    assert offers(session)[0].employer_name == "Ada Thorn"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://vacancies.example/1", "https://vacancies.example/1"),
        ("http://vacancies.example/1", "https://vacancies.example/1"),
        ("javascript:alert(1)", ""),
        ("https://user@evil.example/", ""),
        ("https://nowhere", ""),
        ("https://a.example/ b", ""),
        ("https://a.example/" + "x" * 600, ""),
        (None, ""),
    ],
)
def test_only_secure_addresses_become_links(
    database: Database, session: Session, tmp_path: Path, given: str | None, kept: str
) -> None:
    bring_in_rows(database, tmp_path, advert(vacancyUrl=given))
    assert (offers(session)[0].apply_url, programme(session).source_url) == (kept, kept)


def test_the_place_to_apply_goes_before_the_page_of_the_advert(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, advert(applicationUrl="https://jobs.example/77"))
    assert offers(session)[0].apply_url == "https://jobs.example/77"


@pytest.mark.parametrize(
    ("location", "rule"),
    [
        ({"lat": -1.831, "lon": 54.852}, "Latitude comes first"),
        ({"lat": 0, "lon": 0}, "A point is in or beside its postcode's district, DH8"),
        ({"lat": 51.5, "lon": -0.12}, "A point is in or beside its postcode's district, DH8"),
    ],
)
def test_a_point_that_cannot_be_right_is_said_and_the_venue_still_near_consett(
    database: Database, session: Session, tmp_path: Path, location: dict[str, float], rule: str
) -> None:
    report = bring_in_rows(database, tmp_path, advert(location=location))
    (venue,) = venues(session)
    assert venue.lat == pytest.approx(54.85, abs=0.1)
    assert venue.lng == pytest.approx(-1.83, abs=0.1)
    assert [problem.rule for problem in report.problems.listed] == [rule]
    assert (report.problems.total_refused, report.problems.total_noted) == (0, 1)


def test_an_address_in_scotland_is_said(database: Database, session: Session, tmp_path: Path) -> None:
    report = bring_in_rows(database, tmp_path, found(postCode="EH6 8HH", addressLine4="Edinburgh"))
    assert venues(session)[0].nation is Nation.SCOTLAND
    assert report.problems.listed[0].rule == "An English apprenticeship is worked in England"


def test_a_start_before_the_closing_day_is_left_out_and_said(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in_rows(database, tmp_path, advert(startDate="2026-12-01T00:00:00Z"))
    intake = session.execute(select(Intake)).scalar_one()
    assert (intake.starts_on, intake.closes_on, intake.start_text) == (
        None,
        date(2026, 12, 15),
        "Ask for dates",
    )
    assert report.problems.listed[0].column == "startDate"


@pytest.mark.parametrize(("hours", "kept"), [(16.0, 16.0), (60, 60.0), (61, None), (168, None), (0, None)])
def test_hours_that_nobody_may_work_are_left_out(
    database: Database, session: Session, tmp_path: Path, hours: float, kept: float | None
) -> None:
    bring_in_rows(database, tmp_path, advert(hoursPerWeek=hours))
    (offer,) = offers(session)
    assert offer.hours_a_week == kept
    assert offer.part_time == (kept == 16.0)
    assert offer.mode_not_stated == (kept is None)


def test_what_is_asked_for_is_told_in_words_beside_the_age_that_the_law_asks(
    database: Database, session: Session, tmp_path: Path
) -> None:
    wanted = [
        {"qualificationType": "GCSE", "subject": "English", "grade": "4", "weighting": "Essential"},
        {"qualificationType": None, "subject": None, "grade": "A"},
    ]
    bring_in_rows(database, tmp_path, advert(qualifications=wanted, thingsToConsider="You may lift 20 kg."))
    entry = session.execute(select(EntryRequirement)).scalar_one()
    assert entry.min_age == 16
    assert entry.text == "GCSE English, grade 4 (essential). You may lift 20 kg."


@pytest.mark.parametrize("said", [True, "True", False, None])
def test_an_employer_that_is_disability_confident_says_so(
    database: Database, session: Session, tmp_path: Path, said: object
) -> None:
    bring_in_rows(
        database, tmp_path, advert(isDisabilityConfident=said, employerDescription="We fit boilers.")
    )
    about = offers(session)[0].employer_about
    assert about.startswith("We fit boilers.")
    assert ("Disability Confident" in about) == (said in (True, "True"))


def test_a_past_vacancy_is_stored_and_not_open(
    database: Database, session: Session, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    bring_in_rows(database, tmp_path, advert())
    starts = list(session.execute(select(Intake)).scalars())
    assert not is_over(starts, date(2026, 12, 15))
    assert is_over(starts, date(2026, 12, 16))


def test_a_row_that_breaks_a_rule_is_said_and_its_vacancy_stays_as_it_was(
    database: Database, session: Session, tmp_path: Path
) -> None:
    others = [found(), *(advert(str(number)) for number in range(1000300002, 1000300006))]
    bring_in_rows(database, tmp_path, advert(), *others)
    report = bring_in_rows(database, tmp_path, advert(closingDate="next week"), *others)
    (problem,) = report.problems.listed
    assert (problem.column, problem.value) == ("closingDate", "next week")
    assert "a day such as" in problem.rule
    assert report.counts.kinds["programme"].withdrawn == 0
    assert programme(session).state is ListingState.PUBLISHED


def test_twice_is_once_a_changed_row_is_changed_and_a_vanished_one_withdrawn(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [advert(str(number)) for number in range(1000300001, 1000300011)]
    bring_in_rows(database, tmp_path, *rows)
    before = every_row(database)
    again = bring_in_rows(database, tmp_path, *rows)
    assert (again.counts.changes, every_row(database)) == (0, before)
    changed = bring_in_rows(
        database, tmp_path, advert("1000300001", closingDate="2026-12-18T00:00:00Z"), *rows[1:-1]
    )
    kinds = changed.counts.kinds
    assert (kinds["opportunity"].changed, kinds["opportunity"].withdrawn) == (1, 1)
    assert (kinds["programme"].changed, kinds["programme"].withdrawn) == (0, 1)
    assert programme(session, "1000300010").state is ListingState.WITHDRAWN
    roll_back(database, "vacancies")
    restored = every_row(database)
    assert restored["programme"] == before["programme"]
    assert {row[1:] for row in restored["intake"]} == {row[1:] for row in before["intake"]}


def test_half_a_set_is_not_applied(database: Database, tmp_path: Path) -> None:
    bring_in_rows(database, tmp_path, *(advert(str(number)) for number in range(1000300001, 1000300011)))
    with pytest.raises(GuardTrippedError, match="under 80%"):
        bring_in_rows(database, tmp_path, advert())


def test_the_source_is_named_with_its_licence(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_rows(database, tmp_path, advert())
    source = session.execute(select(Source)).scalar_one()
    assert (source.slug, source.publishes_whole_sets) == ("vacancies", True)
    assert "Open Government Licence" in source.statement


@pytest.mark.parametrize(
    "content",
    [
        {"statusCode": 429, "message": "Rate limit is exceeded."},
        {"tLevels": []},
        {"vacancies": {"of": "what"}},
    ],
)
def test_a_file_of_something_else_is_refused_whole(
    database: Database, tmp_path: Path, content: dict[str, Any]
) -> None:
    write(tmp_path / "pages" / "1.json", page(advert()))
    write(tmp_path / "pages" / "2.json", content)
    with pytest.raises(FeedRefusedError, match=r"2\.json lists no vacancies"):
        bring_vacancies_in(database, tmp_path / "pages")
    assert every_row(database)["programme"] == []


def test_a_folder_without_json_is_refused_with_words(database: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FeedRefusedError, match="No JSON file"):
        bring_vacancies_in(database, tmp_path / "empty")


def test_the_card_of_an_apprentice_minimum_shows_the_rate_of_its_start(
    database: Database, session: Session, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 29, tzinfo=UTC))
    wage = {
        "wageType": "ApprenticeshipMinimum",
        "wageUnit": "Annually",
        "wageAdditionalInformation": "£10,158.72",
    }
    bring_in_rows(database, tmp_path, advert(wage=wage))
    (offer,) = offers(session)
    assert (offer.pay_basis, offer.pay_hourly_low, offer.pay_weekly_low) == (
        PayBasis.LEGAL_MINIMUM,
        800,
        29600,
    )
