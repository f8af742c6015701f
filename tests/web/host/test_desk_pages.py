"""The other pages of the host's desk: providers, lists, reports, the log, the site's settings and words."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from pathways import clock
from pathways.accounts.models import AuditEntry, Organisation
from pathways.accounts.roles import OrganisationKind
from pathways.catalogue.careers_thesaurus import careers_thesaurus, set_additions
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.understanding import understand
from pathways.catalogue.vocabulary import Route
from pathways.demand.models import DemandPhrase
from pathways.feeds.kept_refusals import keep_refused
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.problems import Problems, RowProblem
from pathways.front.models import PageReport, ReportKind
from pathways.host.live_settings import put_in_force
from pathways.host.models import SiteSetting, ThesaurusAddition
from pathways.listings.operations import life
from pathways.listings.operations.versions import start_listing
from tests.factories import make_source
from tests.harness.catalogue import SeededCatalogue, database_of
from tests.harness.listings import content_for, make_host, make_provider_world
from tests.harness.pages import CheckingClient, text_of
from tests.harness.staff import form_token, make_organisation, sign_in, sign_out
from tests.web.host.conftest import HostDesk


class TestProviders:
    def test_what_was_done_is_said_at_the_top(self, desk: HostDesk) -> None:
        theirs, name = desk.world.organisation.id, desk.world.organisation.name
        for act, form, words in (
            ("trust", {"trusted": "yes"}, f"{name} is on the site, and publishes at once."),
            ("suspend", {"suspended": "yes"}, f"{name} is off the site, with all that it lists."),
        ):
            done = desk.post(f"/providers/{theirs}/{act}", form).headers["Location"]
            assert words in text_of(desk.client.get(done).text)
        assert 'role="status"' not in desk.text("/providers?changed=999999").split("<h1>")[1]

    def test_suspending_takes_a_provider_out_of_search_and_brings_it_back(
        self, own_client: CheckingClient, own_catalogue: SeededCatalogue
    ) -> None:
        database = database_of(own_client.application)
        session = database.open_session()
        world, host = make_provider_world(session), make_host(session)
        said = content_for(Route.VOCATIONAL, world.venue, title="Qzorbing diploma")
        listing = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=clock.today())
        life.approve(session, listing, number=1, reviewer=host, day=clock.today())
        organisation, page = world.organisation.id, f"/programmes/{listing.programme_id}/qzorbing-diploma"
        session.commit()
        session.close()
        sign_in(own_client, user=host.user_id)

        def found() -> int:
            publish(database, own_catalogue.instance_dir, None)
            snapshot = LiveCatalogue(own_catalogue.instance_dir, database).snapshot()
            return search(snapshot, SearchCriteria(text="qzorbing", keep_spelling=True)).total

        def press(suspended: str) -> None:
            path = f"/admin/providers/{organisation}/suspend"
            form = {"suspended": suspended, "csrf_token": form_token(own_client)}
            assert own_client.post(path, data=form).status_code == 303

        assert found() == 1
        press("yes")
        assert own_client.get(page).status_code == 410
        assert found() == 0
        press("no")
        assert own_client.get(page).status_code == 200
        assert found() == 1

    def test_its_members_are_out_while_it_is_suspended(self, desk: HostDesk) -> None:
        path = f"/providers/{desk.world.organisation.id}/suspend"
        theirs = desk.client.application.test_client()
        sign_in(theirs, user=desk.world.editor.user_id)
        assert theirs.get("/listings").status_code == 200
        desk.post(path, {"suspended": "yes"})
        assert "Off the site" in desk.text("/providers")
        assert theirs.get("/listings").status_code == 403
        desk.post(path, {"suspended": "no"})
        assert "Off the site" not in desk.text("/providers")
        assert theirs.get("/listings").status_code == 200

    def test_what_somebody_waits_for_is_said_beside_each(self, desk: HostDesk) -> None:
        desk.published(content_for(Route.VOCATIONAL, desk.world.venue))
        desk.submitted()
        assert "Shown: 1. Waiting: 1. Looks after Moorside College." in text_of(desk.text("/providers"))

    def test_what_is_made_up_says_so(self, desk: HostDesk) -> None:
        kind = OrganisationKind.PROVIDER
        make_organisation(desk.session, kind=kind, name="Example College", is_demonstration=True)
        desk.session.commit()
        assert "Example College (made up, for trying out)" in text_of(desk.text("/providers"))


class TestLists:
    def run(self, desk: HostDesk, state: RunState = RunState.APPLIED, **changes: object) -> ImportRun:
        source = make_source(desk.session, slug="courses", name="National courses")
        values = {"counts": '{"programme": {"added": 1234, "changed": 5}}', "refused_rows": 2}
        made = ImportRun(
            source_id=source.id or 0, format="course-directory", state=state, **(values | changes)
        )
        desk.session.add(made)
        desk.session.commit()
        return made

    def test_nothing_read_yet(self, desk: HostDesk) -> None:
        assert "No list was read yet." in desk.text("/imports")

    def test_each_import_with_what_it_did(self, desk: HostDesk) -> None:
        self.run(desk)
        self.run(desk, RunState.REFUSED, message="It looks like half a set.")
        page = text_of(desk.text("/imports"))
        assert "National courses (courses)" in page
        assert "1,234" in page and "Brought in" in page
        assert "Refused" in page and "It looks like half a set." in page

    def test_a_list_that_is_old_is_marked(self, desk: HostDesk) -> None:
        self.run(desk)
        source = make_source(desk.session, slug="courses")
        source.last_imported_at = clock.now() - timedelta(days=40)
        desk.session.commit()
        assert "Old" in text_of(desk.text("/imports"))
        assert "Lists that are old: 1" in desk.text("")

    def test_the_rows_left_out_are_a_file_for_a_spreadsheet(self, desk: HostDesk) -> None:
        run = self.run(desk)
        found = Problems()
        found.refuse(RowProblem("a.csv", 2, "COST", "=1+1", "It is no price.", "Write a number."))
        keep_refused(database_of(desk.client.application), run.id or 0, found)
        path = f"/imports/{run.id}/refused.csv"
        assert f'href="/admin{path}"' in desk.text("/imports")
        response = desk.get(path)
        assert response.mimetype == "text/csv"
        assert f"refused-{run.id}.csv" in response.headers["Content-Disposition"]
        assert response.headers["Cache-Control"] == "private, no-store"
        rows = list(csv.reader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))
        assert rows[1][0] == "a.csv" and not rows[1][3].startswith("=")

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_no_rows_no_file(self, desk: HostDesk, number: int) -> None:
        assert desk.get(f"/imports/{number}/refused.csv").status_code == 404


class TestReports:
    def report(self, desk: HostDesk, **changes: object) -> PageReport:
        values = {"kind": ReportKind.WRONG_FACT, "text": "The date is wrong", "page": "/programmes/1/x"}
        made = PageReport(**(values | changes))
        desk.session.add(made)
        desk.session.commit()
        return made

    def test_no_report_waits(self, desk: HostDesk) -> None:
        assert "No report waits." in desk.text("/reports")

    def test_urgent_ones_stand_first_with_the_day_they_are_due(self, desk: HostDesk) -> None:
        came = datetime(2026, 3, 2, 12, tzinfo=UTC)
        self.report(desk, text="Something small", reported_at=came)
        self.report(desk, text="Somebody is in danger", is_urgent=True, reported_at=came)
        page = text_of(desk.text("/reports"))
        assert page.index("Somebody is in danger") < page.index("Something small")
        assert "Due by 3 March 2026." in page and "Due by 16 March 2026." in page
        assert "Urgent: 1. Late: 2." in desk.text("")

    def test_it_is_dealt_with_and_can_be_opened_again(self, desk: HostDesk) -> None:
        report = self.report(desk)
        assert desk.post(f"/reports/{report.id}", {"settled": "yes"}).status_code == 303
        assert desk.again(report).settled_at is not None
        page = text_of(desk.text("/reports"))
        assert "No report waits." in page and "Dealt with on" in page
        desk.post(f"/reports/{report.id}", {"settled": "no"})
        assert desk.again(report).settled_at is None

    @pytest.mark.parametrize(
        "page", ["javascript:alert(1)", "//elsewhere.example/x", "https://elsewhere.example"]
    )
    def test_a_report_leads_nowhere_else(self, desk: HostDesk, page: str) -> None:
        self.report(desk, page=page, text="<b>bold</b>")
        found = desk.text("/reports")
        assert f'href="{page}"' not in found
        assert "<b>bold" not in found

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_no_report_no_page(self, desk: HostDesk, number: int) -> None:
        assert desk.post(f"/reports/{number}", {"settled": "yes"}).status_code == 404

    def test_what_was_done_is_said(self, desk: HostDesk) -> None:
        report = PageReport(kind=ReportKind.OTHER, text="Shut")
        desk.session.add(report)
        desk.session.commit()
        done = desk.post(f"/reports/{report.id}", {"settled": "yes"}).headers["Location"]
        assert "Dealt with. It stands further down now." in desk.client.get(done).text
        back = desk.post(f"/reports/{report.id}", {"settled": "no"}).headers["Location"]
        assert "It waits again." in desk.client.get(back).text


class TestLog:
    def test_it_holds_numbers_and_acts_and_no_names(self, desk: HostDesk) -> None:
        desk.post(f"/providers/{desk.world.organisation.id}/trust", {"trusted": "yes"})
        page = text_of(desk.text("/audit"))
        assert "Provider trusted" in page
        assert f"person {desk.member.user_id}" in page
        assert "@" not in page.split("entries", 1)[-1].split("entry", 1)[-1]

    def test_by_organisation_act_and_day(self, desk: HostDesk) -> None:
        desk.session.add(AuditEntry(action="old-act", at=datetime(2020, 1, 5, 12, tzinfo=UTC)))
        desk.session.commit()
        desk.post(f"/providers/{desk.world.organisation.id}/trust", {"trusted": "yes"})
        assert "1 entry" in desk.text("/audit?action=old-act")
        assert "1 entry" in desk.text("/audit?first=2020-01-05&last=2020-01-05")
        assert "0 entries" in desk.text("/audit?first=2020-01-06&last=2020-01-07")
        assert "1 entry" in desk.text("/audit?first=05/01/2020&last=5/1/2020")
        assert "1 entry" in desk.text(
            f"/audit?organisation={desk.member.organisation_id}&action=provider-trusted"
        )

    def test_a_day_that_cannot_be_read_is_said_to_be_left_out(self, desk: HostDesk) -> None:
        page = desk.text("/audit?first=31/02/2026&last=2026-03-01")
        assert "We left out a day that we could not read." in page
        assert 'value="31/02/2026"' in page and page.count("field--error") == 1
        assert "We left out" not in desk.text("/audit?first=&last=")

    def test_an_organisation_goes_by_its_name(self, desk: HostDesk) -> None:
        desk.post(f"/providers/{desk.world.organisation.id}/trust", {"trusted": "yes"})
        name = desk.session.get_one(Organisation, desk.member.organisation_id).name
        assert f"<td>{name}</td>" in desk.text("/audit?action=provider-trusted")

    def test_long_logs_have_pages(self, desk: HostDesk) -> None:
        desk.session.add_all(AuditEntry(action="many") for _ in range(101))
        desk.session.commit()
        first = desk.text("/audit?action=many")
        assert "Page 1 of 2" in first and "action=many&amp;page=2" in first
        assert "Page 2 of 2" in desk.text("/audit?action=many&page=2")

    @pytest.mark.parametrize(
        "query",
        [
            f"organisation={2**70}",
            "organisation=-1",
            "action=%00",
            "action=%27%3B--",
            "first=0001-01-01",
            "last=9999-12-31",
            "first=soon",
            "page=0",
            f"page={2**70}",
            "page=x",
        ],
    )
    def test_nothing_in_its_address_breaks_it(self, desk: HostDesk, query: str) -> None:
        assert desk.get(f"/audit?{query}").status_code == 200


class TestSite:
    @pytest.fixture(autouse=True)
    def as_it_was(self, desk: HostDesk) -> object:
        yield
        put_in_force(desk.client.application, {})

    def test_what_is_set_stands_on_every_page_and_in_every_title(self, desk: HostDesk) -> None:
        form = {
            "site_name": "Weardale Ways",
            "site_area": "Weardale and around",
            "host_contact": "help@weardale.example",
            "site_notice": "We are closed on Monday.",
        }
        assert desk.post("/site", form).headers["Location"] == "/admin/site?saved=yes"
        page = desk.text("/site?saved=yes")
        assert 'value="Weardale Ways"' in page and "Saved." in page
        sign_out(desk.client)
        home = desk.client.get("/how-suggestions-work").get_data(as_text=True)
        assert "– Weardale Ways</title>" in home
        assert "We are closed on Monday." in home
        assert "It is for Weardale and around." in home
        assert "help@weardale.example" in desk.client.get("/help").get_data(as_text=True)

    def test_an_emptied_setting_is_as_the_environment_says(self, desk: HostDesk) -> None:
        desk.post("/site", {"site_name": "Weardale Ways"})
        desk.post("/site", {"site_name": " "})
        assert "– Pathways</title>" in desk.text("/site")
        assert desk.session.get_one(SiteSetting, "site_name").value == ""

    def test_a_mistake_changes_nothing_and_nothing_typed_is_lost(self, desk: HostDesk) -> None:
        response = desk.post("/site", {"site_name": "Other", "host_contact": "no address"})
        page = response.get_data(as_text=True)
        assert response.status_code == 422
        assert "Write an e-mail address" in page and 'value="no address"' in page
        assert desk.session.scalars(select(SiteSetting)).all() == []

    def test_too_much_is_refused(self, desk: HostDesk) -> None:
        assert desk.post("/site", {"site_notice": "x" * 401}).status_code == 422

    def test_a_notice_never_is_markup(self, desk: HostDesk) -> None:
        desk.post("/site", {"site_notice": "<script>alert(1)</script>"})
        assert "<script>alert" not in desk.text("/site")

    def test_no_page_asks_the_database_for_a_setting(self, desk: HostDesk) -> None:
        desk.post("/site", {"site_name": "Weardale Ways"})
        desk.session.delete(desk.session.get_one(SiteSetting, "site_name"))
        desk.session.commit()
        sign_out(desk.client)
        assert "Weardale Ways" in desk.client.get("/areas").get_data(as_text=True)


class TestWords:
    @pytest.fixture(autouse=True)
    def as_it_was(self) -> object:
        yield
        set_additions(())

    def failed(self, desk: HostDesk, text: str = "qzorbing") -> None:
        row = DemandPhrase(phrase_hash="1" * 64, times=23, last_month=date(2027, 1, 1), text=text)
        desk.session.add(row)
        desk.session.commit()

    def test_searches_that_failed_are_there_to_be_explained(self, desk: HostDesk) -> None:
        self.failed(desk)
        page = desk.text("/words")
        assert 'href="/admin/words?term=qzorbing"' in page and "(25)" in page
        assert 'value="qzorbing"' in desk.text("/words?term=qzorbing")

    def test_the_effect_is_seen_before_anything_changes(self, desk: HostDesk) -> None:
        self.failed(desk)
        form = {"term": "QZorbing", "meaning": "area:sport-fitness", "do": "try"}
        page = text_of(desk.post("/words", form).get_data(as_text=True))
        assert "What it would change" in page
        assert "“qzorbing” (25): qzorbing = Sport and fitness" in " ".join(page.split())
        assert desk.session.scalars(select(ThesaurusAddition)).all() == []

    def test_a_term_without_effect_says_so(self, desk: HostDesk) -> None:
        self.failed(desk)
        page = desk.post("/words", {"term": "qother", "meaning": "area:health", "do": "try"})
        assert "None of the searches below would change." in page.get_data(as_text=True)

    def test_an_added_term_is_understood_at_once_and_gone_when_taken_out(self, desk: HostDesk) -> None:
        desk.post("/words", {"term": "qzorbing", "meaning": "area:sport-fitness", "do": "add"})
        assert understand("qzorbing", careers_thesaurus()).understood
        made = desk.session.scalars(select(ThesaurusAddition)).one()
        assert made.added_by == desk.member.user_id
        assert "Sport and fitness" in desk.text("/words")
        assert desk.post(f"/words/{made.id}/remove", {}).status_code == 303
        assert not understand("qzorbing", careers_thesaurus()).understood

    @pytest.mark.parametrize(
        ("term", "meaning"),
        [
            ("", "area:health"),
            ("\0", "area:health"),
            ("x" * 61, "area:health"),
            ("word", ""),
            ("word", "area:x"),
        ],
    )
    def test_mistakes_are_told(self, desk: HostDesk, term: str, meaning: str) -> None:
        assert desk.post("/words", {"term": term, "meaning": meaning, "do": "add"}).status_code == 422
        assert desk.session.scalars(select(ThesaurusAddition)).all() == []

    def test_a_term_is_added_once(self, desk: HostDesk) -> None:
        form = {"term": "qzorbing", "meaning": "area:sport-fitness", "do": "add"}
        assert desk.post("/words", form).status_code == 303
        assert desk.post("/words", form).status_code == 422

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_no_term_no_page(self, desk: HostDesk, number: int) -> None:
        assert desk.post(f"/words/{number}/remove", {}).status_code == 404


class TestAway:
    """Without the database: pages say so, and what was typed is given back."""

    @pytest.fixture
    def away(self, own_client: CheckingClient) -> CheckingClient:
        database = database_of(own_client.application)
        with database.unit_of_work() as session:
            user = make_host(session).user_id
        sign_in(own_client, user=user)
        self.token = form_token(own_client)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE site_setting RENAME TO gone")
            connection.exec_driver_sql("ALTER TABLE staff_session RENAME TO also_gone")
        return own_client

    def test_a_page_answers_503(self, away: CheckingClient) -> None:
        assert away.get("/admin/site").status_code == 503

    def test_a_form_is_given_back(self, away: CheckingClient) -> None:
        form = {"site_name": "Weardale Ways", "csrf_token": self.token}
        response = away.post("/admin/site", data=form)
        assert response.status_code == 503
        assert "Weardale Ways" in response.get_data(as_text=True)


def test_everything_stays_out_of_search_engines_and_caches(desk: HostDesk) -> None:
    for path in (
        "",
        "/review",
        "/samples",
        "/providers",
        "/imports",
        "/reports",
        "/audit",
        "/site",
        "/words",
    ):
        response = desk.get(path)
        assert 'name="robots" content="noindex"' in response.get_data(as_text=True)
        assert response.headers["Cache-Control"] == "private, no-store"


def test_the_organisation_stays_what_it_is(desk: HostDesk) -> None:
    assert desk.session.get_one(Organisation, desk.member.organisation_id).kind is OrganisationKind.HOST
