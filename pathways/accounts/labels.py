"""The words for roles, kinds of organisation and moments."""

from datetime import datetime

from flask_babel import format_datetime
from flask_babel import lazy_gettext as _

from pathways.accounts.roles import OrganisationKind, Role

ROLE_WORDS = {
    Role.ADVISER: _("Adviser"),
    Role.ADVISER_LEAD: _("Lead adviser"),
    Role.PROVIDER_EDITOR: _("Editor"),
    Role.PROVIDER_ADMIN: _("Lead editor"),
    Role.HOST_ADMIN: _("Host"),
}
KIND_WORDS = {
    OrganisationKind.SCHOOL: _("School"),
    OrganisationKind.COLLEGE: _("College, for its advisers"),
    OrganisationKind.COUNCIL: _("Council"),
    OrganisationKind.CHARITY: _("Charity"),
    OrganisationKind.PROVIDER: _("Provider, for its listings"),
    OrganisationKind.HOST: _("Host of this site"),
}


def role_label(role: Role) -> str:
    """What a role is called."""
    return str(ROLE_WORDS[role])


def kind_label(kind: OrganisationKind) -> str:
    """What a kind of organisation is called."""
    return str(KIND_WORDS[kind])


def uk_moment(moment: datetime) -> str:
    """A moment in UK time: `5 January 2027, 09:30`."""
    return str(format_datetime(moment, "d MMMM y, HH:mm"))


def uk_day(moment: datetime) -> str:
    """The day of a moment in the UK: `5 January 2027`."""
    return str(format_datetime(moment, "d MMMM y"))


FILTERS = {"role_label": role_label, "kind_label": kind_label, "uk_moment": uk_moment, "uk_day": uk_day}
