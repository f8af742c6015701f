"""The imitation of htmx swaps as htmx does."""

import html5lib
import pytest

from tests.harness.htmx import apply_part, written

PAGE = """<!doctype html><title>Old</title><div role="status" id="status"></div>
<main><h1>Results</h1><section id="results" class="list"><p>2 results</p></section></main>"""


def swapped(part: str, target: str = "results") -> str:
    page = html5lib.parse(PAGE)
    apply_part(page, part, target)
    return "\n".join(written(page))


def test_an_element_with_the_targets_id_takes_its_place() -> None:
    whole = swapped('<title>New &amp; old</title><section id="results"><p>1 result</p></section>')
    assert '<section id="results">' in whole
    assert "1 result" in whole and "2 results" not in whole
    assert "New & old" in whole and "Old" not in whole


def test_anything_else_goes_inside_the_target() -> None:
    whole = swapped("<p>1 result</p><p>Next page</p>")
    assert '<section class="list" id="results">' in whole
    assert "1 result" in whole and "Next page" in whole and "2 results" not in whole


def test_elements_out_of_band_go_where_they_are_named() -> None:
    whole = swapped(
        '<section id="results"></section><div id="status" role="status" data-hx-swap-oob="true">1 result</div>'
    )
    assert "1 result" in whole
    assert "oob" not in whole


def test_a_target_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AssertionError, match="no element #chips"):
        swapped("<p>1</p>", target="chips")


def test_the_order_of_attributes_and_spaces_mean_nothing() -> None:
    one = html5lib.parse("<p id='a' class='b'>two  words</p>")
    other = html5lib.parse("<p class='b' id='a'> two words\n</p>")
    assert written(one) == written(other)
