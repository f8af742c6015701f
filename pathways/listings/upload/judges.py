"""Which judge an upload needs."""

import json
from typing import cast

from pathways.feeds.course_directory.columns import shape_of
from pathways.feeds.problems import RowProblem
from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.collecting import Collected
from pathways.listings.upload.judging.apprenticeships import ApprenticeshipsJudge
from pathways.listings.upload.judging.directory import ADDED, LEVEL, DirectoryJudge
from pathways.listings.upload.judging.judge import Judge
from pathways.listings.upload.judging.programmes import ProgrammesJudge
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.judging.venues import VenuesJudge
from pathways.listings.upload.judging.xcri import ReadFeed, XcriJudge, read_feed
from pathways.listings.upload.models import Upload, UploadKind


def judge_of(
    kind: UploadKind, columns: tuple[str, ...], lookups: Lookups, body: bytes | None = None
) -> Judge:
    """The judge for rows of a kind, under these columns; ``body`` is the file itself where it is no table."""
    if kind is UploadKind.XCRI_CAP:
        return XcriJudge(_feed(body or b"", lookups), lookups)
    if kind is UploadKind.PROGRAMMES:
        return ProgrammesJudge(columns, lookups)
    shape = shape_of(list(columns), "The file")
    if kind is UploadKind.VENUES:
        return VenuesJudge(columns, shape, lookups)
    if kind is UploadKind.APPRENTICESHIPS:
        return ApprenticeshipsJudge(columns, shape, lookups)
    return DirectoryJudge(columns, shape, lookups)


def _feed(body: bytes, lookups: Lookups) -> ReadFeed:
    try:
        return read_feed("feed.xml", body, lookups.sheet.gazetteer)
    except FileRefusedError as refused:
        # It was taken before it was read: the page says why nothing came of it.
        mend = "Send the feed as it is published."
        return ReadFeed(Collected(), [RowProblem("feed.xml", 1, "", "", str(refused).rstrip("."), mend)])


def columns_in(upload: Upload) -> tuple[str, ...]:
    """The columns of an upload, in the order of its file."""
    return tuple(cast("list[str]", json.loads(upload.columns)))


def judge_for(upload: Upload, lookups: Lookups) -> Judge:
    """The judge of an upload."""
    return judge_of(upload.kind, columns_in(upload), lookups, upload.body)


def mended_columns(upload: Upload) -> tuple[str, ...]:
    """The columns that can be mended in the page: none of a feed; of a table its own and what it lacks."""
    columns = columns_in(upload)
    if upload.kind is UploadKind.XCRI_CAP:
        return ()
    if upload.kind is not UploadKind.DIRECTORY:
        return columns
    added = ADDED if "LARS_QAN" in columns else tuple(name for name in ADDED if name != LEVEL)
    return columns + tuple(name for name in added if name not in columns)
