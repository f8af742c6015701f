"""Programme and provider pages for machines: JSON-LD, one address for each page, and a preview for shared links."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import PayBasis, Route
from pathways.paths import resource_dir
from tests.factories import in_days, make_opportunity, make_programme, make_provider, make_source, make_venue
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.linked_data import check_linked_data, linked_data_in
from tests.harness.pages import CheckingClient

HTML = "{http://www.w3.org/1999/xhtml}"
SITE = "https://pathways.example"
NASTY = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\u2028alert(1)\u2029",
    '"}</ScRiPt ><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; & ' \" \\",
    "a\u202eb\u0300c",
)


@pytest.fixture
def public(client: CheckingClient, seeded_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client of a service at a public address, on the rows that `client` puts back."""
    base = seeded_catalogue.settings
    settings = make_settings(base.instance_dir, database_url=base.database_url, site_address=SITE)
    made = make_app(settings)
    of_it = made.test_client()
    assert isinstance(of_it, CheckingClient)
    yield of_it
    database_of(made).close()


def document_of(client: CheckingClient, path: str) -> dict[str, Any]:
    (text,) = linked_data_in(client.get(path).text)
    document = json.loads(text)
    check_linked_data(document)
    return document


def metas(html: str) -> dict[str, str]:
    """What the page's head says of it, by name or property."""
    return {
        str(node.get("property") or node.get("name")): node.get("content", "")
        for node in html5lib.parse(html).iter(f"{HTML}meta")
        if node.get("property") or node.get("name")
    }


def canonical_of(html: str) -> str | None:
    links = [node for node in html5lib.parse(html).iter(f"{HTML}link") if node.get("rel") == "canonical"]
    return links[0].get("href") if links else None


def test_programme_and_provider_are_told_in_valid_terms(public: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, name="Hill College", website="https://hill.example", about="In the hills.")
    programme = make_programme(rows, provider=provider, title="Bricklaying")
    offer = make_opportunity(rows, programme=programme)
    rows.commit()
    document = document_of(public, f"/programmes/{programme.id}/bricklaying?near=preston&at={offer.id}")
    course = next(thing for thing in document["@graph"] if thing["@type"] == "Course")
    assert course["name"] == "Bricklaying"
    assert course["url"] == f"{SITE}/programmes/{programme.id}/bricklaying"
    assert course["hasCourseInstance"][0]["startDate"] == in_days(60).isoformat()
    (college,) = document_of(public, f"/providers/{provider.id}/hill-college")["@graph"]
    assert (college["name"], college["description"]) == ("Hill College", "In the hills.")


def test_what_machines_are_told_does_not_depend_on_who_looks(public: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Joinery")
    provider = rows.get(type(programme.provider), programme.provider_id)
    offers = [
        make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider))
        for _number in range(3)
    ]
    rows.commit()
    path = f"/programmes/{programme.id}/joinery"
    plain = document_of(public, path)
    assert document_of(public, f"{path}?near=preston&at={offers[2].id}") == plain


def test_vacancy_is_a_job_posting(public: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Heating engineer", route=Route.APPRENTICESHIP)
    make_opportunity(
        rows,
        programme=programme,
        employer_name="Tees Heating Ltd",
        source_dated_on=date(2026, 11, 1),
        pay_basis=PayBasis.STATED,
        pay_weekly_low=30_000,
        intakes=({"starts_on": in_days(60), "closes_on": in_days(30)},),
    )
    rows.commit()
    document = document_of(public, f"/programmes/{programme.id}/heating-engineer")
    job = next(thing for thing in document["@graph"] if thing["@type"] == "JobPosting")
    assert job["hiringOrganization"]["name"] == "Tees Heating Ltd"
    assert job["validThrough"].startswith(in_days(30).isoformat())


@pytest.mark.parametrize("text", NASTY)
def test_text_of_a_provider_cannot_leave_the_block(public: CheckingClient, rows: Session, text: str) -> None:
    provider = make_provider(rows, name=f"Hill {text}", slug="hill", about=text, telephone=text[:40])
    programme = make_programme(
        rows, provider=provider, title=f"Safe {text}", slug="safe", summary=f"So {text}", occupation=text
    )
    make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider, town=text[:100]))
    rows.commit()
    for path in (f"/programmes/{programme.id}/safe", f"/providers/{provider.id}/hill"):
        page = public.get(path).text
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert not set(block) & set("<>&'\u2028\u2029")
        check_linked_data(json.loads(block))
        scripts = list(html5lib.parse(page).iter(f"{HTML}script"))
        assert len(scripts) == 2
        assert not list(html5lib.parse(page).iter(f"{HTML}img"))


def test_demonstration_pages_say_so_to_machines_and_are_in_no_index(client: CheckingClient) -> None:
    for path in ("/programmes/1", "/providers/1"):
        page = client.get(path, follow_redirects=True).text
        said = metas(page)
        assert said["robots"] == "noindex"
        assert said["og:description"].startswith("Made-up example: ")
        assert said["og:title"].startswith("Made-up example: ")
        (text,) = linked_data_in(page)
        for thing in json.loads(text)["@graph"]:
            assert thing["name"].startswith("Made-up example: ")
            assert thing["@type"] != "JobPosting"


def test_real_pages_may_be_indexed(public: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Real thing")
    make_opportunity(rows, programme=programme)
    rows.commit()
    for path in (f"/programmes/{programme.id}", f"/providers/{programme.provider_id}"):
        assert "robots" not in metas(public.get(path, follow_redirects=True).text)


def test_source_that_is_a_demonstration_makes_its_records_one(public: CheckingClient, rows: Session) -> None:
    source = make_source(rows, slug="trial", name="A trial", is_demonstration=True)
    programme = make_programme(rows, provider=make_provider(rows, source_id=source.id), title="Trial course")
    make_opportunity(rows, programme=programme)
    rows.commit()
    assert metas(public.get(f"/programmes/{programme.id}/trial-course").text)["robots"] == "noindex"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/areas",
        "/areas/health",
        "/routes",
        "/routes/t-level",
        "/parents",
        "/help",
        "/sources",
        "/accessibility",
        "/your-information",
        "/how-suggestions-work",
    ],
)
def test_page_that_stands_has_one_address_and_a_preview_of_ours(public: CheckingClient, path: str) -> None:
    page = public.get(f"{path}?near=preston" if path.startswith(("/areas/", "/routes/")) else path).text
    said = metas(page)
    assert canonical_of(page) == said["og:url"] == f"{SITE}{path}"
    assert said["og:title"] == " ".join(
        "".join(next(html5lib.parse(page).iter(f"{HTML}h1")).itertext()).split()
    )
    assert said["og:type"] == "website"
    assert said["og:description"] == said["description"] != ""
    assert len(said["og:description"]) <= 200
    picture = said["og:image"].removeprefix(SITE)
    assert picture.startswith("/static/build/preview.")
    sent = public.get(picture)
    assert sent.mimetype == "image/png"
    assert struct.unpack(">II", sent.data[16:24]) == (1200, 630)
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")


def test_preview_of_a_programme_is_short_and_in_its_own_words(public: CheckingClient, rows: Session) -> None:
    long = make_programme(rows, title="Long", summary="You learn to lay bricks. " * 40)
    make_opportunity(rows, programme=long)
    silent = make_programme(rows, title="Silent", summary="", route=Route.DEGREE)
    make_opportunity(rows, programme=silent)
    rows.commit()
    said = metas(public.get(f"/programmes/{long.id}/long").text)["og:description"]
    assert said.startswith("You learn to lay bricks.")
    assert len(said) <= 200
    assert said.endswith("…")
    other = metas(public.get(f"/programmes/{silent.id}/silent").text)["description"]
    assert other == "Degree at Moorside College"


@pytest.mark.parametrize("path", ["/search?q=plumbing", "/report", "/questions/stage", "/suggestions"])
def test_page_that_is_no_page_of_its_own_is_kept_out_of_indexes(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    kept_out = (
        metas(response.text).get("robots"),
        response.headers.get("X-Robots-Tag"),
        "canonical" if 'rel="canonical"' in response.headers.get("Link", "") else None,
    )
    assert any(kept_out)


def test_the_picture_of_the_preview_is_drawn_from_our_drawing() -> None:
    drawing = (resource_dir("static") / "drawings" / "preview.svg").read_text(encoding="utf-8")
    assert 'width="1200" height="630"' in drawing
    assert drawing.count('stroke-width="7"') == len(Route)
    assert not re.search(r"(href|url\(|<image|<text|<script|@import)", drawing)
    picture = Path(resource_dir("static") / "images" / "preview.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 100_000
