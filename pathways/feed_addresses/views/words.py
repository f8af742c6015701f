"""What the codes of addresses are called on a page."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.feed_addresses.models import AddressState, FeedKind

KIND_NAMES: dict[str, LazyString] = {
    FeedKind.XCRI_CAP: _("XCRI-CAP feed"),
    FeedKind.PROGRAMMES_CSV: _("Our own sheet for all routes, as CSV"),
}
STATE_NAMES: dict[str, LazyString] = {
    AddressState.WAITING: _("Waits for an answer"),
    AddressState.ALLOWED: _("We fetch from it"),
    AddressState.STOPPED: _("Stopped"),
}
