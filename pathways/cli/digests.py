"""`pathways send-digests`: the weekly letters to advisers who want them."""

import click

from pathways.cli.letters import DRY_RUN, catalogue_to_compare, run_of_letters, tell_what_was_sent
from pathways.shortlists.digest import send_digests
from pathways.shortlists.digest_letters import digest_letter

LOCK = "digests"


@click.command("send-digests")
@DRY_RUN
def digests(dry_run: bool) -> None:
    """Write to advisers who asked for it how many of their lists need a look, naming none. Run it weekly.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    with run_of_letters(LOCK, dry_run=dry_run) as run:
        snapshot = catalogue_to_compare().snapshot()
        tally = send_digests(run.database, snapshot, run.post, digest_letter, dry_run=dry_run)
    others = (
        (tally.quiet, "with nothing to say"),
        (tally.refused, "refused by the address"),
        (tally.failed, "not sent, for the mail server took none; they stay due"),
        (tally.left, "left for the next run"),
    )
    tell_what_was_sent(tally.sent, others, left_over=tally.failed + tally.left, dry_run=dry_run)
