"""What the commands that send letters share: one run at a time, with a mail server, and an end in words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.exc import DBAPIError

from pathways.app import create_app
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.opening import open_current_database
from pathways.database import Database
from pathways.host.live_settings import refresh
from pathways.mail import PostOffice, post_office
from pathways.mail.post_office import NoPostOffice
from pathways.settings import get_settings

DRY_RUN = click.option("--dry-run", is_flag=True, help="Count what would be sent; send and change nothing.")


@dataclass(frozen=True, slots=True)
class LettersRun:
    """What one run has to send letters with."""

    database: Database
    post: PostOffice


@contextmanager
def run_of_letters(kind: str, *, dry_run: bool) -> Iterator[LettersRun]:
    """The only run that sends letters of a ``kind``, with the words and addresses of the site's pages at hand.

    Raises click.ClickException, saying what to do: without a mail server (but in a dry run), when another run sends
    them, when the settings are wrong, when the database goes away, and when it is stopped.
    """
    settings = get_settings()
    if isinstance(post_office(settings), NoPostOffice) and not dry_run:
        raise click.ClickException("No mail server is set. Set PATHWAYS_MAIL_SERVER.")
    database = open_current_database(settings)
    try:
        with one_at_a_time(database, settings.instance_dir, kind) as held:
            if held is None:
                raise click.ClickException("These letters are being sent by another run already.")
            app = create_app(settings)
            refresh(app, database)
            with app.test_request_context():
                yield LettersRun(database, post_office(app.extensions["settings"]))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except DBAPIError as error:
        raise click.ClickException(
            "The database went away. What was sent until then is recorded; run it again when it is back."
        ) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(
            "Stopped. What was sent is recorded; run it again for the rest."
        ) from error
    finally:
        database.close()


def catalogue_to_compare() -> LiveCatalogue:
    """The catalogue as it is published. Raises click.ClickException when nothing is."""
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        raise click.ClickException("There is no snapshot to search. Build one with: pathways index")
    return catalogue


def tell_what_was_sent(
    sent: int, others: Iterable[tuple[int, str]], *, left_over: int, dry_run: bool
) -> None:
    """Print how many letters were sent and what became of the ``others``, where there are any.

    Raises click.exceptions.Exit(1) when letters are ``left_over`` that are still due.
    """
    click.echo(f"Letters {'that would be sent' if dry_run else 'sent'}: {sent:,}")
    for count, what in others:
        if count:
            click.echo(f"  {count:,} {what}")
    if left_over:
        raise click.exceptions.Exit(1)
