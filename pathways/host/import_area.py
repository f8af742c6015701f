"""The area that imports keep to, found on the map."""

from sqlalchemy.orm import Session

from pathways.feeds.host_area import HostArea
from pathways.host.operations.site import stored_settings
from pathways.host.rules.import_area import ImportArea, read_import_area
from pathways.places.gazetteer import Gazetteer


class AreaNotKnown(Exception):
    """A place or a district of the area is not known (any more). ``setting`` is the one that names it."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


def stored_area(session: Session) -> ImportArea:
    """The area that the host set; nothing when it set none."""
    return read_import_area(stored_settings(session))[0]


def on_the_map(area: ImportArea, gazetteer: Gazetteer) -> HostArea:
    """Where an area is. Raises AreaNotKnown."""
    centre = None
    if area.centre:
        place = gazetteer.resolve(area.centre).place
        if place is None:
            raise AreaNotKnown("import_centre")
        centre = (place.lat, place.lng)
    for district in area.districts:
        if gazetteer.lookup(district) is None:
            raise AreaNotKnown("import_districts")
    return HostArea(frozenset(area.districts), centre, float(area.miles))
