"""What stands beside a card: offered by the first who has something for the request at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from pathways.web.card_actions import CardAction, CardActionProvider, bind_card_actions, card_action

SAVE = CardAction("/plan/save", "Save", "Saved", "/plan", "Your plan")
ADD = CardAction("/advisers/add", "Add", "Added", "/advisers/list", "List in hand", frozenset({7}))


@pytest.fixture
def offering() -> Callable[..., Flask]:
    """An application with these providers."""

    def make(*providers: CardActionProvider) -> Flask:
        app = Flask(__name__)
        bind_card_actions(app, providers)
        return app

    return make


@pytest.mark.parametrize(
    ("offers", "expected"),
    [((), None), ((None,), None), ((SAVE,), SAVE), ((None, SAVE), SAVE), ((ADD, SAVE), ADD)],
)
def test_the_first_that_has_something_to_offer_does(
    offering: Callable[..., Flask], offers: tuple[CardAction | None, ...], expected: CardAction | None
) -> None:
    with offering(*[lambda offer=offer: offer for offer in offers]).test_request_context("/"):
        assert card_action() == expected


def test_each_request_is_worked_out_once(offering: Callable[..., Flask]) -> None:
    asked: list[int] = []

    def provide() -> CardAction:
        asked.append(1)
        return SAVE

    app = offering(provide)
    for _ in range(2):
        with app.test_request_context("/"):
            card_action()
            card_action()
    assert len(asked) == 2


def test_nobody_to_offer_is_remembered_too(offering: Callable[..., Flask]) -> None:
    asked: list[int] = []
    app = offering(lambda: asked.append(1))
    with app.test_request_context("/"):
        assert card_action() is None
        assert card_action() is None
    assert len(asked) == 1


def test_templates_can_ask(offering: Callable[..., Flask]) -> None:
    app = offering(lambda: ADD)
    with app.test_request_context("/"):
        template = app.jinja_env.from_string("{{ card_action().label }} {{ 7 in card_action().done }}")
        assert template.render() == "Add True"


def test_one_that_is_done_is_kept_at_a_place_of_its_own() -> None:
    assert ADD.place_of(7) == "/advisers/list#saved-7"
