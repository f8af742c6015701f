"""What the codes of uploads are called on a page."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.listings.upload.models import UploadKind, UploadState

KIND_NAMES: dict[str, LazyString] = {
    UploadKind.PROGRAMMES: _("Programmes of every route"),
    UploadKind.DIRECTORY: _("National template of courses"),
    UploadKind.APPRENTICESHIPS: _("National template of apprenticeships"),
    UploadKind.VENUES: _("Venues"),
    UploadKind.XCRI_CAP: _("XCRI-CAP feed"),
}
STATE_NAMES: dict[str, LazyString] = {
    UploadState.CHECKING: _("Being checked"),
    UploadState.READY: _("Not published yet"),
    UploadState.APPLYING: _("Being published"),
    UploadState.APPLIED: _("Done"),
    UploadState.UNDOING: _("Being taken back"),
    UploadState.UNDONE: _("Taken back"),
}
TEMPLATE_NAMES: dict[str, tuple[LazyString, LazyString]] = {
    "programmes": (
        _("All routes"),
        _("One sheet for every programme. Leave out the columns that you do not need."),
    ),
    "courses-with-lars": (
        _("National template: courses with a LARS code"),
        _("The same columns as for the national course directory."),
    ),
    "courses-without-lars": (
        _("National template: courses without a LARS code"),
        _("For skills bootcamps."),
    ),
    "venues": (_("National template: venues"), _("Send this one first, if your venues are new here.")),
}
