"""The template environment: strict while building, quick in service, with what every page needs."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined, Template, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from pathways.web import formats
from pathways.web.language import WordEnvironment

HTMX_CONFIG = json.dumps(
    {
        "historyCacheSize": 0,
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "attributesToSettle": ["class"],
        "disableInheritance": True,
        "scrollBehavior": "instant",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    },
    separators=(",", ":"),
)
"""A 422 carries the form as typed, so it is shown; nothing is kept, evaluated or styled by the library."""

FILTERS: dict[str, Callable[..., Any]] = {
    "miles": formats.miles,
    "uk_date": formats.uk_date,
    "uk_day_and_time": formats.uk_day_and_time,
    "short_date": formats.short_date,
    "pounds": formats.pounds,
    "number": formats.number,
}


class PageTemplate(Template):
    """A template whose macros are imported as they are.

    Jinja looks at every import, on every page, whether the globals have grown since; ours are all given at the start.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        return super()._get_default_module()


class PageEnvironment(WordEnvironment):
    """The environment of all our templates."""

    template_class = PageTemplate


def prepare_templates(app: Flask, *, strict: bool) -> None:
    """Set up the templates of ``app``. ``strict``: a name that nobody gave is a mistake, and files are re-read."""
    app.jinja_environment = PageEnvironment
    app.jinja_options = {
        "undefined": StrictUndefined if strict else Undefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": strict,
    }
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["htmx_config"] = HTMX_CONFIG
