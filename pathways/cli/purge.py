"""`pathways purge`: what has been kept for long enough is deleted. Run it nightly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import forget_old_entries
from pathways.accounts.joining import forget_old_invitations
from pathways.accounts.resets import forget_old_resets
from pathways.accounts.sessions import forget_old_sessions
from pathways.alerts.asking import forget_stale_alerts
from pathways.attempts import forget_old_attempts
from pathways.cli.opening import open_current_database
from pathways.cli.progress import progress_bars
from pathways.demand.retention import forget_old_counts
from pathways.feeds.kept_refusals import forget_refused
from pathways.front.report_operations import forget_old_reports
from pathways.listings.keys.operations import forget_old_answers
from pathways.listings.upload.operations.storing import forget_old_uploads
from pathways.plans.retention import forget_ended_shares, forget_old_plans
from pathways.settings import get_settings
from pathways.shortlists.operations.retention import forget_old_lists


@dataclass(frozen=True, slots=True)
class Retention:
    """One rule: what is let go of, in words, and the function that does it and says how many there were."""

    what: str
    forget: Callable[[Session, datetime], int]


RETENTION: tuple[Retention, ...] = (
    Retention("plans that nobody opened for twelve months", forget_old_plans),
    Retention("links to plans that have ended", forget_ended_shares),
    Retention("letters about a search that nobody confirmed, or that are a year old", forget_stale_alerts),
    Retention("advisers' lists whose 31 August has come", forget_old_lists),
    Retention("reports that are a year old", forget_old_reports),
    Retention("sessions of staff that are over", forget_old_sessions),
    Retention("invitations that nobody answered", forget_old_invitations),
    Retention("links to new passwords that nobody used", forget_old_resets),
    Retention("entries of the audit log that are two years old", forget_old_entries),
    Retention("rows that an import refused three months ago", forget_refused),
    Retention("counts of what was looked for two years ago", forget_old_counts),
    Retention("answers of the API that nobody can ask for again", forget_old_answers),
    Retention("files of providers that are a year old", forget_old_uploads),
    Retention("counts of attempts whose time is over", forget_old_attempts),
)
"""Every rule of retention. A package that keeps something of a person adds its own here."""


@click.command()
def purge() -> None:
    """Delete what has been kept for long enough: plans, lists, links, reports and counts. Run it nightly."""
    database = open_current_database(get_settings())
    now, gone, failed = clock.now(), [], []
    try:
        with progress_bars() as progress:
            for done, rule in enumerate(RETENTION, 1):
                try:
                    with database.unit_of_work() as session:
                        gone.append((rule.forget(session, now), rule.what))
                except DBAPIError as error:
                    # One rule that cannot be kept must not keep the others from being kept.
                    failed.append(f"{rule.what} ({error.orig})")
                progress("Letting go", done, len(RETENTION))
    finally:
        database.close()
    for count, what in gone:
        click.echo(f"{count:,} {what}")
    if failed:
        raise click.ClickException("These could not be deleted: " + "; ".join(failed))
