"""Joins staff accounts to an application."""

from flask import Flask

from pathways.accounts import views
from pathways.accounts.blueprint import staff
from pathways.accounts.current import current_member
from pathways.accounts.form_tokens import bind_form_tokens
from pathways.accounts.labels import FILTERS
from pathways.accounts.outside import OutsideService
from pathways.accounts.security import StaffSecurity
from pathways.settings import Settings

__all__ = ["bind_accounts", "views"]


def bind_accounts(app: Flask, settings: Settings) -> None:
    """Add the pages of staff, and `current_member()` and `csrf_token()` to the templates of ``app``."""
    app.extensions["staff_security"] = StaffSecurity(settings)
    app.extensions["outside_service"] = OutsideService(settings) if settings.oidc_issuer else None
    bind_form_tokens(app)
    app.register_blueprint(staff)
    app.jinja_env.globals["current_member"] = current_member
    app.jinja_env.filters.update(FILTERS)
