"""The language of one request, looked up once: a page of results asks for hundreds of words."""

from typing import Any

from babel.support import NullTranslations
from flask import Flask, g
from flask.ctx import _AppCtxGlobals
from flask.templating import Environment
from flask_babel import get_babel, get_locale, get_translations
from jinja2 import nodes

SOURCE_LANGUAGE = "en_GB"


def current_language() -> str:
    """The language of this request, such as `en_GB`."""
    kept = _of_this_request()
    language: str | None = kept.get("language")
    if language is None:
        language = kept.language = str(get_locale() or SOURCE_LANGUAGE)
    return language


def gettext(message: str, /, **variables: Any) -> str:
    """The message in the language of this request, its ``%(name)s`` filled in."""
    translated: str = _translations().gettext(message)
    return translated % variables if variables else translated


def ngettext(singular: str, plural: str, number: int, /, **variables: Any) -> str:
    """The form of the message for ``number``, its ``%(name)s`` filled in; ``num`` is the number itself."""
    translated: str = _translations().ngettext(singular, plural, number)
    return translated % {"num": number, **variables}


def _translations() -> NullTranslations:
    kept = _of_this_request()
    translations: NullTranslations | None = kept.get("translations")
    if translations is None:
        translations = kept.translations = get_translations()
    return translations


def _of_this_request() -> _AppCtxGlobals:
    # The thing itself: asked through the proxy, as usual, it takes four times as long, two hundred times a page.
    kept: _AppCtxGlobals = g._get_current_object()  # noqa: SLF001
    return kept


class WordEnvironment(Environment):
    """A template environment that can put in, when it compiles a template, the words that never change."""

    puts_words_in = False

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.puts_words_in:
            for output in template.find_all(nodes.Output):
                output.nodes = [_fixed(node) for node in output.nodes]
        return template


def bind_language(app: Flask) -> None:
    """Let the templates of ``app``, whose environment is a WordEnvironment, take their words from here.

    While the words are only there in the language they are written in, those that never change are put in when a
    template is compiled, and cost nothing when it is drawn.
    """
    environment = app.jinja_env
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _translations().gettext(message),
        lambda singular, plural, number: _translations().ngettext(singular, plural, number),
        newstyle=True,
    )
    with app.app_context():
        languages = {str(locale) for locale in get_babel(app).instance.list_translations()}
    if isinstance(environment, WordEnvironment):
        environment.puts_words_in = languages <= {SOURCE_LANGUAGE, "en"}


def _fixed(node: nodes.Expr) -> nodes.Expr:
    """The words themselves for ``_('words')`` without variables; any other node as it is."""
    if (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == "_"
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
    ):
        return nodes.TemplateData(node.args[0].value % {}, lineno=node.lineno)
    return node
