"""Brings a database to the shape that this version of the code expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pathways.database import Database


def upgrade(database: Database, revision: str = "head") -> None:
    """Create the tables, or change them to those of `revision`, keeping every row.

    Raises alembic.util.CommandError when the database was made by a later version than this one.
    """
    command.upgrade(_config(database), revision)


def downgrade(database: Database, revision: str = "base") -> None:
    """Take the tables back to those of an earlier `revision`; what it has no place for is lost."""
    command.downgrade(_config(database), revision)


def is_current(database: Database) -> bool:
    """Whether the database has exactly the tables that this version expects."""
    return _revision(database) == ScriptDirectory.from_config(_config(database)).get_current_head()


def is_empty(database: Database) -> bool:
    """Whether no migration has ever run on the database."""
    return _revision(database) is None


def write_revision(database: Database, message: str) -> None:
    """Write the next migration from what the models say and `database`, which must be current, lacks."""
    command.revision(_config(database), message, autogenerate=True)


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", "pathways:migrations")
    config.attributes["engine"] = database.engine
    return config
