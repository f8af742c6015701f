"""`pathways user`: staff accounts from the command line; the first host admin is made here."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.demonstration import PASSWORD, PEOPLE, add_demonstration_staff
from pathways.accounts.joining import invite, start_afresh
from pathways.accounts.membership_changes import disable as disable_account
from pathways.accounts.models import Organisation, StaffUser
from pathways.accounts.queries import memberships_of, user_with_email
from pathways.accounts.roles import OrganisationKind, Role, fits
from pathways.accounts.security import StaffSecurity
from pathways.cli.opening import open_current_database
from pathways.listings.operations.demonstration import give_demonstration_provider
from pathways.mail.addresses import read_email
from pathways.settings import Settings, get_settings

KIND_MADE_FOR = {
    Role.HOST_ADMIN: OrganisationKind.HOST,
    Role.PROVIDER_EDITOR: OrganisationKind.PROVIDER,
    Role.PROVIDER_ADMIN: OrganisationKind.PROVIDER,
}


@click.group()
def user() -> None:
    """Staff accounts: invite, let in afresh, shut, and (in development) give a code."""


@user.command()
@click.argument("email")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What they will do."
)
@click.option(
    "--organisation", default="", help="Its name. One that is not there is made. Default: the host."
)
def add(email: str, role: str, organisation: str) -> None:
    """Invite EMAIL. Prints a link that works for seven days and once: hand it over yourself."""
    address, wanted = _address(email), Role(role)
    if not organisation and wanted is not Role.HOST_ADMIN:
        raise click.UsageError("Name the --organisation that they belong to.")
    with _session() as (settings, session):
        owner = _organisation(session, organisation or settings.site_name, wanted)
        token = invite(session, None, email=address, role=wanted, organisation=owner, key=_key(settings))
        _print_link(settings, token)


@user.command()
@click.argument("email")
def reset(email: str) -> None:
    """For EMAIL, who has lost every way to sign in: forget them all, and print a link to begin again."""
    with _session() as (settings, session):
        person = _person(session, email)
        found = memberships_of(session, person.id or 0)
        if not found:
            raise click.ClickException(f"{person.email} belongs to no organisation. Use `pathways user add`.")
        membership, organisation = found[0]
        start_afresh(session, None, person)
        token = invite(
            session,
            None,
            email=person.email,
            role=membership.role,
            organisation=organisation,
            key=_key(settings),
        )
        _print_link(settings, token)


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shut the account of EMAIL and end all its sessions, at once."""
    with _session() as (_settings, session):
        person = _person(session, email)
        disable_account(session, None, person)
        click.echo(f"{person.email} is shut out, everywhere and from now on.")


@user.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the code that the authenticator app of EMAIL shows now. In development only."""
    _only_in_development(get_settings())
    with _session() as (settings, session):
        person = _person(session, email)
        if person.tf_totp_secret is None:
            raise click.ClickException(f"{person.email} has no authenticator app.")
        click.echo(StaffSecurity(settings).codes.generate_totp_password(person.tf_totp_secret))


@user.command()
def demo() -> None:
    """Add made-up staff, one of each role, and print what signs them in. In development only."""
    show_demonstration_staff()


def show_demonstration_staff() -> None:
    """Add the made-up staff that are missing, with a made-up college to look after, and print what signs them in.

    Raises click.ClickException outside development.
    """
    _only_in_development(get_settings())
    with _session() as (settings, session):
        add_demonstration_staff(session, StaffSecurity(settings))
        give_demonstration_provider(session)
    lines = [
        f"Made-up staff to try out: sign in at {settings.site_address.rstrip('/')}/staff/sign-in",
        f"All have the password {PASSWORD}",
        "The second step: `pathways user code EMAIL`, or an authenticator app with the secret.",
    ]
    lines += [f"  {person.email:36} {person.role.value:16} secret {person.app_secret}" for person in PEOPLE]
    click.echo("\n".join(lines))


@contextmanager
def _session() -> Iterator[tuple[Settings, Session]]:
    settings = get_settings()
    try:
        settings.check_secrets()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with closing(open_current_database(settings)) as database, database.unit_of_work() as session:
        yield settings, session


def _only_in_development(settings: Settings) -> None:
    if settings.env != "development":
        raise click.ClickException("This is for development only (PATHWAYS_ENV=development).")


def _organisation(session: Session, name: str, role: Role) -> Organisation:
    rows = session.execute(
        select(Organisation).where(col(Organisation.name) == name).order_by(col(Organisation.id))
    )
    known = [row for row in rows.scalars() if fits(role, row.kind)]
    if known:
        return known[0]
    made = Organisation(name=name, kind=KIND_MADE_FOR.get(role, OrganisationKind.SCHOOL))
    session.add(made)
    session.flush()
    return made


def _person(session: Session, email: str) -> StaffUser:
    person = user_with_email(session, _address(email))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person


def _address(email: str) -> str:
    address = read_email(email)
    if address is None:
        raise click.UsageError(f"{email} is not an e-mail address.")
    return address


def _key(settings: Settings) -> str:
    return settings.secret_key.get_secret_value()


def _print_link(settings: Settings, token: str) -> None:
    click.echo(f"{settings.site_address.rstrip('/')}/staff/invitation/{token}")
