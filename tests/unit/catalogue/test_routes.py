"""Every route is explained, alike, and with facts that hold on the day."""

import shutil
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from pathways.catalogue.routes import route_guides
from pathways.catalogue.vocabulary import Route
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")
TODAY = date(2026, 11, 21)
PARTS = ("summary", "what_it_is", "for_whom", "levels", "time", "week", "entry", "money", "next_steps")


def test_every_route_has_a_guide_in_the_order_of_the_line_map() -> None:
    assert list(route_guides(SEED)) == list(Route)


@pytest.mark.parametrize("route", list(Route))
def test_every_route_answers_every_question(route: Route) -> None:
    guide = route_guides(SEED)[route]
    assert all(getattr(guide, part) for part in PARTS)
    assert len(guide.facts_on(TODAY, "myth")) >= 1
    assert len(guide.facts_on(TODAY, "fact", "unknown")) >= 1


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize("nation", ["wales", "scotland", "northern-ireland"])
def test_every_route_says_what_differs_over_the_border(route: Route, nation: str) -> None:
    assert len(route_guides(SEED)[route].facts_on(TODAY, nation)) == 1  # type: ignore[arg-type]


def test_no_route_is_told_at_much_greater_length_than_the_rest() -> None:
    lengths = {
        route: sum(len(getattr(guide, part)) for part in PARTS) for route, guide in route_guides(SEED).items()
    }
    usual = median(lengths.values())
    assert all(usual * 0.6 <= length <= usual * 1.5 for length in lengths.values()), lengths


def test_no_route_is_ranked_above_another() -> None:
    words = (
        " best ",
        " better than",
        " worst ",
        " superior",
        " prestig",
        " only real ",
        "second-best",
        "low-level",
    )
    for guide in route_guides(SEED).values():
        text = " ".join(
            [*(getattr(guide, part) for part in PARTS), *(fact.text for _kind, fact in guide.facts)]
        )
        assert not [word for word in words if word in text.casefold()], guide.route


def test_nobody_is_told_what_they_should_do() -> None:
    for guide in route_guides(SEED).values():
        text = " ".join(getattr(guide, part) for part in PARTS)
        assert "you should" not in text.casefold()


def test_v_level_is_not_said_to_run_before_it_does() -> None:
    v_level = route_guides(SEED)[Route.V_LEVEL]
    before = [fact.heading for fact in v_level.facts_on(date(2027, 8, 31), "fact")]
    after = [fact.heading for fact in v_level.facts_on(date(2027, 9, 1), "fact")]
    assert "They have not begun yet" in before
    assert "They have not begun yet" not in after


def test_what_is_not_settled_is_marked_as_unsure() -> None:
    unknown = route_guides(SEED)[Route.V_LEVEL].facts_on(TODAY, "unknown")
    assert {fact.heading for fact in unknown} == {"Grades", "UCAS points"}
    assert not any(fact.is_sure for fact in unknown)


def test_t_level_does_not_ask_for_english_and_maths_passes_to_finish() -> None:
    t_level = route_guides(SEED)[Route.T_LEVEL]
    assert "do not need an English or maths pass to finish" in t_level.entry


def test_every_fact_names_its_source() -> None:
    assert all(fact.source for guide in route_guides(SEED).values() for _kind, fact in guide.facts)


def copy_of_seed(tmp_path: Path) -> Path:
    for name in ("routes.csv", "route_facts.csv"):
        shutil.copy(SEED / name, tmp_path / name)
    return tmp_path


def test_a_route_without_a_guide_is_refused(tmp_path: Path) -> None:
    table = copy_of_seed(tmp_path) / "routes.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith("bootcamp,")), encoding="utf-8")
    with pytest.raises(ValueError, match="says nothing of bootcamp"):
        route_guides(tmp_path)


@pytest.mark.parametrize("row", ["ghost,myth,1,,,yes,A,B,C\n", "degree,rumour,1,,,yes,A,B,C\n"])
def test_a_fact_of_no_known_route_or_kind_is_refused(tmp_path: Path, row: str) -> None:
    table = copy_of_seed(tmp_path) / "route_facts.csv"
    table.write_text(table.read_text(encoding="utf-8") + row, encoding="utf-8")
    with pytest.raises(ValueError, match=r"ghost|rumour"):
        route_guides(tmp_path)
