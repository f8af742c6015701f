"""Write the next migration: what the models say and a database made by the migrations so far lacks."""

import sys
import tempfile
from pathlib import Path

from pathways.database import Database
from pathways.migrations import upgrade, write_revision


def main(message: str) -> None:
    """Write a migration called `message` into pathways/migrations/versions, to be read before it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'scratch.db'}")
        upgrade(database)
        write_revision(database, message)
        database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make migration MESSAGE="Providers have opening hours"')
    main(sys.argv[1].strip())
