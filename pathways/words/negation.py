"""What people say when they do not want something: "not university", "hates exams or maths"."""

from pathways.words.thesaurus import Kind, Meaning

_REFUSALS = """
    not; no; never; without; except; avoid; avoiding; avoid any; hate; hates; hated; hating; isn't; don't; doesn't
    apart from; but not; no more; don't want; don't want to; don't want to do; don't want to go to; don't want to be
    don't wanna; don't wanna do; don't wanna be; do not want; do not want to; do not want to go to; do not want to be
    doesn't want; doesn't want to; doesn't want to go to; doesn't want to be; didn't want; didn't want to
    don't like; doesn't like; do not like; didn't like; don't enjoy; doesn't enjoy; can't stand
    cannot stand; can't bear; can't do; won't do; not doing; not going to; rather not; would rather not; rather not do
    as long as it's not; not keen on; not into; not a fan of; not interested in; not good at; no good at; bad at
    rubbish at; terrible at; useless at; awful at; crap at; scared of; afraid of; terrified of; frightened of
    anything but; anything except; nothing to do with; instead of; sick of; tired of; fed up with; fed up of
    allergic to; put off by; struggle with; struggles with; nothing with; nothing involving; nothing about
    don't care about; doesn't care about; do not care about; don't care for
"""
_NO_REFUSALS = "not only; not just; no matter; whether or not; not sure; no idea; no doubt; why not; if not"
_REFUSALS_AFTER = """
    not for me; isn't for me; aren't for me; ain't for me; not my thing; isn't my thing; not my cup of tea
"""

BEFORE = "before"
"""The value of a refusal of what stands before it: "uni is not for me"."""

REFUSALS: tuple[Meaning, ...] = (
    *(
        Meaning(term.strip(), Kind.NOT)
        for line in _REFUSALS.splitlines()
        for term in line.split(";")
        if term.strip()
    ),
    *(Meaning(term.strip(), Kind.NOT, (BEFORE,)) for term in _REFUSALS_AFTER.split(";")),
    *(Meaning(term.strip(), Kind.FILLER) for term in _NO_REFUSALS.split(";")),
)
"""Runs after which what follows is not wanted, or before which what stands there; and runs that only look like them."""

ENDING = frozenset(
    {"but", "though", "although", "just", "because", "cos", "so", "then", "however", "instead", "rather"}
)
"""Words after which a refusal no longer holds."""

GOING_ON = frozenset({"or", "nor", "and"})
"""Words between two things that are both refused."""

FURTHEST = 6
"""Tokens after a refusal within which what is refused must begin."""
