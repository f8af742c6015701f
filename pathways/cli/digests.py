"""`pathways send-digests`: the weekly letters to advisers who want them. Run it once a week."""

import click
from flask import Flask

from pathways.app import create_app
from pathways.catalogue.current import current_catalogue
from pathways.cli.opening import open_current_database
from pathways.mail import MailNotSent, post_office
from pathways.settings import get_settings
from pathways.shortlists.digest import send_letters


@click.command("send-digests")
def send_digests() -> None:
    """Send the weekly letters that advisers asked for: counts only, no list is named. Run it once a week."""
    settings = get_settings()
    database = open_current_database(settings)
    app: Flask = create_app(settings)
    try:
        with app.test_request_context(), database.open_session() as session:
            catalogue = current_catalogue()
            snapshot = catalogue.snapshot() if catalogue.state == "ready" else None
            address = f"{settings.site_address.rstrip('/')}/advisers"
            sent = send_letters(session, snapshot, post_office(settings).send, address)
    except MailNotSent as error:
        raise click.ClickException(f"The letters could not be sent: {error}") from error
    finally:
        database.close()
    click.echo(f"{sent} letters were sent.")
