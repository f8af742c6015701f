"""The page on which the host says that imports keep to its area."""

from __future__ import annotations

from sqlalchemy import select

from pathways.accounts.models import AuditEntry
from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.models import ImportRun, RunState
from pathways.host.import_area import stored_area
from pathways.host.models import SiteSetting
from pathways.host.rules.import_area import ImportArea
from tests.factories import make_opportunity, make_provider, make_source, make_venue
from tests.harness.pages import text_of
from tests.web.host.conftest import HostDesk

FORM = {"import_centre": "Consett", "import_miles": "15", "import_districts": "dh8 ne16"}


def test_the_page_of_the_site_leads_there(desk: HostDesk) -> None:
    assert 'href="/admin/site/area"' in desk.text("/site")
    assert "bring in everything" in desk.text("/site/area")


def test_an_area_is_kept_and_shown(desk: HostDesk) -> None:
    response = desk.post("/site/area", FORM)
    assert response.headers["Location"] == "/admin/site/area?saved=yes"
    page = desk.text("/site/area?saved=yes")
    assert 'value="Consett"' in page and 'value="15"' in page and 'value="DH8 NE16"' in page
    assert "Saved. It holds from the next import on." in page
    desk.session.rollback()
    assert stored_area(desk.session) == ImportArea("Consett", 15, ("DH8", "NE16"))
    logged = set(desk.session.scalars(select(AuditEntry.action)))
    assert {"set-import-centre", "set-import-miles", "set-import-districts"} <= logged


def test_an_emptied_area_is_none(desk: HostDesk) -> None:
    desk.post("/site/area", FORM)
    desk.post("/site/area", dict.fromkeys(FORM, ""))
    desk.session.rollback()
    assert not stored_area(desk.session)


def test_a_mistake_changes_nothing_and_nothing_typed_is_lost(desk: HostDesk) -> None:
    for form, words in (
        (FORM | {"import_miles": "far"}, "Write a whole number of miles"),
        (FORM | {"import_centre": "Qwertyham"}, "We do not know this place"),
        (FORM | {"import_districts": "ZZ9"}, "We do not know one of these."),
        (FORM | {"import_districts": "Durham city"}, "Write the first parts of postcodes"),
    ):
        response = desk.post("/site/area", form)
        page = response.get_data(as_text=True)
        assert response.status_code == 422
        assert words in page and all(f'value="{text}"' in page for text in form.values())
    assert desk.session.scalars(select(SiteSetting)).all() == []


def test_other_settings_stay_as_they_are(desk: HostDesk) -> None:
    desk.post("/site", {"site_area": "Weardale"})
    desk.post("/site/area", FORM)
    desk.post("/site", {"site_area": "Weardale and around"})
    desk.session.rollback()
    assert stored_area(desk.session).centre == "Consett"
    assert desk.session.get_one(SiteSetting, "site_area").value == "Weardale and around"


def test_it_says_what_an_area_leaves_out_before_and_after(desk: HostDesk) -> None:
    source = make_source(desk.session, slug="courses", name="National courses")
    desk.session.add(ImportRun(source_id=source.id or 0, format="course-directory", state=RunState.APPLIED))
    provider = make_provider(desk.session, source_id=source.id)
    for district, count in (("DH8", 2), ("TR1", 3)):
        venue = make_venue(
            desk.session,
            provider=provider,
            source_id=source.id,
            postcode_district=district,
            lat=None,
            lng=None,
        )
        for _ in range(count):
            make_opportunity(desk.session, venue=venue, source_id=source.id)
    make_opportunity(desk.session, source_id=source.id, delivery=Delivery.ONLINE)
    desk.session.commit()
    form = dict.fromkeys(FORM, "") | {"import_districts": "DH8"}
    told = "Our lists have 5 places to learn that are at a venue. Of these, 3 are outside your area."
    tried = text_of(desk.post("/site/area", form | {"do": "try"}).text)
    assert told in tried and "Nothing is saved yet." in tried
    desk.session.rollback()
    assert not stored_area(desk.session)
    desk.post("/site/area", form | {"do": "save"})
    assert told in text_of(desk.text("/site/area?saved=yes"))
    nothing = desk.post("/site/area", dict.fromkeys(FORM, "") | {"do": "try"}).text
    assert "Nothing: no area is written here." in nothing


def test_a_place_that_is_known_no_more_is_said_on_the_page(desk: HostDesk) -> None:
    desk.session.add(SiteSetting(name="import_districts", value="ZZ9"))
    desk.session.commit()
    assert "We do not know one of these." in desk.text("/site/area")
