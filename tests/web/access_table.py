"""Every address of the service and what somebody without an account gets there.

A route that is added gets its rows here first: `test_access` fails for one that has none. Names in braces are filled
in from the seeded catalogue and from the `StaffWorld` of tests/harness/staff.py. A row without `seen` is the same for
everybody; one with it says what each kind of person signed in gets, and `anybody` what somebody unknown gets.
"""

from __future__ import annotations

from tests.web.access_of_lists import LISTS
from tests.web.access_of_uploads import UPLOADS
from tests.web.access_row import PEOPLE, Row, Seen, alike

__all__ = ["FROM_ANYWHERE", "ONLY_IN_DEVELOPMENT", "PEOPLE", "SETS_A_COOKIE", "TABLE", "Row"]

_SCHOOL = "/staff/organisation/{school}"
_ONLY_LEADS = Seen(
    adviser=403, other_adviser=403, editor=403, other_editor=403, lead=303, provider_admin=404, host=303
)
_ONLY_HOST = Seen(
    adviser=403, other_adviser=403, editor=403, other_editor=403, lead=403, provider_admin=403, host=303
)
_FIRST = "/staff/sign-in"

STAFF = [
    Row("/staff/sign-in", "GET", _FIRST, 200, seen=alike(303)),
    Row("/staff/sign-in", "POST", _FIRST, 422, form={"email": "nobody", "password": "wrong"}),
    Row("/staff/sign-in/code", "GET", "/staff/sign-in/code", 303),
    Row("/staff/sign-in/code", "POST", "/staff/sign-in/code", 303, form={"code": "123456"}),
    Row("/staff/sign-in/passkey/question", "POST", "/staff/sign-in/passkey/question", 200),
    Row("/staff/sign-in/passkey", "POST", "/staff/sign-in/passkey", 303, seen=alike(422)),
    # Off: no service of an organisation is named in the settings.
    Row("/staff/sign-in/elsewhere", "GET", "/staff/sign-in/elsewhere", 404),
    Row("/staff/sign-in/elsewhere/back", "GET", "/staff/sign-in/elsewhere/back?code=1&state=2", 303),
    Row("/staff/sign-out", "POST", "/staff/sign-out", 303),
    Row("/staff/signed-out", "GET", "/staff/signed-out", 200),
    Row("/staff/forgotten", "GET", "/staff/forgotten", 200),
    Row("/staff/forgotten", "POST", "/staff/forgotten", 422, form={"email": "no address"}),
    Row("/staff/forgotten/sent", "GET", "/staff/forgotten/sent", 200),
    Row("/staff/password-changed", "GET", "/staff/password-changed", 200),
    Row("/staff/joined", "GET", "/staff/joined", 200),
    Row("/staff/reset/<token>", "GET", "/staff/reset/guessed", 404),
    Row("/staff/reset", "GET", "/staff/reset", 303),
    Row("/staff/reset", "POST", "/staff/reset", 303, form={"password": "seven otters under a violin"}),
    Row("/staff/invitation/<token>", "GET", "/staff/invitation/guessed", 404),
    Row("/staff/invitation", "GET", "/staff/invitation", 303),
    Row("/staff/invitation", "POST", "/staff/invitation", 303, form={"name": "Somebody"}),
    Row("/staff/set-up", "GET", "/staff/set-up", 303),
    Row("/staff/set-up", "POST", "/staff/set-up", 303, form={"password": "seven otters under a violin"}),
    Row("/staff/set-up/app", "GET", "/staff/set-up/app", 303),
    Row("/staff/set-up/app", "POST", "/staff/set-up/app", 303, form={"code": "123456"}),
    Row("/staff/set-up/passkey/question", "POST", "/staff/set-up/passkey/question", 303),
    Row("/staff/set-up/passkey", "POST", "/staff/set-up/passkey", 303),
    Row("/staff", "GET", "/staff", 303, seen=alike(200)),
    Row("/staff/name", "POST", "/staff/name", 303, form={"name": "Another name"}),
    Row("/staff/act-for", "POST", "/staff/act-for", 303, form={"membership": "999999"}, seen=alike(404)),
    Row("/staff/security", "GET", "/staff/security", 303, seen=alike(200)),
    Row("/staff/sessions", "GET", "/staff/sessions", 303, seen=alike(200)),
    # Somebody else's session is nobody's business, the host's included; this one is the second adviser's.
    Row(
        "/staff/sessions/<int:session_id>/end",
        "POST",
        "/staff/sessions/{session}/end",
        303,
        seen=alike(404, colleague=303),
    ),
    Row("/staff/sessions/end-others", "POST", "/staff/sessions/end-others", 303),
    Row("/staff/confirm", "GET", "/staff/confirm", 303, seen=alike(200)),
    Row("/staff/confirm", "POST", "/staff/confirm", 303, form={"password": "wrong"}),
    Row("/staff/password", "GET", "/staff/password", 303, seen=alike(200)),
    Row("/staff/password", "POST", "/staff/password", 303, form={"password": "short"}, seen=alike(422)),
    Row("/staff/app", "GET", "/staff/app", 303, seen=alike(200)),
    Row("/staff/app", "POST", "/staff/app", 303, form={"code": "123456"}, seen=alike(422)),
    Row("/staff/codes", "POST", "/staff/codes", 303, seen=alike(200)),
    Row("/staff/passkeys/question", "POST", "/staff/passkeys/question", 303, seen=alike(200)),
    Row("/staff/passkeys", "POST", "/staff/passkeys", 303, form={"credential": "{{}}"}, seen=alike(422)),
    Row(
        "/staff/passkeys/<int:passkey_id>/remove",
        "POST",
        "/staff/passkeys/{passkey}/remove",
        303,
        seen=alike(404, colleague=303),
    ),
    Row("/staff/organisation", "GET", "/staff/organisation", 303),
    Row(
        "/staff/organisation/<int:organisation_id>",
        "GET",
        _SCHOOL,
        303,
        seen=Seen(
            adviser=200,
            other_adviser=404,
            editor=404,
            other_editor=404,
            lead=200,
            provider_admin=404,
            host=200,
        ),
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/invitations",
        "POST",
        f"{_SCHOOL}/invitations",
        303,
        form={"email": "new@school.example", "role": "adviser"},
        seen=_ONLY_LEADS,
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/invitations/<int:invitation_id>/withdraw",
        "POST",
        f"{_SCHOOL}/invitations/{{invitation}}/withdraw",
        303,
        seen=_ONLY_LEADS,
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/members/<int:membership_id>/afresh",
        "POST",
        f"{_SCHOOL}/members/{{membership}}/afresh",
        303,
        seen=_ONLY_LEADS,
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/members/<int:membership_id>/role",
        "POST",
        f"{_SCHOOL}/members/{{membership}}/role",
        303,
        form={"role": "adviser"},
        seen=_ONLY_HOST,
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/members/<int:membership_id>/remove",
        "POST",
        f"{_SCHOOL}/members/{{membership}}/remove",
        303,
        seen=_ONLY_LEADS,
    ),
    Row(
        "/staff/organisation/<int:organisation_id>/suspend",
        "POST",
        f"{_SCHOOL}/suspend",
        303,
        form={"suspended": "no"},
        seen=_ONLY_HOST,
    ),
    Row(
        "/staff/organisations",
        "GET",
        "/staff/organisations",
        303,
        seen=Seen(
            adviser=403,
            other_adviser=403,
            editor=403,
            other_editor=403,
            lead=403,
            provider_admin=403,
            host=200,
        ),
    ),
    Row(
        "/staff/organisations",
        "POST",
        "/staff/organisations",
        303,
        form={"name": "Another school", "kind": "school"},
        seen=_ONLY_HOST,
    ),
]


def _providers(status: int) -> Seen:
    """Every provider gets the same, about its own listings; nobody else gets in."""
    return Seen(
        adviser=403,
        other_adviser=403,
        editor=status,
        other_editor=status,
        lead=403,
        provider_admin=status,
        host=403,
    )


def _own(status: int) -> Seen:
    """Members of the provider whose listing it is get this, another provider's find nothing."""
    return Seen(
        adviser=403,
        other_adviser=403,
        editor=status,
        other_editor=404,
        lead=403,
        provider_admin=status,
        host=403,
    )


_RULE, _LISTING = "/listings/<int:listing_id>", "/listings/{listing}"

LISTINGS = [
    Row("/listings", "GET", "/listings", 303, seen=_providers(200)),
    Row("/listings/new", "GET", "/listings/new", 303, seen=_providers(200)),
    Row("/listings/new", "POST", "/listings/new", 303, seen=_providers(422)),
    Row(_RULE, "GET", _LISTING, 303, seen=_own(200)),
    Row(f"{_RULE}/edit/<name>", "GET", f"{_LISTING}/edit/what", 303, seen=_own(200)),
    # A form that does not say what it showed overwrites nothing.
    Row(f"{_RULE}/edit/<name>", "POST", f"{_LISTING}/edit/what", 303, seen=_own(409)),
    Row(f"{_RULE}/places", "GET", f"{_LISTING}/places", 303, seen=_own(200)),
    Row(f"{_RULE}/places", "POST", f"{_LISTING}/places", 303, seen=_own(303)),
    Row(f"{_RULE}/places/<key>/<name>", "GET", f"{_LISTING}/places/1/where", 303, seen=_own(200)),
    Row(f"{_RULE}/places/<key>/<name>", "POST", f"{_LISTING}/places/1/apply", 303, seen=_own(409)),
    Row(f"{_RULE}/remove/<key>", "POST", f"{_LISTING}/remove/2", 303, seen=_own(303)),
    Row(f"{_RULE}/preview", "GET", f"{_LISTING}/preview", 303, seen=_own(200)),
    Row(f"{_RULE}/history", "GET", f"{_LISTING}/history", 303, seen=_own(200)),
    Row(f"{_RULE}/history/<int:number>", "GET", f"{_LISTING}/history/1", 303, seen=_own(200)),
    Row(f"{_RULE}/borrow", "GET", f"{_LISTING}/borrow", 303, seen=_own(200)),
    Row(f"{_RULE}/borrow", "POST", f"{_LISTING}/borrow", 303, seen=_own(422)),
    Row(f"{_RULE}/submit", "POST", f"{_LISTING}/submit", 303, seen=_own(303)),
    Row(f"{_RULE}/confirm", "POST", f"{_LISTING}/confirm", 303, seen=_own(303)),
    Row(f"{_RULE}/copy", "POST", f"{_LISTING}/copy", 303, seen=_own(303)),
    Row(f"{_RULE}/restore", "POST", f"{_LISTING}/restore", 303, form={"number": "1"}, seen=_own(303)),
    Row(f"{_RULE}/withdraw", "POST", f"{_LISTING}/withdraw", 303, seen=_own(303)),
    Row("/listings/together", "POST", "/listings/together", 303, seen=_providers(422)),
    Row("/listings/venues", "GET", "/listings/venues", 303, seen=_providers(200)),
    Row("/listings/venues/new", "GET", "/listings/venues/new", 303, seen=_providers(200)),
    Row("/listings/venues/new", "POST", "/listings/venues/new", 303, seen=_providers(422)),
    Row("/listings/venues/<int:venue_id>", "GET", "/listings/venues/{venue}", 303, seen=_own(200)),
    Row("/listings/venues/<int:venue_id>", "POST", "/listings/venues/{venue}", 303, seen=_own(422)),
    Row(
        "/listings/venues/<int:venue_id>/remove",
        "GET",
        "/listings/venues/{venue}/remove",
        303,
        seen=_own(200),
    ),
    # Another list brought the venue of the example.
    Row(
        "/listings/venues/<int:venue_id>/remove",
        "POST",
        "/listings/venues/{venue}/remove",
        303,
        seen=_own(422),
    ),
    Row("/listings/records", "GET", "/listings/records", 303, seen=_providers(200)),
    Row("/listings/records", "POST", "/listings/records", 303, seen=_providers(422)),
    Row("/listings/conflicts", "GET", "/listings/conflicts", 303, seen=_providers(200)),
    Row("/listings/conflicts/<int:conflict_id>", "POST", "/listings/conflicts/1", 303, seen=_providers(404)),
    Row("/listings/profile", "GET", "/listings/profile", 303, seen=_providers(200)),
    Row("/listings/profile", "POST", "/listings/profile", 303, form={"about": "New"}, seen=_providers(409)),
    Row("/listings/profile/logo", "GET", "/listings/profile/logo", 303, seen=_providers(200)),
    Row("/listings/profile/logo", "POST", "/listings/profile/logo", 303, seen=_providers(422)),
    Row(
        "/listings/profile/logo/remove",
        "POST",
        "/listings/profile/logo/remove",
        303,
        form={"seen": "another"},
        seen=_providers(303),
    ),
    # Who looks after a provider already has nothing to claim.
    Row("/listings/claim", "GET", "/listings/claim", 303, seen=_providers(303)),
    Row("/listings/claim", "POST", "/listings/claim", 303, seen=_providers(303)),
]


def _host(status: int) -> Seen:
    """The host's admins get this; nobody else gets in."""
    return Seen(
        adviser=403,
        other_adviser=403,
        editor=403,
        other_editor=403,
        lead=403,
        provider_admin=403,
        host=status,
    )


# Numbers in examples name nothing that is there: what the host does to things that are is in tests/web/host.
HOST = [
    *(
        Row(f"/admin{path}", "GET", f"/admin{path}", 303, seen=_host(200))
        for path in (
            "",
            "/review",
            "/samples",
            "/providers",
            "/imports",
            "/reports",
            "/audit",
            "/demand",
            "/words",
            "/site",
            "/feed-addresses",
        )
    ),
    *(
        Row(
            f"/admin/feed-addresses/<int:address_id>/{done}",
            "POST",
            f"/admin/feed-addresses/0/{done}",
            303,
            seen=_host(404),
        )
        for done in ("allow", "stop")
    ),
    Row("/admin/review/listings/<int:listing_id>", "GET", "/admin/review/listings/0", 303, seen=_host(404)),
    Row("/admin/review/listings/<int:listing_id>", "POST", "/admin/review/listings/0", 303, seen=_host(404)),
    Row("/admin/review/claims/<int:claim_id>", "GET", "/admin/review/claims/0", 303, seen=_host(404)),
    Row("/admin/review/claims/<int:claim_id>", "POST", "/admin/review/claims/0", 303, seen=_host(404)),
    Row(
        "/admin/review/listings/<int:listing_id>/letter",
        "POST",
        "/admin/review/listings/0/letter",
        303,
        seen=_host(404),
    ),
    Row(
        "/admin/review/claims/<int:claim_id>/letter",
        "POST",
        "/admin/review/claims/0/letter",
        303,
        seen=_host(404),
    ),
    Row("/admin/samples/<int:listing_id>", "GET", "/admin/samples/0", 303, seen=_host(404)),
    Row("/admin/samples/<int:listing_id>", "POST", "/admin/samples/0", 303, seen=_host(404)),
    Row(
        "/admin/providers/<int:organisation_id>/trust",
        "POST",
        "/admin/providers/{provider_organisation}/trust",
        303,
        seen=_host(303),
    ),
    Row(
        "/admin/providers/<int:organisation_id>/suspend",
        "POST",
        "/admin/providers/{provider_organisation}/suspend",
        303,
        form={"suspended": "no"},
        seen=_host(303),
    ),
    Row(
        "/admin/imports/<int:run_id>/refused.csv", "GET", "/admin/imports/0/refused.csv", 303, seen=_host(404)
    ),
    Row("/admin/reports/<int:report_id>", "POST", "/admin/reports/0", 303, seen=_host(404)),
    Row("/admin/site", "POST", "/admin/site", 303, form={"host_contact": "no address"}, seen=_host(422)),
    Row("/admin/site/logo", "GET", "/admin/site/logo", 303, seen=_host(200)),
    Row("/admin/site/logo", "POST", "/admin/site/logo", 303, seen=_host(422)),
    Row("/admin/site/logo/remove", "POST", "/admin/site/logo/remove", 303, seen=_host(303)),
    Row("/admin/site/area", "GET", "/admin/site/area", 303, seen=_host(200)),
    Row("/admin/site/area", "POST", "/admin/site/area", 303, form={"import_miles": "x"}, seen=_host(422)),
    Row("/admin/words", "POST", "/admin/words", 303, seen=_host(422)),
    Row("/admin/words/<int:addition_id>/remove", "POST", "/admin/words/0/remove", 303, seen=_host(404)),
    Row("/listings/demand", "GET", "/listings/demand", 303, seen=_providers(200)),
]

ONE_CLICK = "/alerts/one-click?t=guessed"

TABLE = [
    *STAFF,
    *HOST,
    *LISTS,
    *LISTINGS,
    *UPLOADS,
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
    # Without a plan there are no next steps: the way leads to the plan.
    Row("/plan/next-steps", "GET", "/plan/next-steps", 303),
    Row("/plan/next-steps.ics", "GET", "/plan/next-steps.ics", 303),
    Row("/plan/sheet.pdf", "GET", "/plan/sheet.pdf", 303),
    Row("/plan/calendar", "POST", "/plan/calendar", 303),
    Row("/plan/calendar/end", "POST", "/plan/calendar/end", 303),
    Row("/calendar/<token>.ics", "GET", "/calendar/wrong.ics", 404),
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
    Row("/logos/<digest>.png", "GET", f"/logos/{'0' * 32}.png", 404),
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

SETS_A_COOKIE = {"/plan/save", "/plan/leave", "/plan/delete", "/staff/sign-in/passkey/question"}
"""Rules that set or take away a cookie of somebody unknown, when sent as a form."""

ONLY_IN_DEVELOPMENT = {"/components"}
"""Rules that a production service does not have at all."""

FROM_ANYWHERE = {"/alerts/one-click", "/advisers/letters/stop"}
"""Rules that take forms from other sites: mail programs send them, and each needs a secret in its address."""
