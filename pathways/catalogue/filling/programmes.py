"""The programmes and providers of a segment while it is filled: what cards say of them and how they are found."""

import json
from array import array

from sqlalchemy import Connection

from pathways.catalogue.codes import bits_of, code_of, nation_code
from pathways.catalogue.filling import tables
from pathways.catalogue.filling.lexicon import Lexicon, Runs
from pathways.catalogue.filling.programme_columns import ProgrammeColumns
from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.filling.standards import JobTitles

_TELL_EVERY = 5_000
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class ProgrammeShelf:
    """Programmes in the order of their ids; ``place`` gives the position of each."""

    def __init__(
        self, connection: Connection, only: tables.Only, lexicon: Lexicon, progress: Progress
    ) -> None:
        self.ids, self.provider, self.nation = array("q"), array("i"), array("B")
        self.route, self.level, self.areas = array("i"), array("i"), array("q")
        self.texts: list[bytes] = []
        self.runs, self.name_runs = Runs(lexicon), Runs(lexicon)
        self.columns = ProgrammeColumns(connection, only)
        self._read_providers(connection, only)
        self._read_programmes(connection, only, progress)
        self.place = {key: place for place, key in enumerate(self.ids)}

    def _read_providers(self, connection: Connection, only: tables.Only) -> None:
        self.provider_ids = array("q")
        self.provider_texts: list[bytes] = []
        self._provider_cards: list[tuple[int, str, str]] = []
        self._provider_is_demonstration: list[bool] = []
        self._provider_supports: list[bool] = []
        for key, name, slug, is_demonstration, has_support in tables.read_providers(connection, only):
            self.provider_ids.append(key)
            self.provider_texts.append(name.encode())
            self._provider_cards.append((key, name, slug))
            self._provider_is_demonstration.append(is_demonstration)
            self._provider_supports.append(bool(has_support))
            self.name_runs.add_provider(name)
            self.name_runs.end_text()

    def _read_programmes(self, connection: Connection, only: tables.Only, progress: Progress) -> None:
        areas: dict[int, list[str]] = {}
        for key, area, _ in tables.read_areas(connection, only):
            areas.setdefault(key, []).append(area)
        names = tables.read_area_names(connection)
        job_titles = JobTitles(connection)
        provider_place = {key: place for place, key in enumerate(self.provider_ids)}
        for programme in tables.read_programmes(connection, only):
            if len(self.ids) % _TELL_EVERY == 0:
                progress("Reading programmes", len(self.ids), 0)
            provider = provider_place[programme.provider_id]
            own_areas = areas.get(programme.id, [])
            self.ids.append(programme.id)
            self.provider.append(provider)
            self.nation.append(nation_code(programme.nation))
            self.route.append(code_of("route", programme.route))
            self.level.append(code_of("level", programme.level))
            self.areas.append(bits_of("area", own_areas))
            self.columns.add(programme, own_areas, provider_supports=self._provider_supports[provider])
            is_demonstration = programme.is_demonstration or self._provider_is_demonstration[provider]
            card = [
                programme.id,
                programme.slug,
                programme.title,
                programme.route,
                programme.level,
                own_areas,
                programme.duration_text,
                programme.duration_months,
                programme.taught_at_college,
                is_demonstration,
                *self._provider_cards[provider],
            ]
            self.texts.append(_as_json(card).encode())
            level = f"level {programme.level}" if programme.level else ""
            area_words = ". ".join(f"{names.get(area, '')} {area}" for area in own_areas)
            kind = f"{programme.route}. {area_words}. {level}".replace("-", " ")
            self.runs.add_title(programme.title)
            self.runs.add_occupation(programme.occupation)
            self.runs.add_keywords(programme.keywords)
            for job_title in job_titles.of(programme):
                self.runs.add_keywords(job_title)
            self.runs.add_area(kind)
            self.runs.add_provider(self._provider_cards[provider][1])
            for text in (
                programme.summary,
                programme.you_will_learn,
                programme.daily_life,
                programme.leads_to,
            ):
                self.runs.add_description(text)
            self.runs.end_text()
