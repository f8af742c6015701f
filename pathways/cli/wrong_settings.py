"""Settings that cannot be used are said by name, whichever command meets them first."""

import click
from pydantic import ValidationError

from pathways.settings import Settings


class SettingsInWords(click.Group):
    """A group of commands, each of which may find that a setting cannot be used."""

    def invoke(self, context: click.Context) -> object:
        """Run the command. Raises click.ClickException, which names the settings at fault, never their values."""
        try:
            return super().invoke(context)
        except ValidationError as error:
            if error.title != Settings.__name__:
                raise
            faults = "\n".join(f"  {_variable(fault['loc'])}: {fault['msg']}" for fault in error.errors())
            raise click.ClickException(f"These settings cannot be used:\n{faults}") from error


def _variable(place: tuple[int | str, ...]) -> str:
    """The environment variable of a setting; a fault of several together has none."""
    return f"PATHWAYS_{place[0]}".upper() if place else "PATHWAYS_..."
