"""The guard against half a file: a set much smaller than before, or without a whole route, is not applied."""

from pathways.feeds.comparing import Offer

LEAST_SHARE = 0.8


def reasons_to_stop(before: Offer, now: Offer) -> list[str]:
    """Why the new set looks wrong beside what is published, in words; empty when it does not."""
    if before.total == 0:
        return []
    reasons = []
    if now.total < LEAST_SHARE * before.total:
        reasons.append(
            f"It holds {now.total:,} opportunities, under {LEAST_SHARE:.0%} of last time's {before.total:,}."
        )
    reasons += [
        f"The route {route} would lose all of its {number:,} opportunities."
        for route, number in sorted(before.routes.items())
        if number and not now.routes.get(route)
    ]
    return reasons
