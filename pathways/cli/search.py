"""`pathways search`, `pathways index` and `pathways demo`: the search in a terminal, the snapshot, a load test."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from pathways.catalogue.criteria import LONGEST_TEXT, MILES_CHOICES, SearchCriteria
from pathways.catalogue.demo import demo as write_demo
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import PublishingFailed, publish
from pathways.catalogue.results import Card, Results
from pathways.catalogue.search import search as search_catalogue
from pathways.catalogue.understanding_place import place_in_words
from pathways.cli.opening import named_database, open_current_database
from pathways.cli.progress import progress_bars
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.places.place import Place
from pathways.settings import Settings, get_settings


@click.command()
@click.argument("words", default="")
@click.option("--near", default="", help="A postcode, district or town.")
@click.option(
    "--miles", type=click.Choice([*map(str, MILES_CHOICES), "any"]), default="20", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="Write everything that was found as JSON.")
def search(words: str, near: str, miles: str, as_json: bool) -> None:
    """Search the published catalogue for WORDS, as the results page does."""
    settings = get_settings()
    live = LiveCatalogue(settings.instance_dir, named_database(settings))
    snapshot = live.snapshot()
    if live.state != "ready":
        raise click.ClickException("There is no snapshot to search. Build one with: pathways index")
    criteria = SearchCriteria(
        text=words.encode("utf-8", "replace").decode()[:LONGEST_TEXT],
        place=_place(settings, near) if near else None,
        miles=None if miles == "any" else int(miles),
    )
    if words and not near:
        criteria = place_in_words(criteria, _gazetteer(settings)).criteria
    results = search_catalogue(snapshot, criteria)
    if as_json:
        click.echo(json.dumps(asdict(results), default=_plain, ensure_ascii=False, indent=2))
    else:
        _show(results)


@click.command()
def index() -> None:
    """Build the snapshot from the database and publish it."""
    settings = get_settings()
    database = open_current_database(settings)
    try:
        with progress_bars() as progress:
            version = publish(database, settings.instance_dir, progress)
    except PublishingFailed as failure:
        raise click.ClickException(str(failure)) from failure
    finally:
        database.close()
    click.echo(f"Published snapshot {version}.")


@click.command()
@click.option(
    "--opportunities", type=click.IntRange(1, 10_000_000), required=True, help="How many to make up."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Another number, another catalogue."
)
def demo(opportunities: int, seed: int) -> None:
    """Write a made-up catalogue for load tests, in place of an earlier one, and publish it."""
    settings = get_settings()
    database = open_current_database(settings)
    try:
        with progress_bars() as progress:
            write_demo(database, opportunities, seed, progress)
            version = publish(database, settings.instance_dir, progress)
    except PublishingFailed as failure:
        raise click.ClickException(str(failure)) from failure
    finally:
        database.close()
    click.echo(f"Wrote {opportunities:,} opportunities marked as a load test. Published snapshot {version}.")


def _gazetteer(settings: Settings) -> Gazetteer:
    return load_gazetteer(settings.instance_dir, resource_dir("seed_data"))


def _place(settings: Settings, near: str) -> Place:
    found = _gazetteer(settings).resolve(near)
    if found.place is not None:
        return found.place
    if found.choices:
        names = "\n".join(f"  --near {choice.id}   {choice.name}" for choice in found.choices)
        raise click.ClickException(f"Which {near}?\n{names}")
    raise click.ClickException(f"No place called {near!r} is known ({found.problem}).")


def _show(results: Results) -> None:
    if results.correction:
        click.echo(f"Showing {results.correction.searched} (typed: {results.correction.typed})")
    if results.instead:
        click.echo("Nothing is quite that; these are the nearest to it.")
    if results.ignored_words:
        click.echo(f"Left out: {', '.join(results.ignored_words)}")
    click.echo(f"{results.total:,} found")
    for card in results.cards:
        click.echo(f"  {card.id:>8}  {card.title}  [{card.route}]  {card.provider_name}  {_where(card)}")
    for one in results.understood:
        click.echo(
            f"{'Not' if one.refused else 'Read'} {one.text!r}: {one.facet} {', '.join(one.values)}".rstrip()
        )
    counts = ", ".join(f"{value.value} {value.count:,}" for value in results.facets["route"] if value.count)
    if counts:
        click.echo(f"Routes: {counts}")
    for wider in results.wider:
        click.echo(f"  within {wider.miles or 'any number of'} miles: {wider.total:,}")
    for way in results.ways_on:
        click.echo(f"  without {way.value or way.drop}: {way.total:,}")


def _where(card: Card) -> str:
    where = card.town or card.delivery
    return where if card.distance_miles is None else f"{where}, {card.distance_miles:.1f} miles"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")
