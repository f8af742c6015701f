"""What the host sets on the site itself: its name, area and contact, and a notice on every page."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.host.live_settings import refresh
from pathways.host.operations.site import keep_settings, stored_settings
from pathways.host.rules.site import LONGEST, read_settings
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import current_database, current_session


@host.get("/site")
@for_host
def site() -> ResponseReturnValue:
    """The settings of the site."""
    return _page(stored_settings(current_session()))


@host.post("/site")
@for_host
def keep_site() -> ResponseReturnValue:
    """Keep what was changed: in force here at once, and in every other process within seconds.

    What was left as it was read stays as it is, so that nobody undoes what a colleague set meanwhile.
    """
    typed = {name: request.form.get(name, "") for name in LONGEST}
    read, wrong = read_settings(typed)
    if wrong:
        return _page(typed, wrong), 422
    changed = {name: value for name, value in read.items() if value != request.form.get(f"seen_{name}")}
    keep_settings(current_session(), changed, member=signed_in_member())
    current_session().commit()
    refresh(current_app, current_database())
    return redirect(url_for("host.site", saved="yes"), 303)


def _page(typed: dict[str, str], wrong: dict[str, str] | None = None) -> str:
    return render_template(
        "host/site.html",
        typed={name: typed.get(name, "") for name in LONGEST},
        seen={name: request.form.get(f"seen_{name}", typed.get(name, "")) for name in LONGEST},
        longest=LONGEST,
        wrong=wrong or {},
        usual=current_app.extensions["settings_of_environment"],
        is_saved=request.args.get("saved") == "yes" and not wrong,
    )
