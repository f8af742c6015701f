"""Words that never change are put into a template once; the others are filled in for each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string, request
from flask_babel import Babel

from pathways.web import language


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.jinja_environment = language.WordEnvironment
    Babel(made, default_locale="en_GB")
    language.bind_language(made)
    return made


def test_fixed_words_are_there_before_the_page_is_drawn(app: Flask) -> None:
    with app.app_context():
        template = app.jinja_env.from_string("<p>{{ _('Near home') }}</p>")
    assert template.render() == "<p>Near home</p>"


def test_words_with_a_gap_are_filled_and_made_safe(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string("{{ _('Near %(place)s', place=place) }}", place="<b>Preston</b>")
        assert page == "Near &lt;b&gt;Preston&lt;/b&gt;"
        assert render_template_string("{{ 100 }}{{ _('%%') }}") == "100%"


def test_a_count_takes_the_right_form(app: Flask) -> None:
    with app.test_request_context():
        assert language.ngettext("%(num)s mile", "%(num)s miles", 1) == "1 mile"
        assert language.ngettext("%(count)s mile", "%(count)s miles", 2, count="2,000") == "2,000 miles"


def test_words_outside_templates_are_filled_in(app: Flask) -> None:
    with app.test_request_context():
        assert language.gettext("Near %(place)s", place="Preston") == "Near Preston"
        assert language.gettext("100% free") == "100% free"
        assert language.current_language() == "en_GB"


@pytest.fixture
def welsh_app(tmp_path: Path) -> Flask:
    """A service with a Welsh catalogue, whose pages are Welsh when the address asks for that."""
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="cy")
    catalogue.add("Near home", "Ger eich cartref")
    catalogue.add("Near %(place)s", "Ger %(place)s")
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    made = Flask(__name__)
    made.jinja_environment = language.WordEnvironment
    Babel(
        made,
        default_locale="en_GB",
        default_translation_directories=str(tmp_path),
        locale_selector=lambda: "cy" if request.args.get("welsh") else "en_GB",
    )
    language.bind_language(made)
    made.add_url_rule(
        "/",
        "home",
        lambda: render_template_string("{{ _('Near home') }}. {{ _('Near %(place)s', place='Bala') }}."),
    )
    return made


def test_once_there_is_a_second_language_each_page_is_in_its_own(welsh_app: Flask) -> None:
    client = welsh_app.test_client()
    assert client.get("/").get_data(as_text=True) == "Near home. Near Bala."
    assert client.get("/?welsh=1").get_data(as_text=True) == "Ger eich cartref. Ger Bala."
    assert client.get("/").get_data(as_text=True) == "Near home. Near Bala."


def test_the_language_is_looked_up_once_for_each_page(welsh_app: Flask) -> None:
    with welsh_app.test_request_context("/?welsh=1"):
        assert language.current_language() == "cy"
        assert language.gettext("Near %(place)s", place="Bala") == "Ger Bala"
    with welsh_app.test_request_context("/"):
        assert language.current_language() == "en_GB"
