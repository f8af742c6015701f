"""The letters that staff get."""

from flask_babel import gettext as _

from pathways.mail import Letter


def invitation_letter(to: str, *, link: str, organisation: str, inviter: str, site: str) -> Letter:
    """Asks somebody to join an organisation."""
    return _letter(
        to,
        _("Join %(organisation)s on %(site)s", organisation=organisation, site=site),
        _("%(inviter)s asks you to join %(organisation)s.", inviter=inviter, organisation=organisation),
        _("Open this link within seven days. It works once."),
        link,
        _("If you did not expect this letter, you can leave it."),
    )


def reset_letter(to: str, *, link: str, site: str) -> Letter:
    """Brings the link to set a new password."""
    return _letter(
        to,
        _("Set a new password for %(site)s", site=site),
        _("Somebody, most likely you, asked for a new password for %(site)s.", site=site),
        _("Open this link within one hour. It works once."),
        link,
        _("If it was not you, you can leave this letter. Your password stays as it is."),
    )


def changed_letter(to: str, *, site: str) -> Letter:
    """Tells somebody that the way they sign in was changed, in case it was not by them."""
    return _letter(
        to,
        _("How you sign in to %(site)s has changed", site=site),
        _("Your password, authenticator app, recovery codes or passkeys were changed just now."),
        _("If it was you, there is nothing to do."),
        _("If it was not, tell the lead of your organisation at once."),
    )


def _letter(to: str, subject: str, *paragraphs: str) -> Letter:
    return Letter(to, subject, "\n\n".join((_("Hello,"), *paragraphs)) + "\n")
