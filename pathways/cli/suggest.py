"""`pathways suggest`: suggestions for answers given as JSON, one set or a batch of many."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from pathways import clock
from pathways.api.suggestions import shape_of
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.cli.opening import named_database
from pathways.cli.progress import progress_bars
from pathways.extensions import babel
from pathways.front.suggestion_words import widened_words
from pathways.guidance.answer_json import UnusableAnswersError, answers_of, read_answers_body
from pathways.guidance.answers import Answers
from pathways.guidance.best_ladders import best_ladders
from pathways.guidance.suggest import suggest as find_suggestions
from pathways.guidance.suggestions import Suggestions
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.places.place import Place
from pathways.settings import get_settings
from pathways.web.problems import FieldProblem

SHOWN = 10
REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One set of answers in a file, and the number of its line, or of its place in a list."""

    number: int
    body: object
    unit: str = "line"


@click.command()
@click.argument(
    "answers_file", metavar="ANSWERS.json", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON, one line for each set.")
def suggest(answers_file: Path, as_json: bool) -> None:
    """Suggest real options for answers to the questionnaire.

    ANSWERS.json holds one set of answers, as the API takes them, or one set on each of many lines. Ends with 1 when
    any set could not be used; the others are answered all the same.
    """
    settings = get_settings()
    live = LiveCatalogue(settings.instance_dir, named_database(settings))
    snapshot = live.snapshot()
    if live.state != "ready":
        raise click.ClickException("There is no snapshot to suggest from. Build one with: pathways index")
    gazetteer = load_gazetteer(settings.instance_dir, resource_dir("seed_data"))
    site = settings.site_address.rstrip("/")
    lines = list(read_lines(answers_file))
    if not lines:
        raise click.ClickException(
            f"{answers_file.name} holds no answers. Write {{}} for somebody who gave none."
        )
    unusable = 0
    with in_words(), progress_bars() as progress:
        for at, line in enumerate(lines):
            try:
                answers = _answers(line, gazetteer, snapshot)
            except UnusableAnswersError as error:
                unusable += 1
                click.echo(f"{answers_file.name}, {line.unit} {line.number}: {error}", err=True)
                continue
            found = find_suggestions(snapshot, answers)
            click.echo(_as_json(snapshot, answers, found, site) if as_json else _as_text(answers, found))
            if len(lines) > 1:
                progress("Suggesting", at + 1, len(lines))
    if unusable:
        raise click.ClickException(f"{unusable:,} of {len(lines):,} sets of answers could not be used.")


@contextmanager
def in_words() -> Iterator[None]:
    """The language that reasons are said in, without a service around it."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB", default_timezone="Europe/London")
    with app.app_context():
        yield


def read_lines(path: Path) -> Iterator[Line]:
    """The sets of answers in a file: the whole of it, or one on each line.

    Raises click.ClickException, naming the line, for what is not JSON.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path.name} cannot be read as text: {error}") from error
    whole = _as_one_value(text)
    if whole is not None:
        if isinstance(whole, list):
            yield from (Line(number, body, "set") for number, body in enumerate(whole, 1))
        else:
            yield Line(1, whole)
        return
    # Only at line feeds: JSON may hold the other ends of lines that Unicode knows inside its texts.
    for number, written in enumerate(text.split("\n"), 1):
        if written.strip():
            try:
                yield Line(number, json.loads(written))
            except (ValueError, RecursionError) as error:
                raise click.ClickException(
                    f"{path.name}, line {number}: this is not JSON ({error})."
                ) from error


def _as_one_value(text: str) -> object | None:
    """The whole text as one JSON value, None when it is none."""
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return read


def _answers(line: Line, gazetteer: Gazetteer, snapshot: CatalogueSnapshot) -> Answers:
    body = read_answers_body(line.body)
    return answers_of(body, home_of(body.home, gazetteer), snapshot, gazetteer)


def home_of(home: str | None, gazetteer: Gazetteer) -> Place | None:
    """The one place that was named, None for none. Raises UnusableAnswersError when there is no such one."""
    if home is None or not home.strip():
        return None
    known = gazetteer.lookup(home)
    found = gazetteer.resolve(home)
    place = known or found.place
    if place is None:
        which = ", ".join(choice.id for choice in found.choices)
        detail = f"Send one of: {which}." if which else f"This place is not known ({found.problem})."
        raise UnusableAnswersError([FieldProblem("home", detail)])
    return place


def _as_json(snapshot: CatalogueSnapshot, answers: Answers, found: Suggestions, site: str) -> str:
    def address(card: Card) -> str:
        return f"{site}/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}"

    today = clock.today()
    ladders = best_ladders(snapshot, found, today)
    shape = shape_of(answers, found, ladders, today, address, lambda route: f"{site}/routes/{route}")
    return shape.model_dump_json()


def _as_text(answers: Answers, found: Suggestions) -> str:
    where = "anywhere" if answers.home is None else f"near {answers.home.name}"
    lines = [f"{found.considered:,} programmes {where}, {len(found.items)} suggested"]
    if found.widened is not None:
        lines.append(widened_words(answers, found))
    for item in found.items[:SHOWN]:
        card = item.card
        mark = "  (something different)" if item.something_different else ""
        lines.append(f"  {item.score:.2f}  {card.title}  [{card.route}]  {card.provider_name}{mark}")
        lines.extend(
            f"          {reason.weight:+.3f}  {reason.text}" for reason in item.reasons[:REASONS_SHOWN]
        )
    return "\n".join(lines)
