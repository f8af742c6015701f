"""Every address of the service and what somebody without an account gets there.

A route that is added gets its rows here first: `test_access` fails for one that has none. Names in braces are filled
in from the seeded catalogue. When accounts arrive, each row gains a column for each kind of person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One rule and method of the service, an example of it, and the status that anybody gets."""

    rule: str
    method: str
    example: str
    anybody: int
    form: dict[str, str] = field(default_factory=dict)
    json: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


ONE_CLICK = "/alerts/one-click?t=guessed"

TABLE = [
    Row("/", "GET", "/", 200),
    Row("/search", "GET", "/search?q=plumbing&near=consett", 200),
    Row("/search.atom", "GET", "/search.atom?q=plumbing&near=consett", 200),
    Row("/alerts/new", "GET", "/alerts/new?q=plumbing&near=consett", 200),
    Row("/alerts/new", "POST", "/alerts/new", 422, form={"search": "q=plumbing", "email": "no address"}),
    Row("/alerts/asked", "GET", "/alerts/asked", 200),
    # What stands behind somebody's link opens with it alone.
    Row("/alerts/confirm", "GET", "/alerts/confirm?t=guessed", 404),
    Row("/alerts/confirm", "POST", "/alerts/confirm", 404, form={"t": "guessed"}),
    Row("/alerts/on", "GET", "/alerts/on", 200),
    Row("/alerts/stop", "GET", "/alerts/stop?t=guessed", 404),
    Row("/alerts/stop", "POST", "/alerts/stop", 404, form={"t": "guessed"}),
    Row("/alerts/stopped", "GET", "/alerts/stopped", 200),
    Row("/alerts/one-click", "GET", "/alerts/one-click?t=guessed", 303),
    Row("/alerts/one-click", "POST", ONE_CLICK, 200, form={"List-Unsubscribe": "One-Click"}),
    Row("/search", "POST", "/search", 303, form={"q": "plumbing", "near": "Consett"}),
    Row("/programmes/<int:programme_id>", "GET", "/programmes/{programme_id}", 301),
    Row("/programmes/<int:programme_id>/<slug>", "GET", "/programmes/{programme}", 200),
    Row(
        "/programmes/<int:programme_id>/<slug>",
        "POST",
        "/programmes/{programme}",
        303,
        form={"near": "Preston"},
    ),
    Row("/providers/<int:provider_id>", "GET", "/providers/{provider_id}", 301),
    Row("/providers/<int:provider_id>/<slug>", "GET", "/providers/{provider}", 200),
    Row(
        "/providers/<int:provider_id>/<slug>", "POST", "/providers/{provider}", 303, form={"near": "Preston"}
    ),
    Row("/providers/<int:provider_id>/<slug>/xcri.xml", "GET", "/providers/{provider}/xcri.xml", 200),
    Row("/areas", "GET", "/areas", 200),
    Row("/areas/<slug>", "GET", "/areas/health", 200),
    Row("/areas/<slug>", "POST", "/areas/health", 303, form={"near": "Preston"}),
    Row("/routes", "GET", "/routes", 200),
    Row("/routes/<slug>", "GET", "/routes/t-level", 200),
    Row("/routes/<slug>", "POST", "/routes/t-level", 303, form={"near": "Preston"}),
    Row("/questions", "GET", "/questions", 303),
    Row("/questions/<page>", "GET", "/questions/stage", 200),
    Row("/questions/<page>", "POST", "/questions/stage", 303, form={"stage": "19-24"}),
    Row("/suggestions", "GET", "/suggestions?home=preston&yes=r1", 200),
    Row("/how-suggestions-work", "GET", "/how-suggestions-work", 200),
    Row("/compare", "GET", "/compare?o=1&o=2", 200),
    Row("/compare", "POST", "/compare?o=1&o=2", 303, form={"near": "Preston"}),
    Row("/parents", "GET", "/parents", 200),
    Row("/your-information", "GET", "/your-information", 200),
    Row("/sources", "GET", "/sources", 200),
    Row("/accessibility", "GET", "/accessibility", 200),
    Row("/help", "GET", "/help", 200),
    Row("/report", "GET", "/report", 200),
    Row("/report", "POST", "/report", 422),
    Row("/report/thanks", "GET", "/report/thanks", 200),
    Row("/plan", "GET", "/plan", 200),
    Row("/plan/save", "POST", "/plan/save", 303, form={"opportunity": "{opportunity}"}),
    Row("/plan/open", "POST", "/plan/open", 422, form={"code": "apple orange"}),
    # Without a plan there is nothing to change: what was typed is shown again, and other pages lead to the plan.
    Row("/plan/items/<int:opportunity_id>", "POST", "/plan/items/1", 404, form={"do": "keep", "note": "Ask"}),
    Row("/plan/computer", "POST", "/plan/computer", 303, form={"computer": "shared"}),
    Row("/plan/leave", "POST", "/plan/leave", 303),
    Row("/plan/delete", "GET", "/plan/delete", 303),
    Row("/plan/delete", "POST", "/plan/delete", 303),
    Row("/plan/show", "GET", "/plan/show", 303),
    Row("/plan/show", "POST", "/plan/show", 303, form={"days": "30"}),
    Row("/plan/show/<int:share_id>/end", "POST", "/plan/show/1/end", 303),
    # Nobody has a link that works: wrong, run out and ended are one page.
    Row("/s/<token>", "GET", "/s/" + "a" * 43, 404),
    Row("/shared/<reference>", "GET", "/shared/p1", 404),
    Row("/sitemap.xml", "GET", "/sitemap.xml", 200),
    Row("/sitemap-<int:part>.xml", "GET", "/sitemap-1.xml", 200),
    Row("/robots.txt", "GET", "/robots.txt", 200),
    Row("/favicon.ico", "GET", "/favicon.ico", 200),
    Row("/static/build/<path:name>", "GET", "/static/build/{stylesheet}", 200),
    Row("/healthz", "GET", "/healthz", 200),
    Row("/readyz", "GET", "/readyz", 200),
    Row("/components", "GET", "/components", 200),
    Row("/api/v1/openapi.json", "GET", "/api/v1/openapi.json", 200),
    Row("/api/v1/opportunities", "GET", "/api/v1/opportunities?q=plumbing&near=consett", 200),
    Row(
        "/api/v1/opportunities/search", "POST", "/api/v1/opportunities/search", 200, json={"near": "PR1 2HE"}
    ),
    Row("/api/v1/opportunities/changes", "GET", "/api/v1/opportunities/changes?since=0", 200),
    # Written every night by `pathways dump`; here it never was.
    Row("/api/v1/opportunities/dump", "GET", "/api/v1/opportunities/dump", 404),
    Row("/api/v1/opportunities/dump/about", "GET", "/api/v1/opportunities/dump/about", 404),
    Row("/api/v1/programmes/<int:programme_id>", "GET", "/api/v1/programmes/{programme_id}", 200),
    Row("/api/v1/providers/<int:provider_id>", "GET", "/api/v1/providers/{provider_id}", 200),
    Row("/api/v1/questions", "GET", "/api/v1/questions", 200),
    Row("/api/v1/suggestions", "POST", "/api/v1/suggestions", 200, json={"home": "PR1 2HE"}),
    Row("/api/v1/places", "GET", "/api/v1/places?q=pres", 200),
]

SETS_A_COOKIE = {"/plan/save", "/plan/leave", "/plan/delete"}
"""Rules that set or take away the one cookie, when sent as a form."""

ONLY_IN_DEVELOPMENT = {"/components"}
"""Rules that a production service does not have at all."""

FROM_ANYWHERE = {"/alerts/one-click"}
"""Rules that take forms from other sites: mail programs send them, and each needs a secret in its address."""
