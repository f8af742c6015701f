"""Publishing: the catalogue's tables become a snapshot that every process serving pages picks up."""

import logging
from pathlib import Path

from pathways.catalogue.filling.progress import Progress, quiet
from pathways.catalogue.publishing import (
    Since,
    changed_since,
    pointing,
    steady_view,
    write_large,
    write_small,
)
from pathways.database import Database
from pathways.snapshot.clearing import remove_unused
from pathways.snapshot.pointer import BUILDING_FILE, read_pointer, snapshot_dir, write_pointer
from pathways.snapshot.store import SnapshotDamaged, open_arrays

MOST_IN_SMALL = 50_000
"""Changes that a small segment takes; more of them wait for a new large one."""

logger = logging.getLogger(__name__)


class PublishingFailed(Exception):
    """The snapshot could not be written; the old one, if there is one, goes on serving. The message says why."""


def publish(database: Database, instance_dir: Path, progress: Progress | None = None) -> str:
    """Build and publish the whole catalogue. Gives the new version. Raises PublishingFailed when the disk refuses.

    What changes while it is being built is added as a small segment before anybody sees it, so that nothing
    withdrawn meanwhile comes back.
    """
    folder, tell = snapshot_dir(instance_dir), progress or quiet
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / BUILDING_FILE).touch()
        with steady_view(database) as connection:
            large, since = write_large(connection, folder, tell)
        with pointing(folder), steady_view(database) as connection:
            pointer = write_small(connection, folder, large, since, tell)
            write_pointer(folder, pointer)
        remove_unused(folder, pointer)
    except OSError as error:
        raise PublishingFailed(_why(folder, error)) from error
    finally:
        _forget_building(folder)
    logger.info("Published snapshot %s.", pointer.version)
    return pointer.version


def publish_changes(database: Database, instance_dir: Path, progress: Progress | None = None) -> str | None:
    """Publish what changed since the large segment was built, as a small segment beside it.

    Gives the version published, or None when a whole new snapshot is needed: there is none, it cannot be opened, too
    much changed, or everything may have. Raises PublishingFailed when the disk refuses.
    """
    folder, tell = snapshot_dir(instance_dir), progress or quiet
    try:
        with pointing(folder), steady_view(database) as connection:
            pointer = read_pointer(folder)
            since = known_to(folder, pointer.large) if pointer else None
            if pointer is None or since is None:
                return None
            changed = changed_since(connection, since)
            if changed.everything or len(changed.opportunity_ids) > MOST_IN_SMALL:
                return None
            pointer = write_small(connection, folder, pointer.large, since, tell)
            write_pointer(folder, pointer)
        remove_unused(folder, pointer)
    except OSError as error:
        raise PublishingFailed(_why(folder, error)) from error
    return pointer.version


def known_to(folder: Path, large: str) -> Since | None:
    """What the large segment in ``folder`` knows of the change sequence; None when it cannot be opened."""
    try:
        facts = open_arrays(folder / large).facts
        return Since(int(facts["sequence"]), frozenset(facts["seen"]))
    except (SnapshotDamaged, KeyError):
        return None


def _why(folder: Path, error: OSError) -> str:
    return (
        f"The snapshot could not be written in {folder}: {error.strerror or error}. "
        "The one before, if there is one, goes on serving. Check free space and rights, then run `pathways index`."
    )


def _forget_building(folder: Path) -> None:
    try:
        (folder / BUILDING_FILE).unlink(missing_ok=True)
    except OSError as error:
        logger.warning("The mark that a snapshot is being built could not be removed: %s", error)
