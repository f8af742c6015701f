"""A vacancy as both shapes come to tell it, before it is a record of the catalogue."""

import re
from dataclasses import dataclass, field
from datetime import date

from pathways.catalogue.vocabulary import Level
from pathways.feeds.plain_structure import cut, one_line
from pathways.feeds.published_text import flowing, without_contacts
from pathways.feeds.vacancies.shapes import AddressRow, AdvertRow, FoundRow, QualificationRow, VacancyRow
from pathways.feeds.vacancies.wages import WageSaid, wage_kind, wage_unit
from pathways.feeds.web_addresses import https_link

CALLED_APPRENTICE = re.compile(r"\bapprentice(ship)?s?\b", re.IGNORECASE)
NATIONAL = frozenset({"acrossengland", "national"})
_AT_HOME = re.compile(
    r"^\W*(?:online|remote|(?:work(?:ing)?|based)\s+(?:from|at)\s+home|home[ -]based)\W*$", re.IGNORECASE
)
_LEVEL_IN_TITLE = re.compile(r"\(level\s*([2-7])\)", re.IGNORECASE)
_LONGEST_TEXT = 8_000


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One vacancy. ``provider`` and ``ukprn`` say who trains, ``employer`` who pays; texts name no person."""

    key: str
    title: str
    employer: str
    provider: str
    ukprn: int | None
    closes_on: date | None
    starts_on: date | None
    posted_on: date | None
    hours: float | None
    positions: int | None
    wage: WageSaid
    course_code: str
    course_title: str
    level: Level | None
    occupational_route: str
    addresses: tuple[AddressRow, ...]
    is_national: bool
    is_online: bool
    web_address: str
    apply_address: str
    duration: str = ""
    week: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_apprenticeship(self) -> bool:
        """Whether it trains for a standard, or at least calls itself an apprenticeship."""
        return bool(self.course_code or self.course_title or CALLED_APPRENTICE.search(self.title))


def vacancy_of(key: str, row: AdvertRow | FoundRow) -> Vacancy:
    """The vacancy of a row of either shape."""
    return _from_advert(key, row) if isinstance(row, AdvertRow) else _from_found(key, row)


def _from_advert(key: str, row: AdvertRow) -> Vacancy:
    wage, names = row.wage, _people(row)
    low, high = wage.wage_amount_lower_bound, wage.wage_amount_upper_bound
    addresses = tuple(
        dict.fromkeys([*([row.address] if row.address else []), *row.other_addresses, *row.addresses])
    )
    is_national = bool(row.is_national_vacancy) or row.employer_location_option.casefold() in NATIONAL
    texts = {
        "summary": row.description,
        "daily_life": row.full_description,
        "you_will_learn": _together(row.training_description, row.additional_training_description),
        "leads_to": row.outcome_description,
        "employer_about": _together(row.employer_description, *_employer_also(row)),
        "entry": _together(*map(_asked_for, row.qualifications), row.things_to_consider),
        "where": row.employment_location_information,
    }
    kind = wage_kind(wage.wage_type)
    amounts = (low, high) if kind == "range" or wage.wage_amount is None else (wage.wage_amount, None)
    return _with_shared(
        key,
        row,
        wage=WageSaid(
            kind,
            *amounts,
            wage_unit(wage.wage_unit),
            one_line(without_contacts(wage.wage_additional_information, names), 300),
        ),
        course=(row.course.lars_code.lstrip("0"), row.course.title, row.course.route, row.course.level),
        addresses=_with_point(addresses, row),
        is_national=is_national,
        web_address=row.vacancy_url,
        duration=row.expected_duration,
        week=wage.working_week_description,
        texts=texts,
    )


def _from_found(key: str, row: FoundRow) -> Vacancy:
    own = AddressRow(
        address_line1=row.address_line1,
        address_line2=row.address_line2,
        address_line3=row.address_line3,
        address_line4=row.address_line4,
        postcode=row.post_code,
        latitude=row.lat,
        longitude=row.lon,
    )
    address = row.address or own
    is_said = bool(address.lines or address.postcode)
    return _with_shared(
        key,
        row,
        wage=WageSaid(
            wage_kind(row.wage_type), words=one_line(without_contacts(row.wage_text, _people(row)), 300)
        ),
        course=(row.course_id.lstrip("0"), row.course_title, row.course_route, ""),
        addresses=_with_point((address,), row) if is_said else (),
        is_national=bool(row.is_national_vacancy),
        web_address="",
        duration="",
        week=row.working_week,
        texts={
            "employer_about": _together(*_employer_also(row)),
            "you_will_learn": row.additional_training_description,
        },
    )


def _with_shared(
    key: str,
    row: VacancyRow,
    *,
    wage: WageSaid,
    course: tuple[str, str, str, str],
    addresses: tuple[AddressRow, ...],
    is_national: bool,
    web_address: str,
    duration: str,
    week: str,
    texts: dict[str, str],
) -> Vacancy:
    names = _people(row)
    code, title, route, level = course
    at_home = [address for address in addresses if any(map(_AT_HOME.match, address.lines))]
    return Vacancy(
        key=key,
        title=one_line(without_contacts(row.title, names) or row.title, 255),
        employer=row.employer_name,
        provider=row.provider_name,
        ukprn=row.ukprn,
        closes_on=row.closing_date,
        starts_on=row.start_date,
        posted_on=row.posted_date,
        hours=row.hours_per_week,
        positions=row.number_of_positions,
        wage=wage,
        course_code=code,
        course_title=title,
        level=_level(level, title),
        occupational_route=route,
        addresses=() if is_national else tuple(one for one in addresses if one not in at_home),
        is_national=is_national,
        is_online=bool(at_home) and not is_national,
        web_address=https_link(web_address),
        apply_address=https_link(row.application_url) or https_link(web_address),
        duration=one_line(duration, 120).casefold(),
        week=one_line(without_contacts(week, names), 300),
        texts={
            name: cut(flowing(without_contacts(text, names)), _LONGEST_TEXT)
            for name, text in texts.items()
            if text
        },
    )


def _people(row: VacancyRow) -> tuple[str, ...]:
    """Those whom the row names as contacts; an employer who is a person stays the employer."""
    named = (row.employer_contact_name, row.provider_contact_name)
    employer = row.employer_name.casefold()
    return tuple(
        " ".join(name.split()) for name in named if name.strip() and name.strip().casefold() != employer
    )


def _with_point(addresses: tuple[AddressRow, ...], row: VacancyRow) -> tuple[AddressRow, ...]:
    """The addresses, the first with the advert's own point where it has none. Without any, the point alone."""
    point = row.location
    if point is None or point.lat is None or point.lon is None:
        return addresses
    if not addresses:
        return (AddressRow(latitude=point.lat, longitude=point.lon),)
    first, *others = addresses
    if first.latitude is None or first.longitude is None:
        first = first.model_copy(update={"latitude": point.lat, "longitude": point.lon})
    return (first, *others)


def _level(code: str, title: str) -> Level | None:
    if code in set(Level):
        return Level(code)
    found = _LEVEL_IN_TITLE.search(title)
    return Level(found[1]) if found else None


def _together(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _employer_also(row: VacancyRow) -> tuple[str, str]:
    """What both shapes say of an employer: its benefits, and whether it has signed up to Disability Confident."""
    confident = "It is a Disability Confident employer." if row.is_disability_confident else ""
    return row.company_benefits_information, confident


def _asked_for(row: QualificationRow) -> str:
    """A qualification in words: "GCSE English, grade 4 (essential)."."""
    what = " ".join(part for part in (row.qualification_type, row.subject) if part)
    grade = f", grade {row.grade}" if row.grade else ""
    weight = f" ({row.weighting.casefold()})" if row.weighting else ""
    return f"{what}{grade}{weight}." if what else ""
