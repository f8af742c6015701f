"""Addresses that open something for whoever holds them: all are told to whoever runs a proxy, and none is logged."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask

from pathways.tokens import new_token
from tests.harness.pages import CheckingClient

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
WITH_A_TOKEN_BEHIND = ("/alerts/confirm", "/alerts/stop", "/alerts/one-click")


def test_every_address_that_opens_something_is_in_the_manual(app: Flask) -> None:
    told = OPERATIONS.read_text(encoding="utf-8")
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    before = {rule.partition("<")[0] for rule in rules if "<token>" in rule}
    assert {"/s/", "/calendar/", "/staff/invitation/", "/staff/reset/"} <= before
    for path in before:
        assert f"`{path}…`" in told, path
    for path in WITH_A_TOKEN_BEHIND:
        assert path in rules
        assert f"`{path}?t=…`" in told, path


def test_our_own_log_has_none_of_their_secrets(
    app: Flask, client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    token = new_token()
    paths = [
        rule.rule.replace("<token>", token) for rule in app.url_map.iter_rules() if "<token>" in rule.rule
    ] + [f"{path}?t={token}" for path in WITH_A_TOKEN_BEHIND]
    with caplog.at_level(logging.INFO, logger="pathways.access"):
        for path in paths:
            client.get(path)
    assert len(caplog.messages) >= len(paths)
    assert token not in caplog.text
