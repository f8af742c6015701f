"""What people look for: counted while they look, and shown to the host and to providers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, select

from pathways import clock
from pathways.accounts.cookie import NAME as STAFF_COOKIE
from pathways.catalogue.models import Opportunity, Programme
from pathways.demand.counting import this_month
from pathways.demand.gathering import Gathered, OfProgramme, Seen, Typed, Unmet
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet, SeenBy, What
from pathways.demand.retention import month_before
from pathways.host.keeping_up import keep_up_once, start_keeping_up
from pathways.host.live_settings import put_in_force
from pathways.host.models import SiteSetting
from tests.factories import make_programme
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, text_of
from tests.harness.staff import form_token, sign_in, sign_out
from tests.web.host.conftest import HostDesk


@pytest.fixture
def gathered(client: CheckingClient) -> Iterator[Gathered]:
    """What the pages of `client` count."""
    held: Gathered = client.application.extensions["demand"]
    held.take()
    yield held
    held.take()


def offer_in(client: CheckingClient) -> tuple[int, int]:
    """An opportunity of the catalogue, and its programme."""
    with database_of(client.application).open_session() as session:
        found = session.scalars(select(Opportunity).order_by(Opportunity.id)).first()
        assert found is not None and found.id is not None
        return found.id, found.programme_id


class TestCounting:
    def test_a_list_counts_what_it_shows(self, client: CheckingClient, gathered: Gathered) -> None:
        page = client.get("/search?q=plumbing&near=consett&miles=21").get_data(as_text=True)
        counts = gathered.take()
        found = {one.programme_id for one in counts if isinstance(one, OfProgramme)}
        assert found
        shown = {int(number) for number in re.findall(r'href="/programmes/(\d+)/', page)}
        assert found <= shown
        assert {one.what for one in counts if isinstance(one, OfProgramme)} == {What.FOUND}
        assert {one.month for one in counts} == {this_month()}

    def test_it_counts_from_which_district_and_for_which_terms(
        self, client: CheckingClient, gathered: Gathered
    ) -> None:
        client.get("/search?near=PR1-2&area=health&miles=41")
        seen = [one for one in gathered.take() if isinstance(one, Seen)]
        assert {one.value for one in seen} == {"PR1", "area:health"}
        assert {one.kind for one in seen if one.value == "PR1"} == {SeenBy.DISTRICT}
        assert 0 in {one.provider_id for one in seen}
        assert len({one.provider_id for one in seen}) > 1

    def test_a_second_page_is_no_second_search(self, client: CheckingClient, gathered: Gathered) -> None:
        client.get("/search?area=health&page=2")
        counts = gathered.take()
        assert any(isinstance(one, OfProgramme) for one in counts)
        assert not any(isinstance(one, Seen) for one in counts)

    def test_what_finds_nothing_is_counted_by_its_terms(
        self, client: CheckingClient, gathered: Gathered
    ) -> None:
        client.get("/search?near=TR21&miles=1&route=t-level")
        unmet = [one for one in gathered.take() if isinstance(one, Unmet)]
        assert [(one.district, one.term) for one in unmet] == [("TR21", "route:t-level")]

    def test_unknown_words_are_counted_as_typed_and_known_ones_are_not(
        self, client: CheckingClient, gathered: Gathered
    ) -> None:
        client.get("/search?q=Qzorbulating")
        assert [one.phrase for one in gathered.take() if isinstance(one, Typed)] == ["qzorbulating"]
        client.get("/search?q=plumbing&miles=any")
        assert not any(isinstance(one, Typed) for one in gathered.take())

    def test_an_opened_page_is_counted(self, client: CheckingClient, gathered: Gathered) -> None:
        _offer, programme = offer_in(client)
        page = client.get(f"/programmes/{programme}", follow_redirects=True)
        assert page.status_code == 200
        assert gathered.take() == {OfProgramme(this_month(), programme, What.OPENED): 1}

    def test_saving_is_counted_once(self, client: CheckingClient, gathered: Gathered) -> None:
        offer, programme = offer_in(client)
        for _ in range(2):
            assert client.post("/plan/save", data={"opportunity": str(offer)}).status_code == 303
        client.delete_cookie("plan")
        assert gathered.take() == {OfProgramme(this_month(), programme, What.SAVED): 1}

    def test_what_an_adviser_lists_is_counted_once(self, client: CheckingClient, gathered: Gathered) -> None:
        offer, programme = offer_in(client)
        sign_in(client)
        token = {"X-CSRFToken": form_token(client)}
        made = client.post("/advisers/lists/new", data={"label": "11B-01", "kind": "pupil"}, headers=token)
        assert made.status_code == 303
        for _ in range(2):
            client.post("/advisers/add", data={"opportunity": str(offer)}, headers=token)
        wanted = OfProgramme(this_month(), programme, What.SHORTLISTED)
        assert gathered.take() == {wanted: 1}

    @pytest.mark.parametrize(
        "agent",
        [
            "Googlebot/2.1",
            "Mozilla/5.0 (compatible; bingbot/2.0)",
            "curl/8.5",
            "python-requests/2",
            "AhrefsSpider",
        ],
    )
    def test_programs_are_not_counted(self, client: CheckingClient, gathered: Gathered, agent: str) -> None:
        client.get("/search?q=roofing", headers={"User-Agent": agent})
        assert not gathered.take()

    def test_staff_are_not_counted(self, desk: HostDesk) -> None:
        held: Gathered = desk.client.application.extensions["demand"]
        held.take()
        assert desk.client.get_cookie(STAFF_COOKIE) is not None
        desk.client.get("/search?q=tiling")
        assert not held.take()

    def test_asking_for_the_head_alone_is_not_counted(
        self, client: CheckingClient, gathered: Gathered
    ) -> None:
        client.head("/search?q=joinery")
        client.head(f"/programmes/{offer_in(client)[1]}", follow_redirects=True)
        assert not gathered.take()

    def test_counting_asks_the_database_nothing(self, client: CheckingClient, gathered: Gathered) -> None:
        asked: list[str] = []
        engine = database_of(client.application).engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        client.get("/search?q=bricklaying&near=preston")
        event.remove(engine, "before_cursor_execute", note)
        assert gathered.take() and asked == []

    def test_nothing_of_a_person_is_in_what_is_counted(
        self, client: CheckingClient, gathered: Gathered
    ) -> None:
        client.get("/search?near=PR1-2&q=welding", headers={"X-Forwarded-For": "192.0.2.7"})
        told = repr(gathered.take())
        assert "192.0.2.7" not in told and "PR1-2" not in told


class TestKeepingUp:
    @pytest.fixture
    def own_app(self, own_catalogue: SeededCatalogue) -> Iterator[Flask]:
        made = make_app(own_catalogue.settings)
        yield made
        database_of(made).close()

    def test_a_round_writes_counts_and_reads_settings(self, own_app: Flask) -> None:
        own_app.test_client().get("/search?q=plumbing")
        with database_of(own_app).unit_of_work() as session:
            session.add(SiteSetting(name="site_name", value="Weardale Ways"))
        assert keep_up_once(own_app)
        with database_of(own_app).open_session() as session:
            assert session.scalars(select(DemandProgramme)).all()
        page = own_app.test_client().get("/help").get_data(as_text=True)
        assert "– Weardale Ways</title>" in page

    def test_without_the_database_all_stays_as_it_is(self, tmp_path: object) -> None:
        from pathlib import Path

        folder = Path(str(tmp_path))
        app = make_app(make_settings(folder, database_url=f"sqlite:///{folder / 'gone' / 'x.db'}"))
        put_in_force(app, {"site_name": "Weardale Ways"})
        app.extensions["demand"].add([OfProgramme(this_month(), 1, What.FOUND)])
        assert not keep_up_once(app)
        assert app.extensions["demand"].take()
        assert "Weardale Ways" in app.test_client().get("/help").get_data(as_text=True)

    def test_a_worker_keeps_up_by_itself(self, own_app: Flask) -> None:
        own_app.extensions["demand"].add([OfProgramme(this_month(), 1, What.FOUND)])
        with database_of(own_app).unit_of_work() as session:
            session.add(SiteSetting(name="site_name", value="Weardale Ways"))
        begun = start_keeping_up(own_app, every=0.01)
        own_app.extensions["demand"].add([OfProgramme(this_month(), 2, What.FOUND)])
        begun.stop()
        begun.stop()
        assert own_app.extensions["settings"].site_name == "Weardale Ways"
        with database_of(own_app).open_session() as session:
            assert set(session.scalars(select(DemandProgramme.programme_id))) == {1, 2}


def counted(desk: HostDesk, month: date) -> Programme:
    """Counts of one month, of the desk's provider and of another."""
    session = desk.session
    programme = make_programme(session, provider=desk.world.provider, title="Plumbing diploma")
    key, mine = programme.id or 0, desk.world.provider_id
    session.add_all(
        [
            DemandProgramme(month=month, programme_id=key, what=What.FOUND, times=1_234),
            DemandProgramme(month=month, programme_id=key, what=What.OPENED, times=58),
            DemandProgramme(month=month, programme_id=key, what=What.SAVED, times=7),
            DemandSeen(month=month, provider_id=mine, kind=SeenBy.DISTRICT, value="DH8", times=44),
            DemandSeen(month=month, provider_id=mine, kind=SeenBy.DISTRICT, value="DH9", times=4),
            DemandSeen(month=month, provider_id=mine, kind=SeenBy.TERM, value="area:health", times=31),
            DemandSeen(month=month, provider_id=0, kind=SeenBy.TERM, value="route:degree", times=90),
            DemandUnmet(month=month, district="DH8", term="area:beauty-x", times=20),
            DemandUnmet(month=month, district="DH8", term="route:bootcamp", times=26),
            DemandUnmet(month=month, district="TR21", term="route:v-level", times=80),
            DemandPhrase(phrase_hash="1" * 64, times=12, last_month=month, text="qzorbing"),
        ]
    )
    session.commit()
    return programme


class TestPages:
    def own(self, desk: HostDesk, query: str = "") -> str:
        sign_in(desk.client, user=desk.world.editor.user_id)
        response = desk.client.get(f"/listings/demand{query}")
        assert response.status_code == 200
        return response.get_data(as_text=True)

    def test_a_provider_sees_its_own_counts_rounded(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        page = text_of(self.own(desk))
        assert "1,235" in page and "1,234" not in page
        assert "Plumbing diploma" in page and "60" in page
        assert "DH8" in page and "45" in page
        assert "30" in page

    def test_each_month_tells_all_that_is_counted(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        few = "<td>fewer than 10</td>"
        assert (
            f"<td>1,235</td><td>60</td>{few}{few}</tr></tbody>"
            in self.own(desk).split("What was shown most")[0]
        )

    def test_before_anything_is_counted_there_is_no_empty_chart(self, desk: HostDesk) -> None:
        page = self.own(desk)
        assert "Too little to show yet." in page and "fewer than 10" not in page

    def test_a_few_are_never_told(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        page = self.own(desk)
        assert "DH9" not in page
        assert "fewer than 10" in page

    def test_it_sees_what_people_near_it_miss_and_no_other(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        page = self.own(desk)
        assert "You could offer one of these." in page
        assert "bootcamp" in text_of(page).lower()
        assert "V Level" not in page
        assert "qzorbing" not in page

    def test_the_host_sees_all(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        page = desk.text("/demand")
        assert "V Level" in page and "qzorbing (10)" in page
        assert "Degree" in page

    def test_every_chart_has_its_table(self, desk: HostDesk) -> None:
        counted(desk, this_month())
        for page in (self.own(desk), self.own(desk)):
            assert page.count('<svg class="bar-chart__drawing"') == 4
            for caption in ("Times shown in each month", "Where people looked from", "What they looked for"):
                assert f'<caption class="visually-hidden">{caption}' in page

    def test_another_month_is_chosen_by_its_address(self, desk: HostDesk) -> None:
        last = month_before(clock.today(), 1)
        counted(desk, last)
        assert "Plumbing diploma" not in self.own(desk)
        assert "Plumbing diploma" in self.own(desk, f"?month={last:%Y-%m}")

    @pytest.mark.parametrize(
        "query", ["?month=", "?month=1999-01", "?month=soon", "?month=%00", "?month=9999-99"]
    )
    def test_no_month_breaks_it(self, desk: HostDesk, query: str) -> None:
        assert self.own(desk, query)
        sign_in(desk.client, user=desk.member.user_id)
        assert desk.text(f"/demand{query}")

    def test_nothing_yet_is_said(self, desk: HostDesk) -> None:
        assert "Too little to show for this month." in self.own(desk)

    def test_who_looks_after_nothing_is_asked_for_that_first(self, desk: HostDesk) -> None:
        desk.world.organisation.provider_id = None
        desk.session.commit()
        sign_in(desk.client, user=desk.world.editor.user_id)
        assert desk.client.get("/listings/demand").headers["Location"] == "/listings/claim"

    def test_nobody_else_sees_it(self, desk: HostDesk) -> None:
        assert desk.client.get("/listings/demand").status_code == 403
        sign_out(desk.client)
        assert desk.client.get("/admin/demand").status_code == 303
