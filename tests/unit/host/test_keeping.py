"""What the host keeps and reads: settings, terms, reports, the audit log, reminders. On both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import add_entry
from pathways.accounts.member import Member
from pathways.accounts.models import AuditEntry, Membership, StaffUser
from pathways.accounts.roles import Role
from pathways.catalogue.careers_thesaurus import careers_thesaurus, set_additions
from pathways.catalogue.understanding import understand
from pathways.catalogue.vocabulary import Route
from pathways.database import Database
from pathways.demand.queries import Counted
from pathways.front.models import PageReport, ReportKind
from pathways.host.live_words import meaning_of, refresh_words
from pathways.host.models import ReminderSent, SiteSetting, ThesaurusAddition
from pathways.host.operations.reminders import MOST_FAILURES, send_reminders
from pathways.host.operations.reports import settle
from pathways.host.operations.site import keep_settings, stored_settings
from pathways.host.operations.words import CannotAdd, add_term, added_terms, remove_term
from pathways.host.queries.audit import PAGE, Wanted, actions, entries
from pathways.host.queries.reminders import Reminder, due_organisations, reminder_for
from pathways.host.queries.reports import open_reports, settled_reports
from pathways.host.rules.effect import effect_of
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import start_listing
from pathways.listings.rules.standing import ListingStanding
from pathways.mail import Letter, MailNotSent, RecipientRefused
from pathways.words.thesaurus import Kind
from tests.harness.listings import DAY, ProviderWorld, content_for, make_host, make_provider_world


@pytest.fixture
def host(session: Session) -> Member:
    return make_host(session)


def logged(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


class TestSettings:
    def test_what_was_set_is_read(self, session: Session, host: Member) -> None:
        keep_settings(session, {"site_name": "Weardale", "site_notice": ""}, member=host)
        assert stored_settings(session) == {"site_name": "Weardale"}

    def test_only_what_changes_is_noted(self, session: Session, host: Member) -> None:
        keep_settings(session, {"site_name": "Weardale"}, member=host)
        keep_settings(session, {"site_name": "Weardale", "site_notice": "Closed on Monday"}, member=host)
        assert logged(session) == ["set-site-name", "set-site-notice"]

    def test_an_emptied_setting_goes_back_to_the_usual(self, session: Session, host: Member) -> None:
        keep_settings(session, {"site_name": "Weardale"}, member=host)
        keep_settings(session, {"site_name": ""}, member=host)
        assert stored_settings(session) == {}
        assert session.get_one(SiteSetting, "site_name").changed_by == host.user_id


class TestTerms:
    def test_a_term_is_added_and_taken_out(self, session: Session, host: Member) -> None:
        made = add_term(session, term="zorbing", kind=Kind.AREA, value="sport-fitness", member=host)
        assert [one.term for one in added_terms(session)] == ["zorbing"]
        remove_term(session, made, member=host)
        assert added_terms(session) == []
        assert logged(session) == ["term-added", "term-removed"]

    def test_no_term_is_added_twice(self, session: Session, host: Member) -> None:
        add_term(session, term="zorbing", kind=Kind.AREA, value="sport-fitness", member=host)
        with pytest.raises(CannotAdd):
            add_term(session, term="zorbing", kind=Kind.AREA, value="health", member=host)

    def test_there_is_an_end_to_them(
        self, session: Session, host: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pathways.host.operations.words.MOST_ADDED", 1)
        add_term(session, term="zorbing", kind=Kind.AREA, value="sport-fitness", member=host)
        with pytest.raises(CannotAdd):
            add_term(session, term="drones", kind=Kind.AREA, value="health", member=host)

    def test_added_terms_are_understood_until_they_are_taken_out(
        self, database: Database, session: Session, host: Member
    ) -> None:
        made = add_term(session, term="qzorbing", kind=Kind.AREA, value="sport-fitness", member=host)
        session.commit()
        try:
            assert understand("qzorbing", careers_thesaurus()).understood == ()
            refresh_words(database)
            (one,) = understand("qzorbing", careers_thesaurus()).understood
            assert (one.facet, one.values) == ("area", ("sport-fitness",))
            in_force = careers_thesaurus()
            refresh_words(database)
            assert careers_thesaurus() is in_force
            remove_term(session, made, member=host)
            session.commit()
            refresh_words(database)
            assert understand("qzorbing", careers_thesaurus()).understood == ()
        finally:
            set_additions(())

    def test_the_effect_is_shown_on_searches_that_failed(self) -> None:
        tried = ThesaurusAddition(term="qzorbing", kind="area", value="sport-fitness")
        failed = [Counted("qzorbing near a lake", 20), Counted("qdrones", 15)]
        first, second = effect_of((meaning_of(tried),), failed)
        assert first.is_changed and not second.is_changed
        assert first.before == ()
        assert [one.values for one in first.after] == [("sport-fitness",)]
        assert (first.phrase, first.times) == ("qzorbing near a lake", 20)

    def test_trying_a_term_changes_no_search(self) -> None:
        tried = ThesaurusAddition(term="qzorbing", kind="area", value="sport-fitness")
        effect_of((meaning_of(tried),), [Counted("qzorbing", 20)])
        assert understand("qzorbing", careers_thesaurus()).understood == ()


class TestReports:
    def test_urgent_ones_first_each_with_its_day(self, session: Session) -> None:
        came = datetime(2027, 1, 4, 12, tzinfo=UTC)
        for kind, urgent in (
            (ReportKind.OTHER, False),
            (ReportKind.MY_DATA, False),
            (ReportKind.UNSAFE, False),
        ):
            session.add(PageReport(kind=kind, is_urgent=urgent, text="It is wrong", reported_at=came))
        session.flush()
        found = open_reports(session, date(2027, 1, 6))
        assert [line.report.kind for line in found] == [
            ReportKind.UNSAFE,
            ReportKind.OTHER,
            ReportKind.MY_DATA,
        ]
        assert [line.is_overdue for line in found] == [True, False, False]
        assert [line.is_urgent for line in found] == [True, False, False]

    def test_a_report_is_late_on_the_day_after_and_not_before(self, session: Session) -> None:
        session.add(PageReport(kind=ReportKind.OTHER, reported_at=datetime(2027, 1, 4, 12, tzinfo=UTC)))
        session.flush()
        assert not open_reports(session, date(2027, 1, 18))[0].is_overdue
        assert open_reports(session, date(2027, 1, 19))[0].is_overdue

    def test_a_settled_report_waits_no_more_and_can_be_opened_again(
        self, session: Session, host: Member
    ) -> None:
        report = PageReport(kind=ReportKind.OTHER, reported_at=datetime(2026, 1, 4, 12, tzinfo=UTC))
        session.add(report)
        session.flush()
        settle(session, report, settled=True, member=host)
        first = report.settled_at
        assert first is not None
        assert open_reports(session, date(2027, 1, 6)) == []
        (line,) = settled_reports(session, date(2027, 1, 6))
        assert not line.is_overdue
        settle(session, report, settled=True, member=host)
        assert report.settled_at == first
        settle(session, report, settled=False, member=host)
        assert report.settled_at is None
        assert logged(session) == ["report-settled", "report-settled", "report-opened-again"]


class TestAudit:
    def test_newest_first_and_by_page(self, session: Session) -> None:
        for number in range(PAGE + 3):
            add_entry(session, actor_id=None, organisation_id=1, action="signed-in", object_id=number)
        first, second = entries(session, Wanted()), entries(session, Wanted(page=2))
        assert (first.total, first.pages) == (PAGE + 3, 2)
        assert [row.object_id for row in second.rows] == [2, 1, 0]
        assert first.rows[0].object_id == PAGE + 2
        assert entries(session, Wanted(page=9)).rows == ()

    def test_by_organisation_and_action(self, session: Session) -> None:
        for organisation, action in ((1, "signed-in"), (2, "signed-in"), (1, "signed-out")):
            add_entry(session, actor_id=5, organisation_id=organisation, action=action)
        assert entries(session, Wanted(organisation=1)).total == 2
        assert entries(session, Wanted(action="signed-in")).total == 2
        assert entries(session, Wanted(organisation=1, action="signed-in")).total == 1
        assert actions(session) == ["signed-in", "signed-out"]

    def test_by_day_as_it_is_in_the_uk(self, session: Session) -> None:
        moments = (
            datetime(2027, 6, 30, 22, 30, tzinfo=UTC),
            datetime(2027, 6, 30, 23, 30, tzinfo=UTC),
            datetime(2027, 7, 2, 12, 0, tzinfo=UTC),
        )
        for moment in moments:
            session.add(AuditEntry(at=moment, action="x"))
        session.flush()
        july = date(2027, 7, 1)
        assert entries(session, Wanted(first=july)).total == 2
        assert entries(session, Wanted(last=july)).total == 2
        assert entries(session, Wanted(first=july, last=july)).total == 1
        assert entries(session, Wanted(first=july, last=date(2027, 6, 1))).total == 0

    def test_an_empty_log_is_one_page(self, session: Session) -> None:
        assert entries(session, Wanted()).pages == 1
        assert entries(session, Wanted(last=date.max)).rows == ()


class Postbox:
    """Takes letters, or does not."""

    def __init__(self, *, refused: str = "", down: bool = False) -> None:
        self.taken: list[Letter] = []
        self.refused, self.down = refused, down

    def send(self, letter: Letter) -> None:
        if self.down:
            raise MailNotSent("down")
        if letter.to == self.refused:
            raise RecipientRefused("gone")
        self.taken.append(letter)


def write(reminder: Reminder, address: str) -> Letter:
    said = ", ".join(f"{standing} {count}" for standing, count in reminder.counts.items())
    return Letter(to=address, subject=reminder.organisation, text=said)


def shown(session: Session, world: ProviderWorld) -> Listing:
    said = content_for(Route.VOCATIONAL, world.venue)
    made = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
    life.submit(session, made, member=world.editor, facts=world.facts, day=DAY)
    life.approve(session, made, number=1, reviewer=make_host(session), day=DAY)
    return made


def address_of(session: Session, member: Member) -> str:
    return session.get_one(StaffUser, member.user_id).email


STALE = DAY + timedelta(days=200)
"""A day on which what was published on DAY was not checked for long."""


class TestReminders:
    @pytest.fixture
    def world(self, session: Session) -> ProviderWorld:
        return make_provider_world(session)

    def test_the_admin_hears_of_what_is_stale(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        post = Postbox()
        tally = send_reminders(database, post, write, today=STALE, dry_run=False)
        assert (tally.sent, tally.refused, tally.failed) == (1, 0, 0)
        assert [letter.to for letter in post.taken] == [address_of(session, world.admin)]
        assert "stale 1" in post.taken[0].text

    def test_closing_and_over_are_told_as_well(self, session: Session, world: ProviderWorld) -> None:
        listing = shown(session, world)
        listing.last_day = STALE + timedelta(days=5)
        over = shown(session, world)
        over.last_day = STALE - timedelta(days=1)
        session.flush()
        reminder = reminder_for(session, world.organisation.id or 0, STALE)
        assert reminder is not None
        assert reminder.counts == {
            ListingStanding.EXPIRED: 1,
            ListingStanding.CLOSING: 1,
            ListingStanding.STALE: 2,
        }

    def test_nothing_to_look_at_no_letter(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        post = Postbox()
        send_reminders(database, post, write, today=DAY, dry_run=False)
        assert post.taken == []
        assert session.scalars(select(ReminderSent)).all() == []

    def test_once_a_week_and_no_more(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        post = Postbox()
        for days in range(15):
            send_reminders(database, post, write, today=STALE + timedelta(days=days), dry_run=False)
        assert len(post.taken) == 3

    def test_a_dry_run_counts_and_does_nothing(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        post = Postbox()
        assert send_reminders(database, post, write, today=STALE, dry_run=True).sent == 1
        assert post.taken == []
        assert due_organisations(session, STALE) == [world.organisation.id]

    def test_what_no_server_took_stays_due(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        assert send_reminders(database, Postbox(down=True), write, today=STALE, dry_run=False).failed == 1
        post = Postbox()
        send_reminders(database, post, write, today=STALE, dry_run=False)
        assert len(post.taken) == 1

    def test_an_address_that_is_gone_is_not_tried_every_day(
        self, database: Database, session: Session, world: ProviderWorld
    ) -> None:
        shown(session, world)
        session.commit()
        post = Postbox(refused=address_of(session, world.admin))
        assert send_reminders(database, post, write, today=STALE, dry_run=False).refused == 1
        session.rollback()
        assert due_organisations(session, STALE + timedelta(days=1)) == []
        assert due_organisations(session, STALE + timedelta(days=7)) == [world.organisation.id]

    def test_a_run_gives_up_when_nothing_is_taken(self, database: Database, session: Session) -> None:
        for number in range(MOST_FAILURES + 2):
            shown(session, make_provider_world(session, name=f"College {number}"))
        session.commit()
        tally = send_reminders(database, Postbox(down=True), write, today=STALE, dry_run=False)
        assert tally.failed == MOST_FAILURES

    def test_without_an_admin_the_editors_hear(self, session: Session, world: ProviderWorld) -> None:
        shown(session, world)
        found = select(Membership).where(Membership.user_id == world.admin.user_id)
        session.scalars(found).one().removed_at = clock.now()
        session.flush()
        reminder = reminder_for(session, world.organisation.id or 0, STALE)
        assert reminder is not None
        assert reminder.addresses == (address_of(session, world.editor),)

    def test_without_anybody_nobody_is_written_to(self, session: Session, world: ProviderWorld) -> None:
        shown(session, world)
        for member in (world.admin, world.editor):
            session.get_one(StaffUser, member.user_id).active = False
        session.flush()
        assert reminder_for(session, world.organisation.id or 0, STALE) is None

    def test_suspended_organisations_and_schools_are_left_alone(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        world.organisation.suspended_at = clock.now()
        session.flush()
        assert due_organisations(session, STALE) == []
        assert host.role is Role.HOST_ADMIN
