"""Twelve typical young people, who ask from every postcode district in turn."""

from pathways.guidance.answers import Answers, Liking


def _enjoys(**said: Liking) -> tuple[tuple[str, Liking], ...]:
    """What was said of activities, in the order of their codes."""
    return tuple(sorted(said.items()))


TWELVE: dict[str, Answers] = {
    "knows nothing yet": Answers(stage="year-10-11", travel_mode="bus", travel_minutes=45),
    "likes making things, wants to earn": Answers(
        stage="year-10-11",
        travel_mode="bus",
        travel_minutes=60,
        activities=_enjoys(r1="yes", r2="yes", c1="no"),
        learning="work",
        matters=("earning-soon",),
    ),
    "likes helping people": Answers(
        stage="year-10-11",
        travel_mode="bus",
        travel_minutes=45,
        activities=_enjoys(s1="yes", s3="yes"),
        subjects=("biology", "health-social-care"),
        english="expect",
        maths="expect",
        gcses=5,
    ),
    "wants university, good at science": Answers(
        stage="year-10-11",
        travel_mode="train",
        travel_minutes=60,
        activities=_enjoys(i1="yes", i2="yes", i3="yes"),
        subjects=("chemistry", "maths", "physics"),
        learning="class",
        gcses=9,
        matters=("university-open",),
    ),
    "draws and makes films": Answers(
        stage="year-10-11",
        travel_mode="bus",
        travel_minutes=60,
        activities=_enjoys(a1="yes", a2="yes", a3="maybe"),
        subjects=("art", "media"),
    ),
    "has few passes and wants support": Answers(
        stage="left-under-19",
        travel_mode="walk",
        travel_minutes=30,
        english="not-yet",
        maths="not-yet",
        gcses=1,
        highest="1",
        matters=("close-to-home", "support"),
    ),
    "in Year 9 and curious": Answers(stage="year-8-9", activities=_enjoys(i3="yes", r3="yes")),
    "in Year 13, wants a degree or to be paid": Answers(
        stage="year-12-13",
        travel_mode="train",
        travel_minutes=60,
        subjects=("business", "computing"),
        highest="2",
        points=104,
    ),
    "could move anywhere": Answers(
        stage="year-12-13", could_move=True, activities=_enjoys(a3="yes", e2="yes"), highest="3"
    ),
    "has a car and likes engines": Answers(
        stage="19-24",
        travel_mode="car",
        travel_minutes=45,
        activities=_enjoys(r1="yes"),
        subjects=("engineering",),
        highest="2",
    ),
    "has a child and studies in the evening": Answers(
        stage="19-24",
        travel_mode="bus",
        travel_minutes=30,
        patterns=("evening-weekend", "part-time"),
        learning="mix",
        highest="2",
    ),
    "said no to everything": Answers(
        stage="left-under-19",
        activities=tuple((f"{letter}{number}", "no") for letter in "aceirs" for number in (1, 2, 3)),
        avoid=("exams", "outdoors", "public", "screens", "writing"),
    ),
}
"""By a line about each. Their home is filled in."""
