"""What happens when somebody sends or removes a logo: the same for a provider and for the host."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from pathways.accounts.signed_in import signed_in_member
from pathways.logos.operations import ChangedMeanwhile, Owner, put_logo
from pathways.logos.rules.picture import MOST_BYTES, Picture, make_picture
from pathways.logos.rules.refusals import LogoRefused, Refusal
from pathways.logos.views.words import REFUSALS
from pathways.web.session import current_session, let_others_write

ROOM_FOR_THE_FORM = 64 * 1024
P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says beside the form: what is wrong with the file, or that a colleague was faster; its status."""

    mistake: str = ""
    is_changed_meanwhile: bool = False
    status: int = 200


Page = Callable[[Told], ResponseReturnValue]


def with_room_for_a_picture(page: Page) -> Callable[[View[P]], View[P]]:
    """Let a view take a file of the size of a logo; a larger one is refused by ``page``, with 413."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def roomy(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            request.max_content_length = MOST_BYTES + ROOM_FOR_THE_FORM
            try:
                return view(*args, **kwargs)
            except RequestEntityTooLarge:
                return page(Told(str(REFUSALS[Refusal.TOO_LARGE]), status=413))

        return roomy

    return decorate


def take_logo(
    owner: Owner, page: Page, done: str, before: Callable[[], object] = bool
) -> ResponseReturnValue:
    """Make the file of this request the logo of ``owner`` and go to ``done``; else ``page`` says why not.

    ``before`` is called in the transaction that writes, and may raise to stop it.
    """
    file = request.files.get("file")
    # Reading a picture takes its time, and nobody has to wait for it.
    let_others_write()
    try:
        picture = make_picture(_read(file))
    except LogoRefused as refused:
        return page(Told(str(REFUSALS[refused.reason]), status=422))
    return _put(owner, picture, page, done, before)


def drop_logo(
    owner: Owner, page: Page, done: str, before: Callable[[], object] = bool
) -> ResponseReturnValue:
    """Remove the logo of ``owner`` and go to ``done``; as `take_logo`."""
    return _put(owner, None, page, done, before)


def _read(file: FileStorage | None) -> bytes:
    if file is None:
        return b""
    with file.stream as stream:
        return stream.read(MOST_BYTES + 1)


def _put(
    owner: Owner, picture: Picture | None, page: Page, done: str, before: Callable[[], object]
) -> ResponseReturnValue:
    session = current_session()
    before()
    try:
        put_logo(session, owner, picture, seen=request.form.get("seen", ""), member=signed_in_member())
    except ChangedMeanwhile:
        session.rollback()
        return page(Told(is_changed_meanwhile=True, status=409))
    session.commit()
    return redirect(done, 303)
