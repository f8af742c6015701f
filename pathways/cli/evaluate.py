"""`pathways evaluate` and `pathways thesaurus`: the project's own cases with their scores, and which terms count."""

from collections import Counter
from collections.abc import Sequence

import click

from pathways import clock
from pathways.catalogue.careers_thesaurus import allowed_codes, careers_thesaurus
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.cli.opening import named_database
from pathways.cli.progress import progress_bars
from pathways.guidance.evaluation.answers import (
    ANSWERS_FILE,
    answer_bars,
    read_answer_cases,
    run_answers,
)
from pathways.guidance.evaluation.bars import Bar
from pathways.guidance.evaluation.searches import (
    CASES_FILE,
    read_search_cases,
    run_searches,
    search_bars,
)
from pathways.guidance.evaluation.terms import tried_terms
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.settings import get_settings
from pathways.words.thesaurus_rows import THESAURUS_FILE, read_thesaurus


@click.command()
@click.option(
    "--verbose", is_flag=True, help="List every case that is not right. Held-out cases are only counted."
)
def evaluate(verbose: bool) -> None:
    """Run the project's own cases against the published catalogue. Exit 1 when a bar is missed."""
    settings = get_settings()
    snapshot = _snapshot()
    gazetteer = load_gazetteer(settings.instance_dir, resource_dir("seed_data"))
    cases = read_search_cases(resource_dir("seed_data") / CASES_FILE)
    outcomes = run_searches(snapshot, gazetteer, cases, clock.today())
    click.echo(f"Catalogue {snapshot.version}: {snapshot.size:,} opportunities. {len(cases)} searches.")
    tuned = [one for one in outcomes if not one.case.held_out]
    held_out = [one for one in outcomes if one.case.held_out]
    missed = [
        *_show("Searches", len(tuned), search_bars(tuned)),
        *_show("Searches held out", len(held_out), search_bars(held_out)),
    ]
    if verbose:
        for one in tuned:
            if not (one.first and one.kept and one.has_way_on):
                click.echo(f"  {one.case.id} {one.case.query!r} {one.case.near}: {'; '.join(one.titles[:3])}")
    missed += _evaluate_answers(snapshot, gazetteer, verbose=verbose)
    if missed:
        raise click.exceptions.Exit(1)


def _evaluate_answers(snapshot: CatalogueSnapshot, gazetteer: Gazetteer, *, verbose: bool) -> list[Bar]:
    """Run the sets of answers and print their bars; those that are missed are given back."""
    cases = read_answer_cases(resource_dir("seed_data") / ANSWERS_FILE)
    outcomes = run_answers(snapshot, gazetteer, cases, clock.today())
    tuned = [one for one in outcomes if not one.case.held_out]
    held_out = [one for one in outcomes if one.case.held_out]
    missed = [
        *_show("Sets of answers", len(tuned), answer_bars(tuned)),
        *_show("Sets of answers held out", len(held_out), answer_bars(held_out)),
    ]
    if verbose:
        for one in tuned:
            if one.faults:
                click.echo(f"  {one.case.id} {one.case.about}: {'; '.join(one.faults)}")
    return missed


@click.command()
@click.option("--verbose", is_flag=True, help="List every row that does not count.")
def thesaurus(verbose: bool) -> None:
    """Count the rows of the thesaurus without which some search would come out otherwise."""
    settings, seed_dir = get_settings(), resource_dir("seed_data")
    rows, faults = read_thesaurus(seed_dir / THESAURUS_FILE, allowed_codes(seed_dir))
    gazetteer = load_gazetteer(settings.instance_dir, seed_dir)
    counted: Counter[str] = Counter()
    idle: list[str] = []
    with progress_bars() as progress:
        terms = tried_terms(_snapshot(), gazetteer, careers_thesaurus(), rows, clock.today())
        for done, tried in enumerate(terms, 1):
            counted[tried.meaning.kind] += tried.counts
            if not tried.counts:
                idle.append(
                    f"  {tried.meaning.term} ({tried.meaning.kind}: {', '.join(tried.meaning.values)})"
                )
            progress("Trying terms", done, len(rows))
    click.echo(f"{len(rows):,} rows; {counted.total():,} count.")
    click.echo(", ".join(f"{kind} {count:,}" for kind, count in counted.most_common()))
    for fault in faults:
        click.echo(f"  line {fault.line}: {fault.fault}", err=True)
    if verbose:
        click.echo("\n".join(idle))


def _snapshot() -> CatalogueSnapshot:
    settings = get_settings()
    live = LiveCatalogue(settings.instance_dir, named_database(settings))
    snapshot = live.snapshot()
    if live.state != "ready":
        raise click.ClickException("There is no snapshot to search. Build one with: pathways index")
    return snapshot


def _show(title: str, count: int, bars: Sequence[Bar]) -> list[Bar]:
    """Print the bars of some outcomes; those that are missed are given back."""
    click.echo(f"{title}: {count}")
    for bar in bars:
        mark = " " if bar.is_met else "!"
        click.echo(f"{mark} {bar.name:64} {bar.share:6.1%} of {bar.cases:3}  (bar {bar.least:.0%})")
    return [bar for bar in bars if not bar.is_met]
