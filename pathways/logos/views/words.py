"""What is said of a file that cannot be a logo."""

from flask_babel import lazy_gettext as _

from pathways.logos.rules.refusals import Refusal

REFUSALS = {
    Refusal.NO_FILE: _("Choose a file first."),
    Refusal.TOO_LARGE: _("This file is larger than 1 MB. Save the picture smaller and send it again."),
    Refusal.WRONG_KIND: _(
        "This is not a PNG, JPEG or WebP picture. Save it as one of these and send it again."
    ),
    Refusal.TOO_MANY_POINTS: _(
        "This picture has more than 16 million points. Make it smaller, such as 800 points wide."
    ),
    Refusal.BROKEN: _(
        "We could not read this picture. Part of it may be missing. Save it anew and send it again."
    ),
}
