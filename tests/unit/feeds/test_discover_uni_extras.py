"""Accreditations, UCAS numbers and Welsh titles of the Discover Uni set, and its XML form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Outcome, Programme, Provider, Venue
from pathways.catalogue.vocabulary import Measure, Route
from pathways.database import Database
from pathways.feeds.discover_uni.extras import AccreditationRow, AccreditedRow, Extras
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError
from tests.factories import make_provider
from tests.unit.feeds.running import bring_in, every_row

COURSE = """
<KISCOURSE>
  <CRSEURL>https://example.ac.uk/law</CRSEURL><DISTANCE>0</DISTANCE><KISCOURSEID>LAW1</KISCOURSEID>
  <KISMODE>1</KISMODE><NUMSTAGE>3</NUMSTAGE><TITLE>Law &amp;amp; Society</TITLE><TITLEW>Y Gyfraith</TITLEW>
  <KISAIMCODE>009</KISAIMCODE>
  <ACCREDITATION><ACCTYPE>01101</ACCTYPE><ACCDEPEND>1</ACCDEPEND></ACCREDITATION>
  <SBJ>CAH16-01-01</SBJ>
  <CONTINUATION><CONTUNAVAILREASON>1</CONTUNAVAILREASON></CONTINUATION>
  <COURSELOCATION><LOCID>AB</LOCID><UCASCOURSEID>6073</UCASCOURSEID></COURSELOCATION>
  <EMPLOYMENT>
    <EMPUNAVAILREASON>0</EMPUNAVAILREASON><EMPPOP>20</EMPPOP><EMPAGG>14</EMPAGG><WORKSTUDY>95</WORKSTUDY>
  </EMPLOYMENT>
</KISCOURSE>"""
INSTITUTION = f"""<INSTITUTION>
  <PUBUKPRN>10007799</PUBUKPRN><UKPRN>10007799</UKPRN><PUBUKPRNCOUNTRY>XI</PUBUKPRNCOUNTRY>{COURSE}
</INSTITUTION>"""
WHOLE = f"""<?xml version="1.0" encoding="utf-8"?>
<KIS>
  <LOCATION><UKPRN>10007799</UKPRN><LOCID>AB</LOCID><LOCNAME>Main site</LOCNAME>
    <LATITUDE>53.7632</LATITUDE><LONGITUDE>-2.7085</LONGITUDE><LOCCOUNTRY>XI</LOCCOUNTRY></LOCATION>
  <ACCREDITATIONTABLE><ACCTEXT>Recognised by the Law Board</ACCTEXT><ACCTEXTW>Achredwyd</ACCTEXTW>
    <ACCTYPE>01101</ACCTYPE></ACCREDITATIONTABLE>
  <KISAIM><KISAIMCODE>009</KISAIMCODE><KISAIMLABEL>LLB</KISAIMLABEL></KISAIM>
  {INSTITUTION}
</KIS>"""


def write(path: Path, text: str, name: str = "kis.xml") -> Path:
    file = path / name
    file.write_text(text, encoding="utf-8")
    return file


def only(session: Session, model: type[Any]) -> Any:
    session.rollback()
    return session.execute(select(model)).scalar_one()


def test_the_xml_form_becomes_the_same_kinds_of_record_as_the_tables(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in(database, write(tmp_path, WHOLE))
    programme, venue = only(session, Programme), only(session, Venue)
    assert programme.title == "Law & Society (LLB)"
    assert (programme.route, programme.course_code, programme.duration_months) == (Route.DEGREE, "LAW1", 36)
    assert programme.source_key == "10007799:10007799:01:LAW1"
    assert (venue.name, venue.lat) == ("Main site", 53.7632)
    assert only(session, Opportunity).full_time
    assert (report.offered, report.problems.total_refused) == (1, 0)
    assert report.rows["kis.xml/KISCOURSE.csv"] == 1


def test_an_accreditation_is_said_in_words_with_whom_it_is_from(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write(tmp_path, WHOLE))
    assert only(session, Programme).leads_to == (
        "Discover Uni lists this recognition: Recognised by the Law Board. It depends on what you choose to study."
    )


def test_the_number_that_ucas_uses_is_said_where_somebody_applies(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write(tmp_path, WHOLE))
    assert only(session, Opportunity).how_to_apply == "UCAS lists this course here under the number 6073."


def test_a_welsh_title_is_kept_and_finds_the_course(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write(tmp_path, WHOLE))
    assert "Y Gyfraith" in only(session, Programme).keywords


def test_every_missing_figure_says_why(database: Database, session: Session, tmp_path: Path) -> None:
    for code, reason in {"0": "too-few-people", "1": "new-course", "2": "not-published"}.items():
        text = WHOLE.replace("<CONTUNAVAILREASON>1<", f"<CONTUNAVAILREASON>{code}<")
        bring_in(database, write(tmp_path, text))
        session.rollback()
        found = session.execute(select(Outcome).where(Outcome.measure == Measure.CONTINUATION)).scalar_one()
        assert (found.value, found.missing_reason) == (None, reason)
        employment = session.execute(
            select(Outcome).where(Outcome.measure == Measure.EMPLOYMENT)
        ).scalar_one()
        assert (employment.value, employment.people) == (95, 20)


def test_an_institution_as_root_is_accepted_and_its_site_is_not_given(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in(database, write(tmp_path, INSTITUTION))
    assert only(session, Opportunity).place_not_given
    assert report.offered == 1
    assert {problem.column for problem in report.problems.listed} == {"LOCID", "ACCTYPE"}


def test_a_course_without_an_institution_is_refused_in_words(
    database: Database, session: Session, tmp_path: Path
) -> None:
    with pytest.raises(FeedRefusedError, match="No row of the set could be used") as refusal:
        bring_in(database, write(tmp_path, COURSE))
    assert refusal.value.report is not None
    [problem] = refusal.value.report.problems.listed
    assert (problem.value, problem.rule) == ("LAW1", "A course stands inside the INSTITUTION that teaches it")
    assert session.execute(select(Programme)).all() == []


def test_a_provider_is_named_as_it_is_known_here_else_by_its_number(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write(tmp_path, WHOLE))
    assert only(session, Provider).name == "Provider number 10007799"
    make_provider(session, name="Red Kite University", ukprn=10007799)
    session.commit()
    bring_in(database, write(tmp_path, WHOLE))
    session.rollback()
    names = session.execute(select(Provider.name).where(Provider.source_key == "10007799")).scalars().all()
    assert names == ["Red Kite University"]


def test_the_xml_form_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    bring_in(database, write(tmp_path, WHOLE))
    before = every_row(database)
    assert bring_in(database, write(tmp_path, WHOLE)).counts.changes == 0
    assert every_row(database) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<CATALOG/>", "a Discover Uni file begins with KIS"),
        ("<KIS><INSTITUTION>", "ends too soon"),
        ('<!DOCTYPE KIS [<!ENTITY a "b">]><KIS>&a;</KIS>', "document type"),
        ("", "ends too soon"),
    ],
)
def test_what_is_not_the_xml_form_is_refused_whole(
    database: Database, tmp_path: Path, text: str, why: str
) -> None:
    with pytest.raises(FileRefusedError, match=why):
        bring_in(database, write(tmp_path, text))


def test_both_forms_together_are_refused(database: Database, tmp_path: Path) -> None:
    write(tmp_path, "a\n", "KISCOURSE.csv")
    write(tmp_path, WHOLE)
    with pytest.raises(FileRefusedError, match="Both forms"):
        bring_in(database, tmp_path)


def test_an_accreditation_in_welsh_alone_is_kept_and_one_without_words_is_not_made_up() -> None:
    extras = Extras()
    extras.add_text(AccreditationRow(acctype="1", acctext="", acctextw="Achredwyd"))
    key = {"pubukprn": "10007799", "ukprn": "10007799", "kiscourseid": "A", "kismode": "01"}
    welsh, unknown = (
        AccreditedRow(**key, acctype="1", accdepend="0"),
        AccreditedRow(**key, acctype="2", accdepend=""),
    )
    assert extras.add_accredited(welsh)
    assert extras.add_accredited(welsh)
    assert not extras.add_accredited(unknown)
    assert extras.sentences(welsh.key) == "Discover Uni lists this recognition: Achredwyd."
    assert extras.sentences("another") == extras.how_to_apply("another", "AB") == ""


PUBLISHED = {
    "25_courses.xml": (27, 25),
    "one_inst_nine_courses.xml": (9, 9),
    "one_inst_one_course.xml": (1, 1),
    "course_532986.xml": None,
    "course_data_2023.xml": None,
    "course_leo_no_data.xml": None,
    "course_tariff_with_subj.xml": None,
    "course_with_accreditations.xml": None,
    "course_with_locations.xml": None,
}


def test_every_published_sample_is_accepted_or_refused_in_words(
    database: Database, shared_data: Path
) -> None:
    folder = shared_data / "discover_uni_xml"
    assert {file.name for file in folder.glob("*.xml")} == set(PUBLISHED)
    for name, expected in PUBLISHED.items():
        if expected is None:
            with pytest.raises(FeedRefusedError, match="No row of the set could be used"):
                bring_in(database, folder / name, dry_run=True)
            continue
        report = bring_in(database, folder / name, dry_run=True)
        assert (report.offered, report.counts.kinds["programme"].added) == expected, name
