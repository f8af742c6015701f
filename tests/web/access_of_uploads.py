"""What each kind of person gets of the addresses of uploads. `{upload}` is one of Moorside College's."""

from __future__ import annotations

from typing import Any

from tests.web.access_row import Row, Seen

_RULE = "/listings/upload/<int:upload_id>"


def _seen(editor: int, other_editor: int, provider_admin: int) -> Seen:
    """Editors and admins of providers alone."""
    return Seen(
        adviser=403,
        other_adviser=403,
        editor=editor,
        other_editor=other_editor,
        lead=403,
        provider_admin=provider_admin,
        host=403,
    )


def _own(method: str, path: str, status: int = 404, example: str = "", **form: Any) -> Row:
    """An address of one upload: for everybody else as if it were not there."""
    shown = f"/listings/upload/999999{example or path}"
    return Row(_RULE + path, method, shown, 303, form=form, seen=_seen(status, 404, status))


_ADMIN = _seen(403, 403, 404)

UPLOADS = [
    Row("/listings/upload", "GET", "/listings/upload", 303, seen=_seen(200, 200, 200)),
    Row("/listings/upload", "POST", "/listings/upload", 303, seen=_seen(422, 422, 422)),
    Row(
        "/listings/upload/templates/<name>.csv",
        "GET",
        "/listings/upload/templates/programmes.csv",
        303,
        seen=_seen(200, 200, 200),
    ),
    Row("/listings/upload/columns", "GET", "/listings/upload/columns", 303, seen=_seen(200, 200, 200)),
    Row("/listings/keys", "GET", "/listings/keys", 303, seen=_seen(403, 403, 200)),
    Row("/listings/keys", "POST", "/listings/keys", 303, form={"name": "CMS"}, seen=_seen(403, 403, 200)),
    Row("/listings/keys/<int:key_id>/revoke", "POST", "/listings/keys/999999/revoke", 303, seen=_ADMIN),
    # Without a key; what one opens is in tests/web/test_api_own_listings.py.
    Row("/api/v1/listings", "GET", "/api/v1/listings", 401),
    Row("/api/v1/listings/<path:reference>", "GET", "/api/v1/listings/plumb-2", 401),
    Row("/api/v1/listings/<path:reference>", "PUT", "/api/v1/listings/plumb-2", 401, json={}),
    Row("/api/v1/listings/<path:reference>", "DELETE", "/api/v1/listings/plumb-2", 401),
    Row("/listings/feed-addresses", "GET", "/listings/feed-addresses", 303, seen=_seen(200, 200, 200)),
    Row("/listings/feed-addresses", "POST", "/listings/feed-addresses", 303, seen=_seen(422, 422, 422)),
    Row(
        "/listings/feed-addresses/<int:address_id>/remove",
        "POST",
        "/listings/feed-addresses/999999/remove",
        303,
        seen=_seen(404, 404, 404),
    ),
    _own("GET", ""),
    _own("POST", "/publish"),
    _own("POST", "/undo"),
    _own("POST", "/check"),
    _own("POST", "/venues"),
    _own("GET", "/problems.csv"),
    _own("GET", "/rows/<int:number>", example="/rows/2"),
    _own("POST", "/rows/<int:number>", example="/rows/2"),
]
"""In `StaffWorld` no provider has listings. What an upload's own people get is in tests/web/uploads."""
