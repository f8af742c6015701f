"""What the demonstration catalogue says: nothing twice, in plain words, about nobody real."""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process, utils

from pathways import clock
from pathways.catalogue.seeding.catalogue_files import SeedFiles, read_seed_files
from pathways.catalogue.seeding.rows import ProgrammeRow
from pathways.catalogue.vocabulary import Area, Route
from pathways.paths import resource_dir
from pathways.places.distance import haversine_miles

TOO_ALIKE = 80
LONGEST_SENTENCE = 25
GRADE_OF_THE_WHOLE = 6.0
GRADE_OF_ONE = 9.5
TEXTS = ("summary", "daily_life", "you_will_learn")
HYPE = re.compile(
    r"\b(amazing|exciting|fantastic|world[- ]class|cutting[- ]edge|state[- ]of[- ]the[- ]art|unrivalled"
    r"|best in|dream job"
    r"|don't miss|hurry|only \d+ places|passionate|vibrant|thriving|you should)\b",
    re.IGNORECASE,
)
_NOT_THE_NAME = re.compile(r"( \((integrated )?degree\)| \(nmc \d+\)| -? ?degree| \(ux\)| \d{4})+$")


@pytest.fixture(scope="module")
def files() -> SeedFiles:
    return read_seed_files(resource_dir("seed_data"), clock.today(), lambda *_told: None)


def rows_of(files: SeedFiles) -> list[ProgrammeRow]:
    return [row for _area, row in files.programmes]


def prose_of(files: SeedFiles) -> Iterator[tuple[str, str]]:
    for row in rows_of(files):
        for column in (
            *TEXTS,
            "leads_to",
            "entry_text",
            "cost_text",
            "how_to_apply",
            "support",
            "assessment",
        ):
            if text := getattr(row, column):
                yield f"{row.ref}.{column}", text
    for provider in files.providers.values():
        for column in ("about", "careers", "learning_here", "answers", "support"):
            yield f"{provider.ref}.{column}", getattr(provider, column)
    for venue in files.venues.values():
        if venue.getting_there:
            yield f"{venue.ref}.getting_there", venue.getting_there


def sentences_of(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if sentence]


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (1 if re.search(r"[^aeiouy]e$", word.lower()) and groups > 1 else 0))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text (Kincaid and others, 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    return (
        0.39 * len(words) / len(sentences_of(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


@pytest.mark.parametrize("column", TEXTS)
def test_no_two_programmes_say_the_same(files: SeedFiles, column: str) -> None:
    rows = rows_of(files)
    texts = [getattr(row, column) for row in rows]
    likeness = process.cdist(
        texts, texts, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=TOO_ALIKE
    )
    alike = [
        (rows[first].ref, rows[second].ref)
        for first in range(len(rows))
        for second in range(first)
        if likeness[first][second] >= TOO_ALIKE
    ]
    assert alike == []


def test_the_search_for_likeness_finds_a_copy_with_a_word_changed() -> None:
    one = "Learn the pipework of a whole house in one year."
    other = "Learn the pipework of a whole home in one year."
    assert fuzz.ratio(one, other, processor=utils.default_process) >= TOO_ALIKE


def test_summaries_open_in_many_ways(files: SeedFiles) -> None:
    openings = Counter(" ".join(row.summary.split()[:3]).lower() for row in rows_of(files))
    repeated = {opening: number for opening, number in openings.items() if number > 12}
    assert repeated == {}
    first_words = Counter(row.summary.split()[0] for row in rows_of(files))
    assert first_words.most_common(1)[0][1] < len(files.programmes) / 6


def test_profiles_differ_from_provider_to_provider(files: SeedFiles) -> None:
    for column in ("about", "careers", "learning_here", "answers", "support"):
        texts = [getattr(provider, column) for provider in files.providers.values()]
        assert len(set(texts)) == len(texts), column


def test_sentences_are_short(files: SeedFiles) -> None:
    long = [
        (where, sentence)
        for where, text in prose_of(files)
        for sentence in sentences_of(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_an_eleven_year_old_can_read_it(files: SeedFiles) -> None:
    whole = " ".join(text if text[-1] in ".!?" else text + "." for _where, text in prose_of(files))
    assert grade(whole) <= GRADE_OF_THE_WHOLE


def test_no_description_is_hard_to_read(files: SeedFiles) -> None:
    hard = {
        row.ref: round(grade(f"{row.summary} {row.daily_life}"), 1)
        for row in rows_of(files)
        if grade(f"{row.summary} {row.daily_life}") > GRADE_OF_ONE
    }
    assert hard == {}


def test_nothing_is_hyped_or_ordered(files: SeedFiles) -> None:
    assert [(where, found[0]) for where, text in prose_of(files) if (found := HYPE.search(text))] == []


def test_texts_are_finished_sentences(files: SeedFiles) -> None:
    unfinished = [
        row.ref
        for row in rows_of(files)
        for column in ("summary", "daily_life")
        if getattr(row, column)[-1] not in ".!?)"
        or not (getattr(row, column)[0].isupper() or getattr(row, column)[0] in "‘'")
    ]
    assert unfinished == []


def test_nobody_is_named(files: SeedFiles) -> None:
    titles = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Professor)\.? [A-Z]")
    contact = re.compile(r"@|https?:|www\.|\b0\d{9,10}\b|\b0\d{2,4} \d{3,4} ?\d{3,4}\b")
    assert [where for where, text in prose_of(files) if titles.search(text) or contact.search(text)] == []


def test_no_full_postcode_is_written(files: SeedFiles) -> None:
    postcode = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
    venues = [venue.model_dump_json() for venue in files.venues.values()]
    texts = [text for _where, text in prose_of(files)]
    assert [text for text in (*venues, *texts) if postcode.search(text)] == []


def test_t_levels_are_the_ones_that_exist(files: SeedFiles) -> None:
    areas = {area for area, row in files.programmes if row.route is Route.T_LEVEL}
    none = {Area.FOOD_HOSPITALITY_TRAVEL, Area.HAIR_BEAUTY, Area.SPORT_FITNESS, Area.PROTECTIVE_SERVICES}
    assert not areas & none
    assert len({row.title for _area, row in files.programmes if row.route is Route.T_LEVEL}) >= 15


def test_the_three_v_levels_are_there(files: SeedFiles) -> None:
    assert {row.title for row in rows_of(files) if row.route is Route.V_LEVEL} == {
        "V Level in Education and Early Years",
        "V Level in Accounting and Finance",
        "V Level in Digital Systems and Data",
    }


def test_v_levels_claim_no_ucas_points(files: SeedFiles) -> None:
    assert {row.points for row in rows_of(files) if row.route is Route.V_LEVEL} == {None}


def test_the_seven_foundation_apprenticeships_are_there(files: SeedFiles) -> None:
    named = {
        row.title.removesuffix(" foundation apprenticeship")
        for row in rows_of(files)
        if row.route is Route.FOUNDATION_APPRENTICESHIP
    }
    assert named == {
        "Building Services Engineering",
        "Finishing Trades",
        "Onsite Trades",
        "Hardware, Network and Infrastructure",
        "Software and Data",
        "Engineering and Manufacturing",
        "Health and Social Care",
    }


def _published_standards(shared_data: Path) -> set[str]:
    with (shared_data / "apprenticeships" / "standards_summary.csv").open() as file:
        names = {row["standard"] for row in csv.DictReader(file)}
    with (shared_data / "standards" / "apprenticeship_standards_merged.csv").open() as file:
        names |= {row["title"] for row in csv.DictReader(file)}
    return {_NOT_THE_NAME.sub("", name.lower()).strip() for name in names} | {name.lower() for name in names}


def test_every_apprenticeship_is_a_real_standard(files: SeedFiles, shared_data: Path) -> None:
    standards = _published_standards(shared_data)
    apprenticeships = {
        row.title.lower().replace(" degree apprenticeship", "").replace(" apprenticeship", "")
        for row in rows_of(files)
        if row.route in (Route.APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP)
    }
    assert {title for title in apprenticeships if _NOT_THE_NAME.sub("", title) not in standards} == set()


def _real_names(shared_data: Path) -> set[str]:
    names: set[str] = set()
    with (shared_data / "discover_uni" / "INSTITUTION.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            names |= {row["LEGAL_NAME"], row["FIRST_TRADING_NAME"]}
    for part in ("provider_x_standard", "provider_x_delivery_lad"):
        path = shared_data / "apprenticeships" / f"{part}_starts_2024_26.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            names |= {row["provider"] for row in csv.DictReader(file)}
    with (shared_data / "t_levels" / "provider_locations.csv").open(encoding="utf-8-sig") as file:
        names |= {
            value for row in csv.DictReader(file) for column, value in row.items() if "ame" in (column or "")
        }
    return {utils.default_process(name) for name in names if name}


def test_no_provider_or_employer_bears_a_real_providers_name(files: SeedFiles, shared_data: Path) -> None:
    real = _real_names(shared_data)
    assert len(real) > 1000
    ours = {provider.name for provider in files.providers.values()}
    ours |= {offer.employer for row in rows_of(files) for offer in row.offered if offer.employer}
    assert {name for name in ours if utils.default_process(name) in real} == set()


def test_no_provider_is_nearly_called_like_a_real_one(files: SeedFiles, shared_data: Path) -> None:
    real = sorted(_real_names(shared_data))
    close = {}
    for provider in files.providers.values():
        best = process.extractOne(provider.name, real, scorer=fuzz.ratio, processor=utils.default_process)
        if best[1] > 90:
            close[provider.name] = best[0]
    assert close == {}


def test_venues_lie_within_three_miles_of_their_district(files: SeedFiles) -> None:
    with (resource_dir("seed_data") / "districts.csv").open(encoding="utf-8") as file:
        districts = {
            row["district"]: (float(row["lat"]), float(row["lng"]), row) for row in csv.DictReader(file)
        }
    for venue in files.venues.values():
        if venue.lat is None or venue.lng is None:
            continue
        lat, lng, row = districts[venue.postcode_district]
        assert haversine_miles(lat, lng, venue.lat, venue.lng) <= max(3.0, float(row["reach_miles"])), (
            venue.ref
        )


def test_districts_of_an_area_are_real(files: SeedFiles) -> None:
    with (resource_dir("seed_data") / "local_authorities.csv").open(encoding="utf-8") as file:
        known = {row["lad_code"] for row in csv.DictReader(file)}
    asked = {code for row in rows_of(files) for offer in row.offered for code in offer.districts}
    asked |= {venue.lad_code for venue in files.venues.values() if venue.lad_code}
    assert asked - known == set()
