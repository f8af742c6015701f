"""In which districts a provider's training in a standard is worth asking about, told from what is published.

No table says which standard is taught where. Each provider's apprentices are counted by standard, and by district. If
every standard were spread like all of its apprentices, so many of a standard would have started in a district. Where
that is half a person or more, somebody is likely to have started there.
"""

from collections.abc import Mapping

LEAST_LIKELY = 0.5
"""The fewest likely starts with which a district is served (docs/decisions/0011)."""


def served(starts: int, by_district: Mapping[str, int]) -> list[str]:
    """The districts that training with so many ``starts`` serves, of those of its provider, in order of their codes.

    Training that is too thin for all of them serves where its provider has most apprentices: one district, or several
    that have the same number.
    """
    everybody, most = sum(by_district.values()), max(by_district.values(), default=0)
    likely = [
        code for code, here in by_district.items() if here and starts * here >= LEAST_LIKELY * everybody
    ]
    return sorted(likely or (code for code, here in by_district.items() if here == most))
