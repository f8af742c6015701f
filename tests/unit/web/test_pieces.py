"""What repeats on a page is drawn once and filled in: the same words, in its own language, safe, never without end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, current_app, request
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from pathways.web import language, pieces
from pathways.web.pieces import Pieces, gap

BADGE = """{% macro badge(kind, name, count) -%}
<b class="{{ kind }}">{{ name }}: 100%, {{ _('Near %(place)s', place=name) }} ({{ count }})</b>
{%- endmacro %}"""


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    """A service with one macro, in English and in Welsh."""
    (tmp_path / "badge.html").write_text(BADGE)
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="cy")
    catalogue.add("Near %(place)s", "Ger %(place)s")
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    made = Flask(__name__, template_folder=str(tmp_path))
    made.jinja_environment = language.WordEnvironment
    made.jinja_options = {"auto_reload": False}
    Babel(
        made,
        default_locale="en_GB",
        default_translation_directories=str(tmp_path),
        locale_selector=lambda: "cy" if request.args.get("welsh") else "en_GB",
    )
    language.bind_language(made)
    return made


@pytest.fixture
def page(site: Flask) -> Iterator[None]:
    """A request for an English page."""
    with site.test_request_context("/"):
        yield


def drawn(badges: Pieces, kind: str, name: str, count: int) -> str:
    piece = badges.of_this_page()
    text = piece(kind, lambda macro: macro(kind, gap("name"), gap("count")))
    return text % {"name": escape(name), "count": count}


@pytest.mark.usefixtures("page")
@given(st.text(), st.integers())
def test_a_piece_filled_in_is_what_the_macro_draws(name: str, count: int) -> None:
    badges = Pieces("badge.html", "badge")
    macro = current_app.jinja_env.get_template("badge.html").module.badge  # type: ignore[attr-defined]
    assert drawn(badges, "warm", name, count) == str(macro("warm", name, count))


@pytest.mark.usefixtures("page")
def test_a_macro_is_drawn_once_for_each_key() -> None:
    badges, times = Pieces("badge.html", "badge"), []
    for kind in ("warm", "cold", "warm", "warm"):
        badges.of_this_page()(kind, lambda macro, kind=kind: times.append(kind) or macro(kind, "a", 1))
    assert times == ["warm", "cold"]


def test_each_page_is_in_its_own_language(site: Flask) -> None:
    badges = Pieces("badge.html", "badge")
    for address, words in (("/", "Near Bala"), ("/?welsh=1", "Ger Bala"), ("/", "Near Bala")):
        with site.test_request_context(address):
            assert words in drawn(badges, "warm", "Bala", 1)


@pytest.mark.usefixtures("page")
def test_pieces_never_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_KEPT", 3)
    badges = Pieces("badge.html", "badge")
    for number in range(20):
        assert f"kind-{number}" in drawn(badges, f"kind-{number}", "a", 1)
        assert sum(map(len, badges._kept.values())) <= 3


@pytest.mark.usefixtures("page")
def test_a_macro_that_changed_is_drawn_anew(site: Flask) -> None:
    badges = Pieces("badge.html", "badge")
    assert "100%" in drawn(badges, "warm", "a", 1)
    folder = Path(str(site.template_folder))
    (folder / "badge.html").write_text(BADGE.replace("100%", "all of it"))
    site.jinja_env.cache.clear()  # type: ignore[union-attr]
    assert "all of it" in drawn(badges, "warm", "a", 1)


@pytest.mark.usefixtures("page")
@given(st.text(st.characters(codec="utf-8", categories=("Cc", "Ll"))))
def test_no_text_is_taken_for_a_gap(name: str) -> None:
    badges = Pieces("badge.html", "badge")
    text = badges.of_this_page()(name, lambda macro: macro("warm", name, gap("count")))
    assert f"{escape(name)}: 100%" in text % {"count": 1}
