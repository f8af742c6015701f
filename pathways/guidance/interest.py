"""The interest part: what somebody would enjoy, against what the work of an area or occupation draws on.

    interest = 1/2 + p . v / (2 S)      S = 3 sqrt(3/2), the most that p . v can be

v holds the person's sums for the six interests: for each, three activities at 1 for yes, 1/2 for maybe or skipped, 0
for no. p is a centred unit profile. As p sums to zero, adding the same to all six sums changes nothing: all yes, all
maybe and all no are neutral. The scale is fixed, so one more yes to an activity of an interest adds p of that interest
over 2 S (or half of it, from maybe): never less than before where the profile loads on the interest.
"""

import numpy as np
from numpy.typing import NDArray

from pathways.guidance.answers import Answers, Liking
from pathways.guidance.profiles import INTEREST_LETTERS

ACTIVITIES_EACH = 3
VALUE: dict[Liking, float] = {"yes": 1.0, "maybe": 0.5, "no": 0.0}
SKIPPED = VALUE["maybe"]
SCALE = ACTIVITIES_EACH * float(np.sqrt(1.5))
"""The largest p . v: half of the interests at three, half at none, and p of equal parts (1 / sqrt 6 each)."""


def interest_sums(answers: Answers) -> NDArray[np.float64]:
    """The person's six sums (float64, 0 to 3 each) in the order of `INTEREST_LETTERS`."""
    likings = answers.likings
    return np.array(
        [
            sum(
                VALUE[likings[code]] if (code := f"{letter}{number}") in likings else SKIPPED
                for number in range(1, ACTIVITIES_EACH + 1)
            )
            for letter in INTEREST_LETTERS
        ]
    )


def interest_of(profiles: NDArray[np.float64], sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The interest part (float64, 0 to 1) of centred unit ``profiles`` (n x 6); a row of zeros gives one half."""
    return np.clip(0.5 + profiles @ sums / (2.0 * SCALE), 0.0, 1.0)


def enjoyed(answers: Answers, profile: NDArray[np.float64], wanted: Liking) -> tuple[str, ...]:
    """The activities said ``wanted`` of on whose interest a centred profile loads, the strongest interest first."""
    loads = dict(zip(INTEREST_LETTERS, profile.tolist(), strict=True))
    found = [code for code, liking in answers.activities if liking == wanted and loads[code[0]] > 0.0]
    return tuple(sorted(found, key=lambda code: (-loads[code[0]], code)))
