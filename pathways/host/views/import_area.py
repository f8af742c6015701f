"""The page on which the host says that imports keep to its own area."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.current import current_gazetteer
from pathways.host.import_area import AreaNotKnown, on_the_map, stored_area
from pathways.host.operations.site import keep_settings
from pathways.host.queries.outside import Outside, outside_of
from pathways.host.rules.import_area import LONGEST_OF_AREA, read_import_area
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import begin_writing, current_session


@host.get("/site/area")
@for_host
def import_area() -> ResponseReturnValue:
    """The area that imports keep to, and what of the lists lies outside of it."""
    area = stored_area(current_session())
    try:
        outside = outside_of(current_session(), on_the_map(area, current_gazetteer())) if area else None
    except AreaNotKnown as unknown:
        return _page(area.stored(), {unknown.setting: "unknown"})
    return _page(area.stored(), outside=outside)


@host.post("/site/area")
@for_host
def keep_import_area() -> ResponseReturnValue:
    """Show what an area would leave out, or keep it: it holds from the next import on."""
    typed = {name: request.form.get(name, "") for name in LONGEST_OF_AREA}
    area, wrong = read_import_area(typed)
    if not wrong:
        try:
            place = on_the_map(area, current_gazetteer())
        except AreaNotKnown as unknown:
            wrong[unknown.setting] = "unknown"
    if wrong:
        return _page(typed, wrong), 422
    if request.form.get("do") == "try":
        return _page(typed, outside=outside_of(current_session(), place) if area else None, is_tried=True)
    begin_writing()
    keep_settings(current_session(), area.stored(), member=signed_in_member())
    current_session().commit()
    return redirect(url_for("host.import_area", saved="yes"), 303)


def _page(
    typed: dict[str, str],
    wrong: dict[str, str] | None = None,
    *,
    outside: Outside | None = None,
    is_tried: bool = False,
) -> str:
    return render_template(
        "host/import_area.html",
        typed=typed,
        longest=LONGEST_OF_AREA,
        wrong=wrong or {},
        outside=outside,
        is_tried=is_tried,
        is_saved=request.args.get("saved") == "yes" and not wrong,
    )
