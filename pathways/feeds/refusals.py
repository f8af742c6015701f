"""Why an import does nothing: a file that cannot be read for what it says it is, or a guard that tripped."""

from pathways.feeds.report import ImportReport


class FeedRefusedError(Exception):
    """Nothing was applied. The message says why and what to do, in words for the person at the terminal."""

    report: ImportReport | None = None
    """What was read until then, once the import has ended."""


class FileRefusedError(FeedRefusedError):
    """A file, folder or zip that is not what it says: missing, damaged, in another encoding, or too large."""


class GuardTrippedError(FeedRefusedError):
    """The set looks far smaller than the one before it. ``--force`` applies it all the same."""
