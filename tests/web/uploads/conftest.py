"""Fixtures: an editor who sends files in, and the work behind the pages done on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.working import work_once
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, sign_in
from tests.harness.uploads import sheet


@dataclass
class Desk:
    """An editor at work, and a session to look behind the pages."""

    client: CheckingClient
    world: ProviderWorld
    session: Session

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def post(self, path: str, form: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form, with its token."""
        return self.client.post(path, data={"csrf_token": form_token(self.client)} | (form or {}), **options)

    def try_file(self, body: bytes, name: str = "file.csv") -> TestResponse:
        """Send a file in, as the form does."""
        return send_file(self.client, body, name, form_token(self.client))

    def send(self, rows: list[dict[str, str]], name: str = "file.csv") -> str:
        """Send rows in, let them be checked, and give the address of the upload."""
        answer = self.try_file(sheet(rows), name)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        self.work()
        return str(answer.headers["Location"])

    def work(self) -> None:
        """Let all work be done that waits."""
        app = self.client.application
        while work_once(database_of(app), app.extensions["settings"].instance_dir):
            pass

    def upload(self, address: str) -> Upload:
        """An upload as the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(Upload, int(address.split("?", maxsplit=1)[0].rsplit("/", 1)[1]))

    def listing(self, reference: str) -> Listing | None:
        """A listing of the provider by its reference, as the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(
            select(Listing).where(
                Listing.organisation_id == self.world.organisation.id, Listing.reference == reference
            )
        ).one_or_none()

    def trust(self) -> None:
        """Let what the provider submits be shown at once."""
        life.set_trusted(self.session, self.world.organisation.id or 0, trusted=True, member=None)
        self.session.commit()


def send_file(client: CheckingClient, body: bytes, name: str, token: str = "") -> TestResponse:
    """Send a file as a browser does, out of memory: the client would put a large one on disk and leave it open."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode(),
        f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
        b"Content-Type: text/csv\r\n\r\n" + body + b"\r\n--cut--\r\n",
    ]
    return client.post(
        "/listings/upload", data=b"".join(parts), content_type="multipart/form-data; boundary=cut"
    )


@pytest.fixture
def desk(client: CheckingClient) -> Iterator[Desk]:
    """An editor of a provider, signed in."""
    session = database_of(client.application).open_session()
    world = make_provider_world(session)
    session.commit()
    sign_in(client, user=world.editor.user_id)
    yield Desk(client, world, session)
    session.rollback()
    session.close()


@pytest.fixture
def other(desk: Desk) -> ProviderWorld:
    """Another provider."""
    world = make_provider_world(desk.session, name="Riverbank Training")
    desk.session.commit()
    return world
