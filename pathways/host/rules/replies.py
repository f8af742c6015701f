"""Ready replies for what is sent back or refused, and the text that comes of those that were ticked."""

from collections.abc import Iterable, Mapping

LONGEST_REPLY = 2_000

LISTING_REPLIES: Mapping[str, str] = {
    "dates": "A date looks wrong. Please check each start and each last day to apply.",
    "learn": "It does not say enough of what people do and learn.",
    "entry": "It is not clear what people need to get in.",
    "cost": "It does not say what it costs, or what is paid.",
    "link": "A link does not work, or it leads to another page.",
    "place": "The place looks wrong. Please check the venue.",
    "twice": "You list this already. Please change the other one.",
    "words": "Please say it in plain words.",
}
"""For a listing that goes back to its provider."""

CLAIM_REPLIES: Mapping[str, str] = {
    "number": "The number is not the one we know for this provider.",
    "email": "Please ask again from an e-mail address of the provider.",
    "known": "We have this provider already. Please look for it by its number and ask for that one.",
    "unknown": "We cannot tell who you are. Please write to us.",
}
"""For a claim that is refused."""


def reply_text(replies: Mapping[str, str], ticked: Iterable[str], more: str) -> str:
    """What the provider reads: the ready replies that were ticked, in their order, then what was added. Empty: none."""
    wanted = set(ticked)
    lines = [text for code, text in replies.items() if code in wanted]
    return "\n".join([*lines, *([more.strip()] if more.strip() else [])])[:LONGEST_REPLY]
