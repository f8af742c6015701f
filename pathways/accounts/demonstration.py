"""Made-up staff for trying the service out, one of each role, in made-up organisations. Never outside development."""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.passwords import set_password
from pathways.accounts.queries import user_with_email
from pathways.accounts.roles import OrganisationKind, Role
from pathways.accounts.second_step import keep_app
from pathways.accounts.security import StaffSecurity

PASSWORD = "lantern-biscuit-harbour-nine"  # noqa: S105  (printed at every start; refused outside development)


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """One made-up member of staff, with what signs them in."""

    email: str
    role: Role
    organisation: str
    kind: OrganisationKind

    @property
    def name(self) -> str:
        """What they are called: what they do, for no person is made up."""
        return self.email.partition("@")[0].replace("-", " ").capitalize()

    @property
    def app_secret(self) -> str:
        """The secret of their authenticator app, as letters to type into one."""
        return b32encode(sha256(f"demonstration:{self.email}".encode()).digest()[:20]).decode()


PEOPLE = (
    DemonstrationPerson(
        "adviser@demonstration.example", Role.ADVISER, "Demonstration School", OrganisationKind.SCHOOL
    ),
    DemonstrationPerson(
        "lead-adviser@demonstration.example",
        Role.ADVISER_LEAD,
        "Demonstration School",
        OrganisationKind.SCHOOL,
    ),
    DemonstrationPerson(
        "editor@demonstration.example",
        Role.PROVIDER_EDITOR,
        "Demonstration College",
        OrganisationKind.PROVIDER,
    ),
    DemonstrationPerson(
        "lead-editor@demonstration.example",
        Role.PROVIDER_ADMIN,
        "Demonstration College",
        OrganisationKind.PROVIDER,
    ),
    DemonstrationPerson(
        "host@demonstration.example", Role.HOST_ADMIN, "Demonstration Council", OrganisationKind.HOST
    ),
)


def add_demonstration_staff(session: Session, security: StaffSecurity) -> int:
    """Add those of `PEOPLE` who are not there, and say how many that were. The caller commits."""
    missing = [person for person in PEOPLE if user_with_email(session, person.email) is None]
    hashed: str | None = None
    for person in missing:
        user = StaffUser(email=person.email, name=person.name, password=hashed)
        session.add(user)
        session.flush()
        if hashed is None:
            # Hashing is slow on purpose: once is enough for one password.
            set_password(security, user, PASSWORD)
            hashed = user.password
        keep_app(security, session, user, security.codes.sealed(person.app_secret))
        session.add(
            Membership(user_id=user.id or 0, organisation_id=_organisation(session, person), role=person.role)
        )
        session.flush()
    return len(missing)


def _organisation(session: Session, person: DemonstrationPerson) -> int:
    known = session.execute(
        select(Organisation).where(
            col(Organisation.name) == person.organisation, col(Organisation.is_demonstration).is_(True)
        )
    ).scalar_one_or_none()
    if known is None:
        known = Organisation(name=person.organisation, kind=person.kind, is_demonstration=True)
        session.add(known)
        session.flush()
    return known.id or 0
