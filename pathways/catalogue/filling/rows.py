"""Filling the contents of a segment from the tables, one table after another, keeping only arrays."""

import json
from array import array
from typing import Any

import numpy as np
from sqlalchemy import Connection

from pathways.catalogue.codes import BIT_FACETS, CODE_FACETS, bits_of, code_of, day_number
from pathways.catalogue.filling import tables
from pathways.catalogue.filling.lexicon import Lexicon, Runs
from pathways.catalogue.filling.programmes import ProgrammeShelf
from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.vocabulary import MODE_COLUMNS, Delivery
from pathways.snapshot.contents import AREA_WIDE, NATIONAL, NO_DAY, ONLINE, VENUE_WITHOUT_POINT, Contents

_ROAMING = {"venue": VENUE_WITHOUT_POINT, "online": ONLINE, "national": NATIONAL, "area": AREA_WIDE}
_TELL_EVERY = 10_000
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fill(connection: Connection, only: tables.Only, progress: Progress) -> Contents:
    """The contents of a segment: every opportunity that may be shown, or those of ``only`` that may."""
    return _Filling(connection, only, progress).contents()


class _Filling:
    """The lists under way while the tables are read."""

    def __init__(self, connection: Connection, only: tables.Only, progress: Progress) -> None:
        self.connection, self.only, self.progress = connection, only, progress
        self.lexicon = Lexicon()
        self.sources = tables.read_sources(connection)
        self.further_sources = tables.read_further_sources(connection)
        self.ids, self.programme, self.venue = array("q"), array("i"), array("i")
        self.where, self.lats, self.lngs, self.roaming = array("i"), array("d"), array("d"), array("B")
        self.cells: dict[str, array[int]] = {name: array("q") for name in (*CODE_FACETS, *BIT_FACETS)}
        self.row_texts: list[bytes] = []
        self.wheres: dict[tuple[Any, ...], int] = {}
        self.where_runs = Runs(self.lexicon)

    def contents(self) -> Contents:
        """Read everything and give it back as arrays."""
        self._read_venues()
        self.shelf = ProgrammeShelf(self.connection, self.only, self.lexicon, self.progress)
        intakes = self._read_intakes()
        self._read_opportunities(intakes)
        ids = np.array(self.ids, np.int64)
        programme = np.array(self.programme, np.int32)
        district_row, district_code = self._read_districts(ids)
        row, start, close, flexible = self._intake_arrays(ids, intakes)
        shelf = self.shelf
        return Contents(
            ids=ids,
            programme=programme,
            venue=np.array(self.venue, np.int32),
            provider=np.array(shelf.provider, np.int32)[programme],
            where=np.array(self.where, np.int32),
            lats=np.array(self.lats, np.float64),
            lngs=np.array(self.lngs, np.float64),
            roaming=np.array(self.roaming, np.uint8),
            nation=np.array(shelf.nation, np.uint8)[programme],
            cells={name: np.array(values, np.int64) for name, values in self.cells.items()},
            intake_row=row,
            intake_start=start,
            intake_close=close,
            intake_flexible=flexible,
            district_row=district_row,
            district_code=district_code,
            row_texts=self.row_texts,
            programme_ids=np.array(shelf.ids, np.int64),
            programme_texts=shelf.texts,
            programme_columns=shelf.columns.values,
            entry=shelf.columns.entry.columns(),
            occupations=shelf.columns.occupations.slugs,
            venue_texts=self.venue_texts,
            provider_ids=np.array(shelf.provider_ids, np.int64),
            provider_texts=shelf.provider_texts,
            terms=list(self.lexicon.terms),
            forms=list(self.lexicon.forms),
            form_terms=self.lexicon.form_terms_array(),
            programme_words=shelf.runs.words(),
            where_words=self.where_runs.words(),
            provider_names=shelf.name_runs.words(),
        )

    def _read_venues(self) -> None:
        self.venue_place: dict[int, int] = {}
        self.venue_texts: list[bytes] = []
        self.venue_points: list[tuple[float, float]] = []
        self.venue_names: list[str] = []
        for key, name, town, district, lat, lng in tables.read_venues(self.connection, self.only):
            self.venue_place[key] = len(self.venue_texts)
            self.venue_texts.append(_as_json([name, town, district]).encode())
            self.venue_points.append((np.nan, np.nan) if lat is None else (lat, lng))
            self.venue_names.append(f"{name}. {town}")

    def _read_intakes(self) -> dict[int, list[tuple[int, int, bool, str]]]:
        found: dict[int, list[tuple[int, int, bool, str]]] = {}
        for key, starts_on, start_text, is_flexible, closes_on in tables.read_intakes(
            self.connection, self.only
        ):
            start = NO_DAY if starts_on is None else day_number(starts_on)
            close = NO_DAY if closes_on is None else day_number(closes_on)
            found.setdefault(key, []).append((start, close, is_flexible, start_text))
        return found

    def _read_opportunities(self, intakes: dict[int, list[tuple[int, int, bool, str]]]) -> None:
        shelf = self.shelf
        for opportunity in tables.read_opportunities(self.connection, self.only):
            place = shelf.place.get(opportunity.programme_id)
            if place is None:
                continue
            if len(self.ids) % _TELL_EVERY == 0:
                self.progress("Reading opportunities", len(self.ids), 0)
            venue = -1 if opportunity.venue_id is None else self.venue_place.get(opportunity.venue_id, -1)
            at_venue = opportunity.delivery == Delivery.VENUE and venue >= 0
            lat, lng = self.venue_points[venue] if at_venue else (np.nan, np.nan)
            modes = [str(mode) for mode, column in MODE_COLUMNS.items() if getattr(opportunity, column)]
            self.ids.append(opportunity.id)
            self.programme.append(place)
            self.venue.append(venue)
            self.lats.append(lat)
            self.lngs.append(lng)
            self.roaming.append(_ROAMING[opportunity.delivery])
            self.where.append(self._where(opportunity, venue, modes))
            self.cells["route"].append(shelf.route[place])
            self.cells["level"].append(shelf.level[place])
            self.cells["area"].append(shelf.areas[place])
            self.cells["delivery"].append(code_of("delivery", opportunity.delivery))
            self.cells["money"].append(code_of("money", opportunity.money))
            self.cells["mode"].append(bits_of("mode", modes))
            self.row_texts.append(self._row_text(opportunity, modes, intakes.get(opportunity.id, [])))

    def _where(self, opportunity: Any, venue: int, modes: list[str]) -> int:
        """The text of what is not the programme's: employer, place, mode and delivery; alike ones are kept once."""
        key = (venue, opportunity.employer_name, *modes, opportunity.delivery)
        known = self.wheres.get(key)
        if known is None:
            known = self.wheres[key] = len(self.wheres)
            self.where_runs.add_provider(opportunity.employer_name)
            self.where_runs.add_provider(self.venue_names[venue] if venue >= 0 else "")
            self.where_runs.add_area(" ".join(modes).replace("-", " "))
            self.where_runs.add_area("" if opportunity.delivery == Delivery.VENUE else opportunity.delivery)
            self.where_runs.end_text()
        return known

    def _row_text(
        self, opportunity: Any, modes: list[str], intakes: list[tuple[int, int, bool, str]]
    ) -> bytes:
        source_name, is_demonstration = self.sources[opportunity.source_id]
        for other in self.further_sources.get(opportunity.id, ()):
            source_name += f"; {self.sources[other][0]}"
        checked = opportunity.checked_on
        return _as_json(
            [
                opportunity.employer_name,
                opportunity.delivery,
                modes,
                opportunity.money,
                opportunity.fee,
                opportunity.cost_text,
                opportunity.pay_basis,
                opportunity.pay_hourly_low,
                opportunity.pay_weekly_low,
                opportunity.pay_text,
                opportunity.hours_a_week,
                is_demonstration,
                source_name,
                None if checked is None else day_number(checked),
                intakes,
            ]
        ).encode()

    def _read_districts(self, ids: Any) -> tuple[Any, Any]:
        # Providers of training serve hundreds of districts each: only numbers are kept while these go by.
        owned, which = array("q"), array("i")
        names: dict[str, int] = {}
        for owner, code in tables.read_districts(self.connection, self.only):
            owned.append(owner)
            which.append(names.setdefault(code, len(names)))
        owners = np.array(owned, np.int64)
        codes = np.array([name.encode() for name in names], "S9")[np.array(which, np.int32)]
        by_id = np.argsort(ids)
        if not len(ids) or not len(owners):
            return np.empty(0, np.int64), np.empty(0, "S9")
        rows = by_id[np.minimum(np.searchsorted(ids, owners, sorter=by_id), len(ids) - 1)]
        here = ids[rows] == owners
        return rows[here], codes[here]

    def _intake_arrays(
        self, ids: Any, intakes: dict[int, list[tuple[int, int, bool, str]]]
    ) -> tuple[Any, ...]:
        rows, starts, closes, flexible = array("q"), array("i"), array("i"), array("B")
        for row, key in enumerate(ids.tolist()):
            for start, close, is_flexible, _ in intakes.get(key, ()):
                rows.append(row)
                starts.append(start)
                closes.append(close)
                flexible.append(is_flexible)
        return (
            np.array(rows, np.int64),
            np.array(starts, np.int32),
            np.array(closes, np.int32),
            np.array(flexible, np.uint8).astype(bool),
        )
