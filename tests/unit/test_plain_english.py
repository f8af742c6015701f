"""Every word of the interface, and every text of our own, can be read by an eleven-year-old."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from pathways.paths import resource_dir

LONGEST_SENTENCE = 25
HIGHEST_GRADE = 6.0
"""Of a page's or a table's words together: the Flesch-Kincaid grade (Kincaid and others, 1975)."""

HIGHEST_GRADE_OF_A_TEXT = 9.5
"""Of a single text of 20 words or more: names of subjects and bodies weigh heavily in so few."""

# Words that the site is about. They are long, are explained, and cannot be said in another way.
TERMS = {
    "apprentice",
    "apprentices",
    "apprenticeship",
    "apprenticeships",
    "university",
    "universities",
    "qualification",
    "qualifications",
    "internship",
    "internships",
    "opportunity",
    "opportunities",
    "accessibility",
}
OWN_TABLES = {
    "career_areas.csv": ("summary", "what_people_do", "good_if", "ways_in"),
    "routes.csv": (
        "summary",
        "what_it_is",
        "for_whom",
        "levels",
        "time",
        "week",
        "entry",
        "money",
        "next_steps",
    ),
    "route_facts.csv": ("text",),
    "money_help.csv": ("text",),
    "activities.csv": ("text",),
    "avoid.csv": ("label",),
}


def syllables(word: str) -> int:
    """About how many syllables a word has: groups of vowels, silent endings left out."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    if count > 1 and letters.endswith("e") and not letters.endswith("le"):
        count -= 1
    if count > 1 and letters.endswith("ed") and letters[-3] not in "td":
        count -= 1
    return max(1, count)


def words_of(text: str) -> list[str]:
    """The words of a text, placeholders left out."""
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", re.sub(r"%\(\w+\)s", "Preston", text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a colon ends one, as it does for the ear."""
    return [sentence for sentence in re.split(r"(?<=[.!?:;])\s+|\n+", text) if words_of(sentence)]


def grade(texts: list[str]) -> float:
    """The Flesch-Kincaid grade of texts together. Terms of the trade count as two syllables."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    spoken = sum(2 if word.lower() in TERMS else syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


@cache
def messages_of(template: Path) -> tuple[str, ...]:
    """Every text that a template asks gettext for, in order."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(template.read_text(encoding="utf-8"))
    found = []
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            found += [argument.value for argument in call.args[:2] if isinstance(argument, nodes.Const)]
    return tuple(text for text in found if isinstance(text, str))


def templates() -> list[Path]:
    """Every template of a page that the public sees."""
    folder = resource_dir("templates")
    return [path for path in sorted(folder.rglob("*.html")) if "development" not in path.parts]


def table_texts(name: str) -> list[str]:
    with (resource_dir("seed_data") / name).open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file) for column in OWN_TABLES[name]]


def bare_words(template: Path) -> list[str]:
    """Words that stand in a template outside gettext, but for licences' own words (`lang="en"`)."""
    source = re.sub(r'<(\w+) lang="en">.*?</\1>', "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"<(svg|script|style)\b.*?</\1>", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% block page_class %\}.*?\{% endblock %\}", "", source, flags=re.DOTALL)
    # What is worked out becomes one sign, so that a tag with a condition in it still ends where it ends.
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\N{DOTTED CIRCLE}", source, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", source)
    return re.findall(r"[A-Za-z]{2,}", re.sub(r"&\w+;", " ", text))


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.name)
def test_every_word_of_a_template_goes_through_gettext(template: Path) -> None:
    assert bare_words(template) == []


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.name)
def test_no_sentence_of_a_template_is_too_long(template: Path) -> None:
    long = [
        text
        for text in messages_of(template)
        if any(len(words_of(s)) > LONGEST_SENTENCE for s in sentences_of(text))
    ]
    assert not long


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.name)
def test_a_template_reads_at_the_age_of_eleven(template: Path) -> None:
    whole = [text for text in messages_of(template) if len(words_of(text)) >= 6]
    if sum(len(words_of(text)) for text in whole) >= 60:
        assert grade(whole) <= HIGHEST_GRADE
    for text in whole:
        if len(words_of(text)) >= 20:
            assert grade([text]) <= HIGHEST_GRADE_OF_A_TEXT, text


@pytest.mark.parametrize("name", OWN_TABLES)
def test_our_own_texts_read_at_the_age_of_eleven(name: str) -> None:
    texts = [text for text in table_texts(name) if len(words_of(text)) >= 6]
    assert grade(texts) <= HIGHEST_GRADE
    for text in texts:
        assert all(len(words_of(sentence)) <= LONGEST_SENTENCE for sentence in sentences_of(text)), text


def test_nobody_is_told_what_they_should_do() -> None:
    every = [text for template in templates() for text in messages_of(template)]
    every += [text for name in OWN_TABLES for text in table_texts(name)]
    assert len(every) > 300
    assert not [text for text in every if re.search(r"\byou (should|must not|ought)\b", text, re.IGNORECASE)]
    assert not [
        text for text in every if re.search(r"only \d+ (places? )?left|hurry|don't miss", text, re.IGNORECASE)
    ]


def test_the_measure_itself_tells_easy_from_hard() -> None:
    assert grade(["The cat sat on the mat. It was a fat cat."]) < 1
    assert (
        grade(["Prospective applicants should demonstrate satisfactory prior educational attainment."]) > 15
    )
