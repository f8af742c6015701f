"""What this service is called, where it is and whom to write to."""

from flask import current_app

from pathways.settings import Settings


def site_settings() -> Settings:
    """The settings that the running application was made with."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def absolute(path: str) -> str:
    """The public address of a path of this site."""
    return site_settings().site_address.rstrip("/") + path
