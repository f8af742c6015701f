"""Keys of the API, kept as hashes, and the answers that were given under an idempotency key."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime
from pathways.tokens import HASH_LENGTH

SHOWN_LETTERS = 6
LONGEST_IDEMPOTENCY_KEY = 100


class ApiKey(SQLModel, table=True):
    """A secret that lets a provider's own system write its listings. It is shown once, and kept as a hash."""

    __tablename__ = "api_key"

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=80, description="What it is for, such as the name of a system.")
    key_hash: str = Field(max_length=HASH_LENGTH, unique=True)
    begins: str = Field(max_length=SHOWN_LETTERS, description="Its first letters, to know it again by.")
    made_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="CASCADE")
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    used_on: date | None = Field(default=None, description="The last day on which it was used.")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiAnswer(SQLModel, table=True):
    """What was answered to a request with an idempotency key, to be answered again to the same request."""

    __tablename__ = "api_answer"

    api_key_id: int = Field(foreign_key="api_key.id", ondelete="CASCADE", primary_key=True)
    idempotency_key: str = Field(max_length=LONGEST_IDEMPOTENCY_KEY, primary_key=True)
    digest: str = Field(max_length=64, description="Of the request, to notice another under the same key.")
    status: int
    body: str
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False, index=True)
