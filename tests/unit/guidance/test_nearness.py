"""Nearness: 1 at home, never rising with distance, and fitted to where people really train."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.fit_nearness import (
    Flows,
    by_distance,
    chances,
    fit,
    likelihood,
    main,
    pull,
    read_flows,
)
from pathways.guidance.nearness import FURTHEST, WITHOUT_PLACE, Decay, fitted_decay
from pathways.paths import resource_dir

KEPT = fitted_decay(resource_dir("seed_data"))


@given(near=st.floats(0, 200), further=st.floats(0, 200))
def test_nearer_is_never_lower(near: float, further: float) -> None:
    near, further = sorted((near, further))
    assert KEPT.nearness(near) >= KEPT.nearness(further)
    assert KEPT.chance(near) >= KEPT.chance(further)


def test_nearness_runs_from_one_at_home_to_nothing_at_sixty_miles() -> None:
    assert KEPT.nearness([0.0, FURTHEST, 500.0, np.inf]).tolist() == [1.0, 0.0, 0.0, 0.0]
    assert KEPT.nearness(1.0) > 0.9
    assert 0.3 < KEPT.nearness(15.0) < 0.6


def test_what_is_online_counts_as_much_as_a_long_journey() -> None:
    assert KEPT.nearness(10.0) > WITHOUT_PLACE > KEPT.nearness(30.0)


def made_flows(decay: Decay, people: float = 1_000_000.0) -> Flows:
    """Flows between twenty places on a line, exactly as a decay has it."""
    miles = abs(np.subtract.outer(np.arange(20) * 3.0, np.arange(20) * 3.0))
    supply = 1.0 + np.arange(20) % 4
    inside = np.zeros((20, 40))
    inside[:, 5:25] = 1 / 20
    empty = Flows(np.zeros((20, 20)), miles, inside)
    weighted = supply * pull(empty, decay) * empty.fitted
    starts = people / 20 * weighted / weighted.sum(axis=1, keepdims=True)
    return Flows(starts, miles, inside)


def test_the_most_likely_decay_is_about_the_one_that_made_the_flows() -> None:
    # Supply is what was trained, which the decay has a hand in: so it is found nearly, not exactly.
    made = Decay(4.0, 2.5)
    found = fit(made_flows(made))
    assert found.chance(5.0) == pytest.approx(made.chance(5.0), abs=0.08)
    assert found.chance(20.0) == pytest.approx(made.chance(20.0), abs=0.03)


def test_no_other_decay_on_a_wide_grid_is_more_likely_than_the_fitted_one() -> None:
    flows = made_flows(Decay(4.0, 2.5))
    best = likelihood(flows, fit(flows))
    assert all(
        likelihood(flows, Decay(scale, power)) <= best + 1e-6
        for scale in (0.5, 2.0, 8.0, 30.0)
        for power in (0.7, 1.5, 3.0, 5.0)
    )


def test_chances_of_each_home_add_up_to_one_and_leave_out_what_is_too_far() -> None:
    flows = made_flows(Decay(4.0, 2.5))
    found = chances(flows, Decay(2.0, 1.0))
    assert np.allclose(found.sum(axis=1), 1.0)
    assert not found[~flows.fitted].any()


def test_shares_by_distance_add_up_to_all_starts_that_are_fitted() -> None:
    flows = made_flows(Decay(4.0, 2.5))
    was, fitted = by_distance(flows, Decay(4.0, 2.5), [0, 5, 10, 20, 41])
    assert was.sum() == pytest.approx(1.0)
    assert fitted.sum() == pytest.approx(1.0)


def published_files(shared_data: Path) -> tuple[Path, Path, Path]:
    return (
        shared_data / "apprenticeships" / "home_lad_to_delivery_lad_starts_2024_26.csv",
        shared_data / "places" / "lad_centroids_gb.csv",
        shared_data / "places" / "sectors_gb.csv",
    )


def test_the_numbers_that_are_kept_are_those_that_the_published_flows_give(shared_data: Path) -> None:
    found = fit(read_flows(*published_files(shared_data)))
    assert found.scale == pytest.approx(KEPT.scale, abs=0.02)
    assert found.power == pytest.approx(KEPT.power, abs=0.01)


def test_the_fit_follows_the_flows_at_every_distance(shared_data: Path) -> None:
    flows = read_flows(*published_files(shared_data))
    was, fitted = by_distance(flows, KEPT, [0, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40])
    assert abs(was - fitted).max() < 0.015


def test_the_command_prints_the_fit_and_draws_it(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "plot.svg"
    assert main([*map(str, published_files(shared_data)), "--plot", str(plot)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"scale,{KEPT.scale:.2f},miles\npower,{KEPT.power:.3f},none")
    assert " 0 to  2 miles" in printed
    drawn = ET.parse(plot).getroot()
    assert drawn.tag.endswith("svg")
    assert len(drawn.findall(".//{*}circle")) == 12
    assert f"{KEPT.scale:.2f}" in "".join(drawn.itertext())


def test_the_plot_in_the_documents_is_the_one_the_command_draws(shared_data: Path, tmp_path: Path) -> None:
    plot = tmp_path / "plot.svg"
    main([*map(str, published_files(shared_data)), "--plot", str(plot)])
    kept = resource_dir("seed_data").parent / "docs" / "images" / "nearness.svg"
    assert plot.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_the_kept_numbers_name_their_source() -> None:
    with (resource_dir("seed_data") / "nearness.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["name"] for row in rows} == {"scale", "power"}
    assert all("Department for Education" in row["source"] for row in rows)
