"""Who trains, as a vacancy says it: by number, by name alone, or not at all."""

from pathways.feeds.keys import short_digest
from pathways.feeds.same_offer import cleaned_name

NOT_NAMED, NOT_NAMED_KEY = "Training provider not named", "not-named"
_NO_NAMES = frozenset({"", "to be confirmed", "tbc", "unknown", "n/a"})


def told_name(name: str) -> str:
    """The name of a training provider, or empty for words that stand where one is still to be found."""
    return "" if name.strip().casefold() in _NO_NAMES else name


def key_of(ukprn: int | None, name: str) -> str:
    """The key of a training provider. Without a number: the same however its name is spaced and with or without "Ltd".

    Those without number and name share one.
    """
    if ukprn is not None:
        return str(ukprn)
    cleaned = cleaned_name(name)
    return f"name:{short_digest(cleaned)}" if cleaned else NOT_NAMED_KEY
