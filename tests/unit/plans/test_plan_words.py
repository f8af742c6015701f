"""The list of words: ours, plain, and such that a slip is noticed and words that run together still read."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from math import log2

import pytest
from rapidfuzz.distance import OSA

from pathways.plans.code_words import LONGEST_TYPED, WORDS_IN_CODE, plan_words

WORDS = plan_words()
SOUND_ALIKE = """
    flour flower|pair pear|bare bear|hair hare|deer dear|sea see|son sun|meat meet|plain plane|mail male|tail tale|
    sail sale|weak week|wood would|right write|knight night|knot not|hole whole|road rode|piece peace|ate eight|
    blew blue|cell sell|cent scent|cereal serial|cheap cheep|coarse course|fair fare|feat feet|find fined|flea flee|
    fort fought|grate great|groan grown|hall haul|heal heel|hear here|higher hire|hoarse horse|idle idol|key quay|
    lead led|lessen lesson|loan lone|made maid|medal meddle|missed mist|muscle mussel|none nun|pail pale|pause paws|
    peal peel|pedal peddle|poor pour|pray prey|principal principle|rain reign|raise rays|read reed|rose rows|
    scene seen|seam seem|shore sure|sole soul|stair stare|stake steak|steal steel|storey story|sweet suite|tea tee|
    their there|threw through|throne thrown|tide tied|tire tyre|toad towed|toe tow|vain vane|waist waste|wait weight|
    ware wear|way weigh|weather whether|which witch|wring ring|yoke yolk|stationary stationery|board bored|
    break brake|currant current|draft draught|fir fur|hangar hanger|lentil lintel|mantel mantle|metal mettle|
    miner minor|morning mourning|palate palette|pier peer|practice practise|profit prophet|sauce source|symbol cymbal|
    timber timbre|vale veil|wander wonder|wrap rap|sword soared|colonel kernel|bury berry|bold bowled|chord cord
"""
HURTS = re.compile(
    r"kill|dead|death|gun|knife|blood|sex|nude|naked|drug|beer|wine|drunk|slave|hate|fat|ugly|stupid|dumb|idiot|loser"
    r"|crap|piss|shit|fuck|cunt|cock|dick|tit|arse|bum|bra$|boob|slut|whore|rape|gay|homo|trans$|black|white|chink"
    r"|coon|paki|gypsy|jew$|nazi|god$|hell$|devil|monkey|ape$|pig$|cow$|whale|weigh|diet|prison|bomb|war$|die$"
)


def test_there_are_so_many_that_five_make_55_bits() -> None:
    assert len(set(WORDS)) == len(WORDS) == 2048
    assert WORDS_IN_CODE * log2(len(WORDS)) == 55


def test_each_is_short_and_of_plain_letters() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-z]{4,8}", word)] == []


def test_they_stand_in_the_order_of_the_alphabet() -> None:
    assert list(WORDS) == sorted(WORDS)


def test_none_begins_another() -> None:
    # In the order of the alphabet a beginning stands just before what it begins.
    assert [pair for pair in pairwise(WORDS) if pair[1].startswith(pair[0])] == []


def test_no_two_are_one_letter_apart() -> None:
    near = [
        (one, other)
        for one, other in combinations(WORDS, 2)
        if abs(len(one) - len(other)) < 2 and OSA.distance(one, other, score_cutoff=1) < 2
    ]
    assert near == []


def test_no_two_sound_alike() -> None:
    pairs = [tuple(pair.split()) for pair in SOUND_ALIKE.split("|")]
    assert [pair for pair in pairs if set(pair) <= set(WORDS)] == []


def test_no_two_are_one_word_in_the_singular_and_plural() -> None:
    assert [word for word in WORDS if word.endswith("s") and word[:-1] in WORDS] == []


INNOCENT = frozenset(
    "album algebra bumper deadline eggshell nutshell quantity rehearse scrap seashell skill stitch title trapeze twine"
    " zebra".split()
)
"""Words that hold the letters of another and hurt nobody."""


def test_none_hurts() -> None:
    assert {word for word in WORDS if HURTS.search(word)} == INNOCENT


@pytest.mark.parametrize(
    "spelling", ["color", "gray", "favorite", "center", "theater", "plow", "jewelry", "tire"]
)
def test_they_are_spelt_as_in_britain(spelling: str) -> None:
    assert spelling not in WORDS


def test_five_of_the_longest_fit_into_what_is_read() -> None:
    longest = sorted(WORDS, key=len)[-WORDS_IN_CODE:]
    assert len(", ".join(longest)) < LONGEST_TYPED
