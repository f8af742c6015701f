"""Every setting of the service, read from the environment as ``PATHWAYS_...``. Defaults are safe in production."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from limits import parse_many
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_KEY = "development-only-key-that-production-refuses"
SHORTEST_SECRET = 32
_MAIL_SERVER = re.compile(r"(smtp|smtps|smtp\+starttls)://([^\s/@]+(:[^\s/@]*)?@)?[^\s/@:]+(:\d{1,5})?/?$")
_MAIL_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+$")


class Settings(BaseSettings):
    """The settings of one running service. Raises pydantic.ValidationError when they cannot be used."""

    model_config = SettingsConfigDict(env_prefix="PATHWAYS_", extra="ignore")

    env: Literal["development", "production"] = Field(
        default="production", description="`development` shows /components and allows the default secret key."
    )
    instance_dir: Path = Field(
        default=Path("instance"),
        description="Folder of the SQLite database, the snapshot, imported postcodes and the dump.",
    )
    database_url: str = Field(
        default="", description="SQLAlchemy address of the database. Empty: SQLite in the instance folder."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs forms and sessions: 32 characters or more. Required in production.",
    )
    site_name: str = Field(default="Pathways", description="The name shown in the header and in titles.")
    site_address: str = Field(
        default="http://127.0.0.1:8000",
        description="The public address, used in the sitemap and in printed links.",
    )
    host_contact: str = Field(
        default="",
        description="E-mail address of the organisation that runs the site, shown for questions and mistakes.",
    )
    mail_server: SecretStr = Field(
        default=SecretStr(""),
        description="Mail server, as `smtp+starttls://user:password@host:587` (or `smtps://`, `smtp://`). Empty: in"
        " development letters go into `outbox/` in the instance folder; in production none are sent.",
    )
    mail_from: str = Field(
        default="", description="E-mail address that letters come from. Empty: that of the host's contact."
    )
    oidc_issuer: str = Field(
        default="",
        description="Issuer of an OpenID Connect service that staff may sign in with (`https://login.example`). Empty:"
        " none, and the web process asks nobody outside for anything.",
    )
    oidc_client_id: str = Field(default="", description="What that service knows this site as.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="What this site proves itself with to that service."
    )
    oidc_name: str = Field(
        default="your work account", description="What staff know that service as, on the button to sign in."
    )
    feeds_locally: bool = Field(
        default=False,
        description="Feeds of providers may be fetched over http, from any port and from this machine: for development"
        " and tests. Refused in production.",
    )
    page_limits: bool = Field(
        default=True,
        description="How often one address may search, print sheets and send reports is limited. Turn off for load "
        "tests only; the limits on codes of plans, new plans, letters, keys and signing in stay on.",
    )
    search_limit: str = Field(
        default="600 per minute", description="Searches allowed from one address (schools share one)."
    )
    proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="Proxies in front of the service whose X-Forwarded headers are believed. 0: none.",
    )
    busy_limit: int = Field(
        default=64,
        ge=1,
        description="Requests one worker handles or queues before it answers 503 with Retry-After.",
    )

    @field_validator("mail_server")
    @classmethod
    def _mail_server_is_one(cls, value: SecretStr) -> SecretStr:
        if value and not _MAIL_SERVER.match(value.get_secret_value()):
            raise ValueError("write it as in smtp+starttls://user:password@mail.example:587")
        return value

    @field_validator("mail_from")
    @classmethod
    def _mail_from_is_an_address(cls, value: str) -> str:
        if value and not _MAIL_ADDRESS.match(value):
            raise ValueError("write it as in pathways@council.example")
        return value

    @field_validator("search_limit")
    @classmethod
    def _limit_is_one(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError as error:
            raise ValueError("write it as in '600 per minute'") from error
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        self.instance_dir = self.instance_dir.expanduser().resolve()
        if not self.database_url:
            self.database_url = f"sqlite:///{self.instance_dir / 'pathways.db'}"
        if self.feeds_locally and self.env == "production":
            raise ValueError(
                "PATHWAYS_FEEDS_LOCALLY is for development and tests: leave it out in production"
            )
        if self.database_url.startswith("postgresql://"):
            self.database_url = "postgresql+psycopg://" + self.database_url.removeprefix("postgresql://")
        if self.env == "development" and not self.secret_key.get_secret_value():
            self.secret_key = SecretStr(DEVELOPMENT_KEY)
        return self

    @property
    def sender_address(self) -> str:
        """The address that letters come from."""
        return self.mail_from or self.host_contact or "no-reply@localhost"

    def check_secrets(self) -> None:
        """Raise ValueError when production would run with no key, the development key or a short one."""
        key = self.secret_key.get_secret_value()
        if self.env == "production" and (len(key) < SHORTEST_SECRET or key == DEVELOPMENT_KEY):
            raise ValueError(
                "PATHWAYS_SECRET_KEY must be set to 32 random characters or more before the service starts. "
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
