"""What kinds of organisation there are, which roles each has, and who looks after whom."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is to this service."""

    SCHOOL = "school"
    COLLEGE = "college"
    COUNCIL = "council"
    CHARITY = "charity"
    PROVIDER = "provider"
    HOST = "host"


class Role(StrEnum):
    """What a member does for an organisation."""

    ADVISER = "adviser"
    ADVISER_LEAD = "adviser-lead"
    PROVIDER_EDITOR = "provider-editor"
    PROVIDER_ADMIN = "provider-admin"
    HOST_ADMIN = "host-admin"


ADVISERS = frozenset({Role.ADVISER, Role.ADVISER_LEAD})
PROVIDERS = frozenset({Role.PROVIDER_EDITOR, Role.PROVIDER_ADMIN})
LEADS = frozenset({Role.ADVISER_LEAD, Role.PROVIDER_ADMIN, Role.HOST_ADMIN})
"""Roles that look after the members of an organisation."""

_MANAGED: dict[Role, frozenset[Role]] = {
    Role.ADVISER: frozenset(),
    Role.ADVISER_LEAD: frozenset({Role.ADVISER}),
    Role.PROVIDER_EDITOR: frozenset(),
    Role.PROVIDER_ADMIN: frozenset({Role.PROVIDER_EDITOR}),
    Role.HOST_ADMIN: frozenset(Role),
}


def roles_of(kind: OrganisationKind) -> tuple[Role, ...]:
    """The roles that members of such an organisation may have, the lesser first."""
    if kind is OrganisationKind.HOST:
        return (Role.HOST_ADMIN,)
    if kind is OrganisationKind.PROVIDER:
        return (Role.PROVIDER_EDITOR, Role.PROVIDER_ADMIN)
    return (Role.ADVISER, Role.ADVISER_LEAD)


def fits(role: Role, kind: OrganisationKind) -> bool:
    """Whether members of such an organisation may have this role."""
    return role in roles_of(kind)


def may_manage(manager: Role, *, of: int, role: Role, organisation: int) -> bool:
    """Whether a ``manager`` of organisation ``of`` may invite or remove somebody with ``role`` in ``organisation``.

    The host's admins look after every organisation, the others after their own.
    """
    if manager is Role.HOST_ADMIN:
        return True
    return of == organisation and role in _MANAGED[manager]


def given_by(manager: Role, kind: OrganisationKind) -> tuple[Role, ...]:
    """The roles that a ``manager`` may give in an organisation of this kind that they look after."""
    return tuple(role for role in roles_of(kind) if role in _MANAGED[manager])
