"""What a provider hears of its neighbourhood, what the desk says of lists, and what a nightly purge lets go of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from pathways import clock
from pathways.cli.purge import RETENTION
from pathways.demand.models import DemandUnmet
from pathways.feeds.kept_refusals import RefusedRow
from pathways.feeds.models import ImportRun
from pathways.host.views.demand import NEAR_MILES, near_districts
from tests.factories import make_source
from tests.harness.pages import text_of
from tests.web.host.conftest import HostDesk

MAY = date(2027, 5, 1)


def missed(desk: HostDesk, *districts: str) -> None:
    """Something was looked for in vain from some districts."""
    for district in districts:
        desk.session.add(DemandUnmet(month=MAY, district=district, term="area:health", times=50))
    desk.session.commit()


def near(desk: HostDesk) -> list[str]:
    """The districts near the desk's provider."""
    with desk.client.application.test_request_context():
        return near_districts(desk.world.provider, MAY)


class TestNear:
    def test_districts_round_a_venue_are_near_and_others_are_not(self, desk: HostDesk) -> None:
        missed(desk, "DH8", "DH1", "TR21", "SW1A")
        assert near(desk) == ["DH1", "DH8"]

    def test_each_venue_has_its_neighbourhood(self, desk: HostDesk) -> None:
        desk.world.venues[1].lat, desk.world.venues[1].lng = 51.5, -0.13
        desk.session.commit()
        missed(desk, "DH8", "SW1A", "TR21")
        assert near(desk) == ["DH8", "SW1A"]

    def test_without_a_point_nothing_is_near(self, desk: HostDesk) -> None:
        for venue in desk.world.venues:
            venue.lat = venue.lng = None
        desk.session.commit()
        missed(desk, "DH8")
        assert near(desk) == []

    @pytest.mark.parametrize("district", ["ZZ99", "", "X"])
    def test_a_district_that_nobody_knows_is_near_nothing(self, desk: HostDesk, district: str) -> None:
        missed(desk, district)
        assert near(desk) == []

    def test_near_is_what_a_day_there_and_back_allows(self) -> None:
        assert NEAR_MILES == 20


class TestFresh:
    def test_each_list_says_the_day_it_was_read(self, desk: HostDesk) -> None:
        source = make_source(desk.session, slug="courses", name="National courses")
        source.last_imported_at = clock.now() - timedelta(days=3)
        desk.session.add(ImportRun(source_id=source.id or 0, format="course-directory"))
        desk.session.commit()
        page = " ".join(text_of(desk.text("/imports")).split())
        assert "National courses (courses)" in page
        assert "Lists that are old: 0" in desk.text("")

    def test_a_list_that_never_came_in_says_so(self, desk: HostDesk) -> None:
        source = make_source(desk.session, slug="courses", name="National courses")
        source.last_imported_at = None
        desk.session.add(ImportRun(source_id=source.id or 0, format="course-directory"))
        desk.session.commit()
        assert "never" in text_of(desk.text("/imports"))


def test_a_purge_lets_go_of_old_counts_and_old_rows(desk: HostDesk) -> None:
    source = make_source(desk.session, slug="courses")
    now = clock.now()
    run = ImportRun(source_id=source.id or 0, format="x", started_at=now - timedelta(days=100))
    desk.session.add(run)
    desk.session.flush()
    desk.session.add(RefusedRow(run_id=run.id or 0, file="a.csv", line=2))
    desk.session.add(DemandUnmet(month=date(2020, 1, 1), district="", term="x", times=3))
    desk.session.commit()
    gone = {rule.what: rule.forget(desk.session, now) for rule in RETENTION}
    assert gone["rows that an import refused three months ago"] == 1
    assert gone["counts of what was looked for two years ago"] == 1
    assert desk.session.scalars(select(RefusedRow)).all() == []
