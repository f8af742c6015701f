from __future__ import annotations
from tests.web.listings.conftest import Desk


def test_all(desk: Desk) -> None:
    l = desk.published()
    for p in [
        "",
        "/new",
        f"/{l.id}",
        f"/{l.id}/preview",
        f"/{l.id}/history",
        f"/{l.id}/history/1",
        f"/{l.id}/borrow",
        f"/{l.id}/places",
        "/venues",
        "/venues/new",
        f"/venues/{desk.world.venue}",
        "/records",
        "/conflicts",
        "/profile",
        *[f"/{l.id}/edit/{s}" for s in ("what", "learning", "entry", "next", "more")],
        *[f"/{l.id}/places/1/{s}" for s in ("where", "when", "money", "apply")],
    ]:
        r = desk.get("/listings" + p)
        assert r.status_code == 200, p
    r = desk.get("/listings/claim")
    assert r.status_code == 303
