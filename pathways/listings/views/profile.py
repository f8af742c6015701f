"""The form for the provider's own page."""

from hashlib import blake2b

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.models import Provider
from pathways.feeds.web_addresses import https_address
from pathways.listings.operations.profiles import OF_PROFILE, keep_profile
from pathways.listings.values import MOST_PROSE, clean_line, clean_prose
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.web.session import current_session

LINES = {"website": 500, "email": 200, "telephone": 40}


@listings.route("/profile", methods=["GET", "POST"])
@for_providers
def profile() -> ResponseReturnValue:
    """What the provider says of itself; 409 when a colleague changed it meanwhile, with both beside each other."""
    provider = wanted_provider()
    if provider is None:
        abort(404)
    saved = {name: getattr(provider, name) for name in OF_PROFILE}
    if request.method != "POST":
        return _page(provider, saved)
    typed = {name: _typed(name) for name in OF_PROFILE}
    mistakes = _mistakes(typed)
    if mistakes:
        return _page(provider, typed, mistakes=mistakes, status=422)
    if request.form.get("seen", "") != _fingerprint(saved) and typed != saved:
        return _page(provider, typed, theirs=saved, status=409)
    keep_profile(current_session(), provider, typed, member=signed_in_member())
    current_session().commit()
    return redirect(url_for("listings.profile", saved="yes"), 303)


def _typed(name: str) -> str:
    text = request.form.get(name, "")
    if name in LINES:
        return str(clean_line(text))
    return str(clean_prose(text))


def _mistakes(typed: dict[str, str]) -> dict[str, str]:
    mistakes = {name: "long" for name, text in typed.items() if len(text) > LINES.get(name, MOST_PROSE)}
    address = https_address(typed["website"], http_too=False)
    if address is None:
        mistakes["website"] = "https"
    else:
        typed["website"] = address
    email = typed["email"]
    if email and ("@" not in email or " " in email):
        mistakes["email"] = "email"
    return mistakes


def _fingerprint(said: dict[str, str]) -> str:
    return blake2b(repr(sorted(said.items())).encode(), digest_size=8).hexdigest()


def _page(
    provider: Provider,
    typed: dict[str, str],
    *,
    mistakes: dict[str, str] | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    saved = {name: getattr(provider, name) for name in OF_PROFILE}
    page = render_template(
        "listings/profile.html",
        provider=provider,
        typed=typed,
        mistakes=mistakes or {},
        differing={name: text for name, text in (theirs or {}).items() if text != typed[name]},
        theirs=theirs,
        seen=_fingerprint(saved),
        is_saved=request.method == "GET" and "saved" in request.args,
    )
    return make_response(page, status)
