"""Where the project's own folders are."""

from pathlib import Path

import pytest

from pathways import paths


@pytest.mark.parametrize("name", ["templates", "static", "seed_data"])
def test_every_resource_folder_is_found(name: str) -> None:
    assert paths.resource_dir(name).is_dir()


def test_an_installed_package_prefers_its_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside = tmp_path / "pathways" / "templates"
    beside = tmp_path / "templates"
    beside.mkdir()
    monkeypatch.setattr(paths, "PACKAGE_DIR", tmp_path / "pathways")
    assert paths.resource_dir("templates") == beside
    inside.mkdir(parents=True)
    assert paths.resource_dir("templates") == inside


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_folder"):
        paths.resource_dir("no_such_folder")
