"""A provider's training in a standard as records of the catalogue, with the words that say no more than is known."""

import re
from dataclasses import dataclass, field

from pathways.catalogue.vocabulary import Delivery, Money, Nation, ProviderKind, Route
from pathways.feeds.records import OpportunityRecord, ProgrammeRecord, ProviderRecord
from pathways.feeds.standards.records import LONGEST_KEY, key_of
from pathways.feeds.standards_known import Band, Standard
from pathways.feeds.training.registers import Registers
from pathways.places.names import slug

_DEGREE = re.compile(r"\s*[-–]?\s*(?:\((?:integrated )?degree\)|\b(?:integrated )?degree\b)", re.IGNORECASE)
_SMALL_WORDS = re.compile(r"(?<= )(?:And|At|For|In|Of|On|The|To)(?= )")
_FOUNDATION = re.compile(r"\s*foundation apprenticeship$", re.IGNORECASE)
_ENDINGS = {
    Route.DEGREE_APPRENTICESHIP: "degree apprenticeship",
    Route.FOUNDATION_APPRENTICESHIP: "foundation apprenticeship",
}
COST = "Free to you. The employer and the government pay for the training."
PAY = "Each employer sets the pay. The law says the least that it can be."


@dataclass(slots=True)
class Trainer:
    """A provider as its rows tell of it: its type, and the starts under each of its names and in each district."""

    ukprn: str
    provider_type: str
    names: dict[str, int] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name under which most people started; of equals, the first in the table."""
        return plain_name(max(self.names, key=self.names.__getitem__))

    def record(self, registers: Registers) -> ProviderRecord:
        """The provider. Further names of the same number are said, for either may be the one on its door."""
        others = sorted(set(map(plain_name, self.names)) - {self.name})
        return ProviderRecord(
            key=self.ukprn,
            name=self.name,
            slug=slug(self.name)[:120] or self.ukprn,
            kind=registers.kind_of(self.provider_type, self.ukprn, self.name),
            nation=Nation.ENGLAND,
            ukprn=int(self.ukprn),
            about=f"Our source also lists it as {' and '.join(others)}." if others else "",
        )


def plain_name(name: str) -> str:
    """A name without the capitals that the statistics give small words: "City of Sunderland College"."""
    return _SMALL_WORDS.sub(lambda match: match[0].lower(), name)


def title_of(standard: Standard) -> str:
    """As a prospectus words it: "Bricklayer apprenticeship", "Police Constable degree apprenticeship"."""
    plain = _FOUNDATION.sub("", standard.title)
    if standard.route is Route.DEGREE_APPRENTICESHIP:
        plain = _DEGREE.sub("", plain)
    ending = _ENDINGS.get(standard.route, "apprenticeship")
    return f"{' '.join(plain.split())[: 254 - len(ending)].strip()} {ending}".strip()


def offer_key(ukprn: str, title: str, band: Band) -> str:
    """The key of a provider's training in a standard. Of a title that is too long the end is kept, with the band."""
    return f"{ukprn}:{key_of(title, band)[len(ukprn) + 1 - LONGEST_KEY :]}"


def programme_record(
    trainer: Trainer, standard: Standard, starts: int, years: str, registers: Registers
) -> ProgrammeRecord:
    """The programme. Where no level is published, the name of the range is said and no number."""
    title = title_of(standard)
    kind = registers.kind_of(trainer.provider_type, trainer.ukprn, trainer.name)
    said = [f"A paid job with training. {trainer.name} trains apprentices in your area: ask about this one."]
    if standard.level is None:
        article = "An" if standard.band[0] in "aeiou" else "A"
        said.append(f"{article} {standard.band} apprenticeship: our source gives no level as a number.")
    if starts:
        people = "1 person" if starts == 1 else f"{starts:,} people"
        said.append(f"{people} started it with them{f' in {years}' if years else ''}.")
    degree_at_college = kind is ProviderKind.COLLEGE and standard.route is Route.DEGREE_APPRENTICESHIP
    return ProgrammeRecord(
        key=offer_key(trainer.ukprn, standard.title, standard.band),
        provider_key=trainer.ukprn,
        title=title,
        slug=slug(title)[:120] or "apprenticeship",
        route=standard.route,
        level=standard.level,
        nation=Nation.ENGLAND,
        taught_at_college=degree_at_college,
        standard_code=standard.lars_code,
        subject_area=standard.subject_area,
        keywords=standard.band,
        summary=" ".join(said),
        funding_ends_on=registers.funding_ended.get(key_of(standard.title, standard.band)),
    )


def opportunity_record(trainer: Trainer, standard: Standard) -> OpportunityRecord:
    """What can be asked about: across districts of the provider, or without a place where none is known."""
    key = offer_key(trainer.ukprn, standard.title, standard.band)
    wide = bool(trainer.districts)
    return OpportunityRecord(
        key=key,
        programme_key=key,
        venue_key=None,
        delivery=Delivery.AREA if wide else Delivery.VENUE,
        place_not_given=not wide,
        mode_not_stated=True,
        week_text=f"{trainer.name} trains apprentices in your area: ask about this one."[:300]
        if wide
        else "",
        money=Money.PAID,
        cost_text=COST,
        pay_text=PAY,
        how_to_apply=(
            "Ask the provider which employers are taking on apprentices. You can also ask an employer who "
            "you would like to work for, and tell them about this provider."
        ),
        contact_text="Ask the provider's apprenticeship team",
    )
