"""The wheel holds everything the service needs, and runs away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with what is installed already."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
         "--wheel-dir", str(folder), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return next(folder.glob("pathways-*.whl"))


def test_the_wheel_holds_code_templates_styles_seeds_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (
        ("templates", "*.html"),
        ("seed_data", "*.csv"),
        ("pathways", "*.py"),
        ("pathways", "*.mako"),
    ):
        for path in (ROOT / folder).rglob(pattern):
            inside = path.relative_to(ROOT)
            wanted = str(inside) if folder == "pathways" else f"pathways/{inside}"
            assert wanted in names, f"{inside} is not in the wheel"
    assert "pathways/static/build/manifest.json" in names
    assert "pathways/templates/sheets/sheet.typ" in names
    for font in ("SourceSans3_400Regular.ttf", "SourceSans3_700Bold.ttf", "LICENSE_FONT"):
        assert f"pathways/static/build/fonts/{font}" in names
    assert not [name for name in names if name.startswith(("tests/", "pathways/tests/", "instance/"))]


def test_the_wheel_brings_its_command_and_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "pathways = pathways.cli:main" in archive.read(entry).decode()
    assert any(name.endswith("LICENSE") for name in archive.namelist())


def test_the_unpacked_wheel_finds_its_own_folders(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = (
        "import pathways.paths as paths, pathways.app\n"
        "from pathways.settings import Settings\n"
        "print(paths.resource_dir('templates'), paths.resource_dir('static'), paths.resource_dir('seed_data'))\n"
        "app = pathways.app.create_app(Settings(env='development', instance_dir='instance'))\n"
        "print(app.test_client().get('/').status_code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    folders, status = ran.stdout.split("\n")[:2]
    assert status == "200"
    assert all(folder.startswith(str(tmp_path)) for folder in folders.split())
