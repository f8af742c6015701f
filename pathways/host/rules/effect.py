"""What an added term would change: the failed searches that would be understood, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.catalogue.careers_thesaurus import careers_thesaurus, read_careers_thesaurus
from pathways.catalogue.understanding import Understood, understand
from pathways.demand.queries import Counted
from pathways.paths import resource_dir
from pathways.words.thesaurus import Meaning, Thesaurus


@dataclass(frozen=True, slots=True)
class Effect:
    """One failed search: how often, what it is read as now, and as what it would be."""

    phrase: str
    times: int
    before: tuple[Understood, ...]
    after: tuple[Understood, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the term changes anything for it."""
        return self.before != self.after


def effect_of(added: tuple[Meaning, ...], failed: Iterable[Counted]) -> list[Effect]:
    """Every failed search with and without the ``added`` terms (all of them, those in force included)."""
    now = careers_thesaurus()
    then, _faults = read_careers_thesaurus(resource_dir("seed_data"), added)
    return [Effect(one.value, one.times, _read(one.value, now), _read(one.value, then)) for one in failed]


def _read(phrase: str, thesaurus: Thesaurus) -> tuple[Understood, ...]:
    return understand(phrase, thesaurus).understood
