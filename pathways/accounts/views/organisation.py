"""Organisations: members, roles and invitations for those who look after them; every organisation for the host."""

from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import col

from pathways import clock
from pathways.accounts.addresses import tidy_name
from pathways.accounts.answers import form_page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import secret
from pathways.accounts.joining import invite, start_afresh, withdraw
from pathways.accounts.letters import invitation_letter
from pathways.accounts.limits import INVITE
from pathways.accounts.member import Member
from pathways.accounts.membership_changes import add_organisation, change_role, remove_member, suspend
from pathways.accounts.models import Invitation, Membership, Organisation, StaffUser
from pathways.accounts.models.organisations import LONGEST_NAME
from pathways.accounts.queries import colleagues_in, every_organisation, open_invitations
from pathways.accounts.roles import LEADS, OrganisationKind, Role, fits, given_by, may_manage
from pathways.accounts.signed_in import needs_role, signed_in_member
from pathways.accounts.steps import seconds_until_allowed
from pathways.database import LARGEST_ID
from pathways.mail import MailNotSent, post_office
from pathways.mail.addresses import read_email
from pathways.web.session import current_session
from pathways.web.site import absolute, site_settings


@dataclass(frozen=True, slots=True)
class Managed:
    """A membership that the person signed in looks after."""

    membership: Membership
    user: StaffUser
    organisation: Organisation


@staff.get("/organisation")
@needs_role()
def own_organisation() -> ResponseReturnValue:
    """The organisation that one acts for."""
    return redirect(url_for("staff.organisation", organisation_id=signed_in_member().organisation_id), 303)


@staff.get("/organisation/<int:organisation_id>")
@needs_role()
def organisation(organisation_id: int) -> ResponseReturnValue:
    """Who belongs to an organisation; its leads see who was invited, and may change both."""
    return _organisation_page(visible_organisation(organisation_id))


@staff.post("/organisation/<int:organisation_id>/invitations")
@needs_role(*LEADS)
def send_invitation(organisation_id: int) -> ResponseReturnValue:
    """Ask somebody to join, by a letter with a link."""
    member = signed_in_member()
    wanted = visible_organisation(organisation_id)
    email = read_email(request.form.get("email", ""))
    role = _role(request.form.get("role", ""))
    problems: dict[str, str] = {}
    if email is None:
        problems["email"] = _("Write an e-mail address, such as name@school.example.")
    if role is None or role not in given_by(member.role, wanted.kind):
        problems["role"] = _("Choose what they will do.")
    if problems or email is None or role is None:
        return _organisation_page(wanted, problems)
    if seconds := seconds_until_allowed(INVITE, str(member.user_id)):
        return too_often(seconds)
    return _invite(member, wanted, email, role)


@staff.post("/organisation/<int:organisation_id>/invitations/<int:invitation_id>/withdraw")
@needs_role(*LEADS)
def withdraw_invitation(organisation_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back: its link stops working."""
    member = signed_in_member()
    wanted = visible_organisation(organisation_id)
    asked = current_session().get(Invitation, min(invitation_id, LARGEST_ID))
    if asked is None or asked.organisation_id != wanted.id:
        abort(404)
    if not may_manage(member.role, of=member.organisation_id, role=asked.role, organisation=organisation_id):
        abort(404)
    withdraw(current_session(), member, asked)
    current_session().commit()
    return _back_to(organisation_id)


@staff.post("/organisation/<int:organisation_id>/members/<int:membership_id>/remove")
@needs_role(*LEADS)
def remove(organisation_id: int, membership_id: int) -> ResponseReturnValue:
    """Remove a member, at once."""
    managed = managed_membership(organisation_id, membership_id)
    remove_member(current_session(), signed_in_member(), managed.membership)
    current_session().commit()
    return _back_to(organisation_id)


@staff.post("/organisation/<int:organisation_id>/members/<int:membership_id>/role")
@needs_role(Role.HOST_ADMIN)
def give_role(organisation_id: int, membership_id: int) -> ResponseReturnValue:
    """Give a member another role. Only the host makes somebody a lead."""
    managed = managed_membership(organisation_id, membership_id)
    role = _role(request.form.get("role", ""))
    if role is None or not fits(role, managed.organisation.kind):
        abort(422)
    change_role(current_session(), signed_in_member(), managed.membership, role)
    current_session().commit()
    return _back_to(organisation_id)


@staff.post("/organisation/<int:organisation_id>/members/<int:membership_id>/afresh")
@needs_role(*LEADS)
def send_afresh(organisation_id: int, membership_id: int) -> ResponseReturnValue:
    """For a member who has lost every way to sign in: forget them all, and send a link to begin again."""
    managed = managed_membership(organisation_id, membership_id)
    member = signed_in_member()
    if seconds := seconds_until_allowed(INVITE, str(member.user_id)):
        return too_often(seconds)
    start_afresh(current_session(), member, managed.user)
    return _invite(member, managed.organisation, managed.user.email, managed.membership.role)


@staff.get("/organisations")
@needs_role(Role.HOST_ADMIN)
def organisations() -> ResponseReturnValue:
    """Every organisation, and a form for another."""
    return _organisations_page()


@staff.post("/organisations")
@needs_role(Role.HOST_ADMIN)
def new_organisation() -> ResponseReturnValue:
    """Add an organisation."""
    name = tidy_name(request.form.get("name", ""), LONGEST_NAME)
    kind = request.form.get("kind", "")
    problems: dict[str, str] = {}
    if not name:
        problems["name"] = _("Write the name of the organisation.")
    if kind not in set(OrganisationKind):
        problems["kind"] = _("Choose what kind of organisation it is.")
    if problems:
        return _organisations_page(problems, name=name, kind=kind)
    made = add_organisation(current_session(), signed_in_member(), name=name, kind=OrganisationKind(kind))
    current_session().commit()
    return _back_to(made.id or 0)


@staff.post("/organisation/<int:organisation_id>/suspend")
@needs_role(Role.HOST_ADMIN)
def suspend_organisation(organisation_id: int) -> ResponseReturnValue:
    """Let nobody of an organisation in, or let them in again. Not one's own; 404 for a provider's.

    What a provider lists must leave the site with its members, so that is done on the page of providers alone.
    """
    wanted = visible_organisation(organisation_id)
    if wanted.kind is OrganisationKind.PROVIDER:
        abort(404)
    if wanted.id == signed_in_member().organisation_id:
        abort(422)
    suspend(current_session(), signed_in_member(), wanted, suspended=request.form.get("suspended") == "yes")
    current_session().commit()
    return _back_to(organisation_id)


def visible_organisation(organisation_id: int) -> Organisation:
    """The organisation with this number, if it is one's own or one is the host; 404 for every other."""
    member = signed_in_member()
    found = current_session().get(Organisation, min(organisation_id, LARGEST_ID))
    if found is None or (member.role is not Role.HOST_ADMIN and found.id != member.organisation_id):
        abort(404)
    return found


def managed_membership(organisation_id: int, membership_id: int) -> Managed:
    """A membership that one looks after, never one's own; 404 for every other."""
    member = signed_in_member()
    wanted = visible_organisation(organisation_id)
    found = (
        current_session()
        .execute(
            select(Membership, StaffUser)
            .join(StaffUser, col(StaffUser.id) == col(Membership.user_id))
            .where(
                col(Membership.id) == min(membership_id, LARGEST_ID),
                col(Membership.organisation_id) == wanted.id,
                col(Membership.removed_at).is_(None),
            )
        )
        .one_or_none()
    )
    if found is None or found[0].user_id == member.user_id:
        abort(404)
    membership, user = found
    if not may_manage(
        member.role, of=member.organisation_id, role=membership.role, organisation=wanted.id or 0
    ):
        abort(404)
    return Managed(membership, user, wanted)


def _invite(member: Member, wanted: Organisation, email: str, role: Role) -> ResponseReturnValue:
    session = current_session()
    token = invite(session, member, email=email, role=role, organisation=wanted, key=secret())
    settings = site_settings()
    letter = invitation_letter(
        email,
        link=absolute(url_for("staff.open_invitation", token=token)),
        organisation=wanted.name,
        inviter=member.name,
        site=settings.site_name,
    )
    # Committed before the letter goes: no transaction waits for a mail server, and no link goes out for nothing.
    session.commit()
    try:
        post_office(settings).send(letter)
    except MailNotSent:
        return _organisation_page(
            visible_organisation(wanted.id or 0),
            {"email": _("The letter could not be sent. Try again later.")},
            503,
        )
    return _back_to(wanted.id or 0)


def _organisation_page(
    wanted: Organisation, problems: dict[str, str] | None = None, status: int = 0
) -> ResponseReturnValue:
    member = signed_in_member()
    session = current_session()
    colleagues = colleagues_in(session, wanted.id or 0)
    manages = {
        colleague.membership_id
        for colleague in colleagues
        if colleague.user_id != member.user_id
        and may_manage(
            member.role, of=member.organisation_id, role=colleague.role, organisation=wanted.id or 0
        )
    }
    response = form_page(
        "organisation",
        problems,
        organisation=wanted,
        member=member,
        colleagues=colleagues,
        manages=manages,
        invitations=open_invitations(session, wanted.id or 0, clock.now()) if member.role in LEADS else (),
        roles=given_by(member.role, wanted.kind),
        typed={name: request.form.get(name, "")[:254] for name in ("email", "role")},
    )
    response.status_code = status or response.status_code
    return response


def _organisations_page(
    problems: dict[str, str] | None = None, name: str = "", kind: str = ""
) -> ResponseReturnValue:
    lines = every_organisation(current_session())
    typed = {"name": name, "kind": kind}
    return form_page("organisations", problems, lines=lines, kinds=tuple(OrganisationKind), typed=typed)


def _role(typed: str) -> Role | None:
    return Role(typed) if typed in set(Role) else None


def _back_to(organisation_id: int) -> ResponseReturnValue:
    return redirect(url_for("staff.organisation", organisation_id=organisation_id), 303)
