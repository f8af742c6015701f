"""What a word or a thing meant may be met by: terms that the catalogue knows, and how much each counts."""

from pathways.catalogue.careers_thesaurus import Occupation
from pathways.catalogue.codes import BIT_FACETS, CODE_FACETS, bits_of, code_of
from pathways.catalogue.filling.lexicon import KEYWORD_WEIGHT, OCCUPATION_WEIGHT, TITLE_WEIGHT
from pathways.catalogue.known_words import KnownWords
from pathways.catalogue.understanding import content_of, words_of_piece
from pathways.catalogue.vocabulary import Area
from pathways.snapshot.concepts import Concept, Refusals, Way
from pathways.snapshot.matching import WHOLE_SHARE, Choice
from pathways.words.analysis import forms_typed, term_of
from pathways.words.families import relatives
from pathways.words.query import QueryWord
from pathways.words.sentences import Piece
from pathways.words.thesaurus import Kind, Meaning

BEGINNING_SHARE = 5
"""Eighths of its weight that a word counts when only its beginning was typed."""

RELATIVE_SHARE = 6
"""Eighths for a relative: the doing of a doer, or the doer of a doing."""

OUTSIDE_SHARE = 4
"""Eighths for what holds the words typed but is in none of the career areas that they stand for."""

AREA_WEIGHT = 64
"""What belonging to a career area counts, when the area is what was meant most surely."""

LAST_RESORT_WEIGHT = 40
"""What belonging to the area of an occupation counts, when nothing on offer names the occupation."""

JOB_WEIGHT = 140
"""What a programme for the very occupation counts, when the occupation was meant most surely."""

MOST_WAYS = 12
SHORTEST_BEGINNING = 3
SHORTEST_STEM = 5


def choices_of(known: KnownWords, word: QueryWord, *, is_last: bool) -> tuple[Choice, ...]:
    """What a word may be met by: its own term; in titles and job titles, a relative; and as the last word, more.

    The last word may be a beginning. Where it is known by itself, longer words count only in titles and job titles
    ("hair" finds hairdressing, "care" does not find every text on careers); otherwise anywhere. An unknown one is met
    in titles by words that share its stem ("technical" finds technicians).
    """
    own = Choice(word.term.encode())
    if word.exact:
        return (own,)
    kin = known.choices(relatives(word.form), RELATIVE_SHARE, OCCUPATION_WEIGHT)
    if not is_last or len(word.form) < SHORTEST_BEGINNING:
        return (own, *kin)
    if known.count_of_term(word.term):
        return (own, *kin, *known.choices_beginning(word.form, word.term, BEGINNING_SHARE, OCCUPATION_WEIGHT))
    longer = known.choices_beginning(word.form, word.term, BEGINNING_SHARE, 0)
    if not longer and len(word.term) >= SHORTEST_STEM and word.term != word.form:
        longer = known.choices_beginning(word.term, word.term, BEGINNING_SHARE, TITLE_WEIGHT)
    return (own, *kin, *longer)


def concept_of(
    known: KnownWords,
    piece: Piece,
    occupations: dict[str, Occupation],
    *,
    is_last: bool,
    areas_count: bool,
    least_outside: int,
) -> Concept:
    """What a piece may be met by: its own words, the names of its occupations, its words, and its career areas.

    Words outside its areas must weigh ``least_outside``. With ``areas_count``, belonging to the area of an occupation
    is enough, for want of anything better.
    """
    meanings = sorted(content_of(piece), key=lambda meaning: -meaning.weight)
    own = words_of_piece(piece)
    ways = [_own_words(known, own, is_last=is_last)]
    areas: set[Area] = set()
    slugs: set[str] = set()
    in_area, as_occupation = 0, 0
    for meaning in meanings:
        for value in meaning.values:
            if meaning.kind is Kind.OCCUPATION and value in occupations:
                occupation = occupations[value]
                areas.add(occupation.areas[0])
                slugs.add(value)
                as_occupation = max(as_occupation, JOB_WEIGHT * meaning.weight // 100)
                ways.extend(_way(known, name, meaning) for name in (occupation.name, *occupation.aliases))
            elif value in _AREAS:
                areas.add(Area(value))
                in_area = max(in_area, AREA_WEIGHT * meaning.weight // 100)
            else:
                ways.append(_way(known, value, meaning))
    if areas_count and not in_area:
        in_area = LAST_RESORT_WEIGHT
    met = tuple(dict.fromkeys(way for way in ways if way is not None))[:MOST_WAYS]
    return Concept(
        met,
        bits_of("area", areas),
        in_area if areas else 0,
        OUTSIDE_SHARE if areas else WHOLE_SHARE,
        least_outside,
        frozenset(slugs),
        as_occupation,
    )


def refusals_of(known: KnownWords, pieces: tuple[Piece, ...]) -> Refusals:
    """What refused pieces leave out: words of titles, and career areas and other filters.

    Who does not want one job may want another of its area.
    """
    words: list[tuple[Choice, ...]] = []
    codes: dict[str, frozenset[int]] = {}
    bits: dict[str, int] = {}
    for piece in pieces:
        names_job = bool(piece.of(Kind.OCCUPATION))
        for meaning in piece.meanings:
            facet = meaning.kind.value
            if names_job and meaning.kind is Kind.AREA:
                continue
            if facet in CODE_FACETS:
                more = frozenset(code_of(facet, value) for value in meaning.values)
                codes[facet] = codes.get(facet, frozenset()) | more
            elif facet in BIT_FACETS:
                bits[facet] = bits.get(facet, 0) | bits_of(facet, meaning.values)
        own = words_of_piece(piece)
        if content_of(piece) and own and all(known.count_of_term(word.term) for word in own):
            words.append(tuple(Choice(word.term.encode(), least=TITLE_WEIGHT) for word in own))
    return Refusals(tuple(words), codes, bits)


_AREAS = frozenset(Area)


def way_of(known: KnownWords, typed: tuple[QueryWord, ...]) -> Way | None:
    """Some words, where they stand in titles, job titles or further words; None when they stand in none."""
    words = tuple(known.choices((word.term,), WHOLE_SHARE, KEYWORD_WEIGHT) for word in typed)
    return Way(words) if words and all(words) else None


def _own_words(known: KnownWords, own: tuple[QueryWord, ...], *, is_last: bool) -> Way | None:
    words = tuple(
        _in_use(known, choices_of(known, word, is_last=is_last and word is own[-1])) for word in own
    )
    return Way(words) if words and all(words) else None


def _way(known: KnownWords, phrase: str, meaning: Meaning) -> Way | None:
    forms = forms_typed(phrase)
    words = tuple(
        (
            *known.choices((term_of(form),), WHOLE_SHARE, KEYWORD_WEIGHT),
            *known.choices(relatives(form), RELATIVE_SHARE, OCCUPATION_WEIGHT),
        )
        for form in forms
    )
    share = max(1, round(meaning.weight * WHOLE_SHARE / 100))
    return Way(words, share) if words and all(words) else None


def _in_use(known: KnownWords, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(choice for choice in choices if known.count_of_term(choice.term.decode()))
