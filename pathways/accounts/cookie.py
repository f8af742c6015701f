"""The cookie of staff: a token, and nothing else."""

from flask import current_app, request
from werkzeug.wrappers import Response as BaseResponse

NAME = "staff"


def staff_token() -> str:
    """The token that this request carries; empty when it carries none."""
    return request.cookies.get(NAME, "")


def set_staff_cookie(response: BaseResponse, token: str) -> None:
    """Give the browser the token of a new session. The cookie goes when the browser closes."""
    response.set_cookie(NAME, token, httponly=True, samesite="Lax", secure=_only_over_https(), path="/")


def drop_staff_cookie(response: BaseResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(NAME, httponly=True, samesite="Lax", secure=_only_over_https(), path="/")


def _only_over_https() -> bool:
    return bool(request.is_secure or current_app.extensions["settings"].env == "production")
