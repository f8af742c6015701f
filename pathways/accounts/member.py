"""Who is signed in, as the rest of the service knows them."""

from dataclasses import dataclass

from pathways.accounts.roles import OrganisationKind, Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in, acting for one organisation in one role. Read anew for each request."""

    user_id: int
    organisation_id: int
    role: Role
    organisation_kind: OrganisationKind
    name: str
    """The name that colleagues see, and pupils on what an adviser shares."""
    organisation_name: str
    is_demonstration: bool = False
    """The organisation is fictional."""
