"""Fixtures of the rules and operations of accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.accounts.security import StaffSecurity
from tests.harness.catalogue import make_settings

KEY = "a key for tests that is long enough to be one"


@pytest.fixture(scope="session")
def security(tmp_path_factory: pytest.TempPathFactory) -> StaffSecurity:
    """The security tools of one service."""
    folder: Path = tmp_path_factory.mktemp("security")
    return StaffSecurity(make_settings(folder, secret_key=KEY))
