"""The way back to a list, and the place that a page measures from."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.catalogue.vocabulary import Area, Level, Mode, Money, Route, Sort, StartWindow
from pathways.front import way_back
from pathways.front.way_back import address_of, kept_search, search_left
from pathways.places.place import Place

PRESTON = Place("preston", "Preston", "city", 53.759, -2.699, "PR1", "E07000123", "england")


class OneTown:
    """A gazetteer of one town."""

    def lookup(self, place_id: str) -> Place | None:
        """Preston, and nothing else."""
        return PRESTON if place_id == "preston" else None


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application that has a page of results."""
    monkeypatch.setattr(way_back, "current_gazetteer", OneTown)
    app = Flask(__name__)
    app.add_url_rule("/search", endpoint="front.search", view_func=lambda: "")
    app.add_url_rule(
        "/programmes/<int:programme_id>/<slug>", endpoint="front.programme", view_func=lambda: ""
    )
    return app


def sets(values: type) -> st.SearchStrategy[frozenset]:  # type: ignore[type-arg]
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


searches = st.builds(
    SearchCriteria,
    text=st.from_regex(r"[a-z]{3,8}( [a-z]{3,8})?", fullmatch=True),
    place=st.sampled_from([None, PRESTON]),
    routes=sets(Route),
    levels=sets(Level),
    areas=sets(Area),
    modes=sets(Mode),
    money=sets(Money),
    start=st.sampled_from([None, *StartWindow]),
    sort=st.sampled_from(list(Sort)),
    page=st.integers(1, 400),
)


@given(searches)
def test_any_search_is_come_back_to_as_it_was_left(pages: Flask, left: SearchCriteria) -> None:
    with pages.test_request_context(f"/programmes/1/x?from={quote(write_query(left), safe='')}"):
        assert search_left() == left
        assert address_of(left) == f"/search?{write_query(left)}"
        assert kept_search() == {"from": write_query(left)}


@given(st.text(max_size=300))
def test_whatever_stands_in_from_leads_to_a_list_of_ours_or_nowhere(pages: Flask, junk: str) -> None:
    with pages.test_request_context("/programmes/1/x", query_string={"from": junk}):
        left = search_left()
        if left is None:
            assert kept_search() == {}
        else:
            address = urlsplit(address_of(left))
            assert (address.scheme, address.netloc, address.path) == ("", "", "/search")
            assert set(parse_qs(address.query)) <= {
                "q",
                "near",
                "miles",
                "route",
                "level",
                "area",
                "mode",
                "delivery",
                "money",
                "start",
                "provider",
                "for",
                "stage",
                "english",
                "maths",
                "gcses",
                "highest",
                "points",
                "sort",
                "spelling",
                "page",
            }


@pytest.mark.parametrize(
    "junk", ["", "nothing", "utm_source=x", "q=", "a=1&" * 500, "q=" + "a" * 2100, "page=1"]
)
def test_what_is_no_search_has_no_way_back(pages: Flask, junk: str) -> None:
    with pages.test_request_context("/programmes/1/x", query_string={"from": junk}):
        assert search_left() is None


def test_a_full_postcode_never_survives_the_way_back(pages: Flask) -> None:
    with pages.test_request_context(
        "/programmes/1/x", query_string={"from": "q=plumbing+PR1+2HE&near=PR12HE"}
    ):
        left = search_left()
        assert left is not None
        assert "2HE" not in address_of(left).upper()


def test_the_empty_search_is_the_plain_list(pages: Flask) -> None:
    with pages.test_request_context("/"):
        assert address_of(SearchCriteria()) == "/search"
