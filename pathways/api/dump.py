"""The whole published catalogue as files, for services that keep a copy."""

from flask import Response, current_app, request, send_file, url_for

from pathways.api.blueprint import JSON_TYPE, api
from pathways.api.dump_files import NAMES, DumpFormat, about_file, dump_file
from pathways.api.licences import LICENCE
from pathways.settings import Settings
from pathways.web.problems import FieldProblem, problem

DUMP_TYPE = "application/gzip"
FORMS: dict[str, DumpFormat] = {form: form for form in NAMES}


@api.get("/opportunities/dump")
def dump() -> Response:
    """The newest dump as JSON lines or CSV, whole or a range of its bytes: 404 until the host has made one."""
    forms = request.args.getlist("format") or ["jsonl"]
    form = FORMS.get(forms[0])
    if form is None or len(forms) > 1:
        one_of = f"Use one of: {', '.join(NAMES)}."
        return problem(422, "`format` cannot be used.", [FieldProblem("format", one_of)])
    file = dump_file(_settings().instance_dir, form)
    if not file.is_file():
        return _none_yet()
    response = send_file(file, mimetype=DUMP_TYPE, as_attachment=True, download_name=NAMES[form])
    response.headers["Link"] = (
        f'<{url_for("api.about_dump", _external=True)}>; rel="describedby", <{LICENCE.url}>; rel="license"'
    )
    return response


@api.get("/opportunities/dump/about")
def about_dump() -> Response:
    """What the newest dump holds, when it was written, its licence and its sources: 404 until there is one."""
    file = about_file(_settings().instance_dir)
    if not file.is_file():
        return _none_yet()
    return Response(file.read_bytes(), content_type=JSON_TYPE)


def _none_yet() -> Response:
    return problem(404, "This service has not made a dump yet.")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
