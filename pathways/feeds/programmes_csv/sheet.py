"""One sheet of the template: cells read into values, and rows of one reference put together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pathways.feeds.broken import Broken
from pathways.feeds.districts import Districts
from pathways.feeds.programmes_csv.cells import CellError
from pathways.feeds.programmes_csv.columns import COLUMNS, OF_THE_PROGRAMME
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.feeds.programmes_csv.listings import Listing, Offer, listing_of, offer_of, where_is
from pathways.feeds.programmes_csv.rules import Values, broken_rules
from pathways.feeds.programmes_csv.starts import read_starts
from pathways.feeds.regions import Regions, names_between_semicolons
from pathways.places.gazetteer import Gazetteer
from pathways.spreadsheets import as_it_was

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Registers:
    """What rows are looked up in. ``authorities`` are codes by code and by name, in small letters."""

    law: ListingLaw
    gazetteer: Gazetteer
    districts: Districts
    regions: Regions
    authorities: dict[str, str]


def read_values(cells: Cells) -> tuple[dict[str, Any], list[Broken]]:
    """The value of every column, and the cells that are not right (their values are as if they were empty)."""
    values: dict[str, Any] = {}
    broken = []
    for column in COLUMNS:
        text = as_it_was(cells.get(column.name, ""))
        values[column.name] = column.cell.empty
        if text:
            try:
                values[column.name] = column.cell.read(text)
            except CellError as error:
                rule = f"{column.name} is {error.rule}"
                broken.append(Broken(column.name, text, rule, f"Write {error.rule}."))
    return values, broken


@dataclass(slots=True)
class Sheet:
    """The listings of a sheet by reference, in the order in which they came."""

    registers: Registers
    today: date
    listings: dict[str, Listing] = field(default_factory=dict)
    _first: dict[str, Cells] = field(default_factory=dict)

    def take(self, cells: Cells) -> list[Broken]:
        """Take a row (stripped cells by column); everything that is wrong with it, and then nothing of it is taken."""
        reference = cells.get("reference", "")
        first = self._first.setdefault(reference, cells)
        whole = cells | {
            name: first[name] for name in OF_THE_PROGRAMME if not cells.get(name) and name in first
        }
        if differing := [name for name in OF_THE_PROGRAMME if whole.get(name, "") != first.get(name, "")]:
            name = min(differing)
            return [Broken(name, cells[name], "Rows of one reference say the same of the programme",
                           "Leave the cell empty, or give the row a reference of its own.")]  # fmt: skip
        values, broken = read_values(whole)
        starts, day = [], self.today
        try:
            starts = read_starts(values["starts"], "")
            day = min((start.starts_on for start in starts if start.starts_on), default=self.today)
        except CellError as error:
            broken.append(
                Broken("starts", values["starts"], f"starts is {error.rule}", f"Write {error.rule}.")
            )
        codes = self._codes(values, broken.append)
        if not broken:
            found = broken_rules(values, self.registers.law, day)
            broken += [replace(one, value=whole.get(one.field, "")) for one in found]
        broken += self._faults_of_postcode(values)
        if broken:
            return broken
        offer = offer_of(values, codes, self.registers.gazetteer)
        offer.starts = read_starts(values["starts"], offer.record.key)
        return self._add(values, offer)

    def _add(self, values: Values, offer: Offer) -> list[Broken]:
        reference = values["reference"]
        listing = self.listings.setdefault(reference, listing_of(values))
        known = listing.offers.setdefault(offer.record.key, offer)
        if known is offer:
            return []
        if (known.record, known.venue, known.districts) != (offer.record, offer.venue, offer.districts):
            return [Broken("offer", values["offer"], "Rows of one offer differ in their starts alone",
                           "Give the row an offer of its own.")]  # fmt: skip
        known.starts = list(dict.fromkeys([*known.starts, *offer.starts]))
        return []

    def _codes(self, values: Values, report: Callable[[Broken], None]) -> list[str]:
        """The local authorities that a row names, by code, by name or by sub-region."""
        registers, codes = self.registers, dict[str, None]()
        for name in names_between_semicolons(values["districts"]):
            folded = name.lower()
            if folded in registers.authorities:
                codes[registers.authorities[folded]] = None
            elif not registers.regions.unknown([name], regions_too=True):
                codes.update(dict.fromkeys(registers.regions.authorities([name])))
            else:
                report(Broken("districts", name, "Every district is a local authority or sub-region that is known",
                              "Correct its spelling, or write its code."))  # fmt: skip
        return sorted(codes)

    def _faults_of_postcode(self, values: Values) -> Iterator[Broken]:
        given, lat, lng = (values[name] for name in ("venue_postcode", "venue_lat", "venue_lng"))
        if not given:
            return
        postcode, place = where_is(given, self.registers.gazetteer)
        if place is None:
            yield Broken("venue_postcode", given, "A venue's postcode is a full one, or a district, that is known",
                         "Check its letters and digits.")  # fmt: skip
        elif (
            lat is not None
            and lng is not None
            and not self.registers.districts.agree(lat, lng, postcode.outward if postcode else place.id)
        ):
            yield Broken("venue_lat", f"{lat}, {lng}", "A venue's point is in or beside its postcode's district",
                         "Correct the point or the postcode, or leave the point out.")  # fmt: skip
