"""What is wrong with a new password, in words."""

from flask_babel import lazy_gettext as _

from pathways.accounts.models import StaffUser
from pathways.accounts.passwords import weakness
from pathways.accounts.security import StaffSecurity

WORDS = {
    "short": _("Use 12 letters or more. Three or four words that do not go together work well."),
    "long": _("Use 128 letters or fewer."),
    "common": _("That password is easy to guess. Three or four words that do not go together work well."),
}


def password_problems(security: StaffSecurity, password: str, user: StaffUser) -> dict[str, str]:
    """The problem of the field `password`; empty when the password is a good one."""
    code = weakness(security, password, user)
    return {"password": str(WORDS[code])} if code else {}
