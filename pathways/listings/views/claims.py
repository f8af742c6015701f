"""Claiming a provider, and taking over the programmes that lists from elsewhere brought of it."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import Role, signed_in_member
from pathways.catalogue.models import Provider
from pathways.catalogue.vocabulary import ProviderKind
from pathways.database import LARGEST_ID
from pathways.feeds.web_addresses import https_address
from pathways.listings.looked_up import claimable
from pathways.listings.models import ClaimState
from pathways.listings.operations.claims import (
    SHOWN,
    CannotClaim,
    claim_new,
    claim_provider,
    find_providers,
    newest_claim,
    take_over,
)
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.web.session import current_session

KINDS = tuple(kind.value for kind in ProviderKind)
FIRST_UKPRN, LAST_UKPRN = 10_000_000, 19_999_999
MOST_AT_ONCE = 500
NEW = "new"


@listings.route("/claim", methods=["GET", "POST"])
@for_providers
def claim() -> ResponseReturnValue:
    """Find the provider's record and ask to look after it, or ask for a new one. The host decides."""
    session, member = current_session(), signed_in_member()
    if wanted_provider() is not None:
        return redirect(url_for("listings.index"), 303)
    if request.method == "POST":
        return _ask()
    asked = newest_claim(session, member.organisation_id)
    text = clean_line(request.args.get("q", ""))[:100]
    return _page(found=find_providers(session, text, _ukprn(text)), text=text, asked=asked)


@listings.route("/records", methods=["GET", "POST"])
@for_providers
def records() -> ResponseReturnValue:
    """Programmes that lists from elsewhere brought: those that are ticked are looked after here from now on."""
    session, member, provider = current_session(), signed_in_member(), wanted_provider()
    if provider is None:
        return redirect(url_for("listings.claim"), 303)
    taken = 0
    if request.method == "POST":
        known = {programme.id for programme in claimable(session, provider)}
        for text in request.form.getlist("id")[:MOST_AT_ONCE]:
            if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in known:
                take_over(session, int(text), member=member, provider=provider)
                known.discard(int(text))
                taken += 1
        session.commit()
    page = render_template(
        "listings/records.html",
        provider=provider,
        programmes=claimable(session, provider)[:MOST_AT_ONCE],
        taken=taken,
        is_sent=request.method == "POST",
    )
    return page, 422 if request.method == "POST" and not taken else 200


def _ask() -> ResponseReturnValue:
    session, member = current_session(), signed_in_member()
    if member.role is not Role.PROVIDER_ADMIN:
        abort(403)
    wanted = request.form.get("provider", "")
    ukprn = _ukprn(request.form.get("ukprn", ""))
    name, kind = clean_line(request.form.get("name", ""))[:200], request.form.get("kind", "")
    website = https_address(request.form.get("website", "")[:500])
    typed = {"name": name, "kind": kind, "website": request.form.get("website", "")[:500]}
    typed["ukprn"] = request.form.get("ukprn", "")[:20]
    mistakes = _mistakes(wanted, ukprn, name, kind, website)
    provider = _provider(wanted)
    if wanted != NEW and provider is None:
        mistakes["provider"] = "provider"
    if not mistakes:
        try:
            if provider is not None:
                claim_provider(session, provider, member=member, ukprn=ukprn)
            else:
                claim_new(
                    session,
                    member=member,
                    name=name,
                    kind=ProviderKind(kind),
                    website=website or "",
                    ukprn=ukprn,
                )
            session.commit()
            return redirect(url_for("listings.claim"), 303)
        except CannotClaim:
            session.rollback()
            mistakes["provider"] = "taken"
    # What was looked for is found again, so that nobody has to look twice because of a mistake.
    text = clean_line(request.form.get("q", ""))[:100]
    found = find_providers(session, text, _ukprn(text))
    if provider is not None and provider.id not in {one.id for one in found}:
        found = [provider, *found]
    return _page(found=found, text=text, asked=None, typed=typed, wanted=wanted, mistakes=mistakes), 422


def _mistakes(wanted: str, ukprn: int | None, name: str, kind: str, website: str | None) -> dict[str, str]:
    mistakes = {}
    if ukprn is None and (wanted != NEW or request.form.get("ukprn", "").strip()):
        mistakes["ukprn"] = "ukprn"
    if wanted == NEW:
        if not name:
            mistakes["name"] = "name"
        if kind not in KINDS:
            mistakes["kind"] = "kind"
        if not website:
            mistakes["website"] = "website"
    return mistakes


def _provider(wanted: str) -> Provider | None:
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 11 and int(wanted) <= LARGEST_ID):
        return None
    return current_session().get(Provider, int(wanted))


def _ukprn(text: str) -> int | None:
    plain = text.replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) == 8):
        return None
    return int(plain) if FIRST_UKPRN <= int(plain) <= LAST_UKPRN else None


def _page(
    *,
    found: list[Provider],
    text: str,
    asked: object,
    typed: dict[str, str] | None = None,
    wanted: str = "",
    mistakes: dict[str, str] | None = None,
) -> str:
    return render_template(
        "listings/claim.html",
        found=found,
        has_more=len(found) >= SHOWN,
        text=text,
        asked=asked,
        waits=ClaimState.ASKED,
        refused=ClaimState.REFUSED,
        kinds=KINDS,
        typed=typed or {"name": "", "kind": "", "website": "", "ukprn": ""},
        wanted=wanted,
        mistakes=mistakes or {},
        may_ask=signed_in_member().role is Role.PROVIDER_ADMIN,
    )
