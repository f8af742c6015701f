"""The checks that every page goes through do find what they are for."""

import pytest

from tests.harness.pages import check_fragment, check_page, check_title_is_unique, links_of, text_of

GOOD = """<!doctype html><html lang="en"><head><title>Plumbing near Consett – Pathways</title></head>
<body><a href="#main">Skip</a><main id="main"><h1>Plumbing near Consett</h1>
<form action="/search"><label for="q">Words</label><input id="q" name="q"></form>
<ul><li><a href="/programmes/1/plumbing">Plumbing</a></li></ul></main></body></html>"""


def test_a_good_page_passes() -> None:
    assert check_page(GOOD, "here") == "Plumbing near Consett – Pathways"


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("</h1>", "</h1><h1>Again</h1>", "2 h1"),
        ("<h1>Plumbing near Consett</h1>", "", "0 h1"),
        ("<title>Plumbing", "<title>Results: plumbing", "does not begin"),
        (' lang="en"', "", "language"),
        ("<li>", '<li id="q">', "twice"),
        ('for="q"', 'for="words"', "not on the page"),
        ('href="#main"', 'href="#content"', "not on the page"),
        ("<ul>", "<ul><p>One</p>", "directly in a list"),
        ("</form>", "</form></section>", "not valid"),
        ("<li>", "<li><p><div></div></p>", "not valid"),
        ("<li>", '<li style="color: red">', "inline style"),
        ("<li>", '<li onclick="go()">', "inline code"),
        ("</main>", "<script>go()</script></main>", "inline script"),
        ("</main>", "<style>li{}</style></main>", "style element"),
        ("</main>", '<img src="/a.png"></main>', "without words"),
        (">Plumbing</a>", "><button>Plumbing</button></a>", "inside a"),
        ('<main id="main">', '<div id="main">', "not valid"),
        ("</ul>", "</ul><h2> </h2>", "empty h2"),
        ("<input ", '<input aria-describedby="q-hint" ', "not on the page"),
        ("<!doctype html>", "", "not valid"),
    ],
)
def test_a_page_that_breaks_a_promise_is_found(good: str, bad: str, complaint: str) -> None:
    assert good in GOOD
    with pytest.raises(AssertionError, match=complaint):
        check_page(GOOD.replace(good, bad, 1), "here")


def test_two_pages_may_not_share_a_title() -> None:
    check_title_is_unique("A title of this test", "/one", {})
    check_title_is_unique("A title of this test", "/one", {})
    with pytest.raises(AssertionError, match="share the title"):
        check_title_is_unique("A title of this test", "/two", {})


def test_two_records_of_one_site_may_not_share_a_title_and_those_of_two_sites_may() -> None:
    site: dict[str, str] = {}
    check_title_is_unique("Moorside College in this test", "/providers/3", site)
    check_title_is_unique("Moorside College in this test", "/providers/4", {})
    with pytest.raises(AssertionError, match="share the title"):
        check_title_is_unique("Moorside College in this test", "/providers/4", site)
    with pytest.raises(AssertionError, match="share the title"):
        check_title_is_unique("Moorside College in this test", "/venues/3", {})


def test_what_links_show_may_share_a_title_with_others_of_its_kind_alone() -> None:
    site: dict[str, str] = {}
    check_title_is_unique("A list in this test", "/shared/k3", site)
    check_title_is_unique("A list in this test", "/shared/k4", site)
    with pytest.raises(AssertionError, match="share the title"):
        check_title_is_unique("A list in this test", "/shared/p3", site)


def test_a_part_is_checked_without_its_page() -> None:
    check_fragment("<title>Plumbing</title><section id='results'><h2>3 results</h2></section>", "here")
    with pytest.raises(AssertionError, match="twice"):
        check_fragment("<p id='a'></p><p id='a'></p>", "here")
    with pytest.raises(AssertionError, match="not valid"):
        check_fragment("<section><h2>3 results</section>", "here")


def test_words_and_links_are_read_as_people_meet_them() -> None:
    assert text_of(GOOD) == "Plumbing near Consett Words Plumbing"
    assert links_of(GOOD) == {"#main": "Skip", "/programmes/1/plumbing": "Plumbing"}
