"""The words for roles and kinds of organisation."""

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
