"""Fixtures of the pages of staff accounts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient
from tests.harness.staff import StaffWorld, make_staff_world
from tests.harness.staff_ways import forget_letters, give_app, give_password


@pytest.fixture
def world(client: CheckingClient) -> Iterator[StaffWorld]:
    """Two schools, two providers and the host. The outbox is empty before and after."""
    forget_letters(client)
    with database_of(client.application).unit_of_work() as session:
        made = make_staff_world(session)
    yield made
    forget_letters(client)


@pytest.fixture
def address(client: CheckingClient, world: StaffWorld) -> str:
    """The e-mail address of the first adviser, who has a password and an authenticator app."""
    give_app(client, world.advisers[0])
    return give_password(client, world.advisers[0])
