"""The page for the host's own logo, which stands beside the name of the site."""

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.host.live_settings import refresh
from pathways.host.views.blueprint import for_host, host
from pathways.logos.operations import Owner
from pathways.logos.queries import host_logo
from pathways.logos.views.desk import Told, drop_logo, take_logo, with_room_for_a_picture
from pathways.web.session import current_database, current_session

HOST = Owner()


def _page(told: Told) -> ResponseReturnValue:
    page = render_template(
        "host/logo.html",
        logo=host_logo(current_session()),
        told=told,
        done=request.args.get("done", "") if request.method == "GET" else "",
    )
    return make_response(page, told.status)


@host.get("/site/logo")
@for_host
def logo() -> ResponseReturnValue:
    """The logo that pages show, and the form to send another."""
    return _page(Told())


@host.post("/site/logo")
@with_room_for_a_picture(_page)
@for_host
def send_logo() -> ResponseReturnValue:
    """Show a picture on every page: here at once, and in every other process within seconds."""
    return _in_force(take_logo(HOST, _page, url_for("host.logo", done="kept")))


@host.post("/site/logo/remove")
@for_host
def remove_logo() -> ResponseReturnValue:
    """Show our own drawing again."""
    return _in_force(drop_logo(HOST, _page, url_for("host.logo", done="removed")))


def _in_force(answer: ResponseReturnValue) -> ResponseReturnValue:
    refresh(current_app, current_database())
    return answer
