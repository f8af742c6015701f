"""Settings: safe by default, refused when they are not, and documented as they are."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from pathways.settings import DEVELOPMENT_KEY, Settings, get_settings

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
LONG_KEY = "k" * 48


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PATHWAYS_{name.upper()}", raising=False)


def test_the_defaults_are_those_of_production() -> None:
    settings = Settings()
    assert settings.env == "production"
    assert settings.page_limits is True


def test_production_refuses_to_start_without_a_key() -> None:
    with pytest.raises(ValueError, match="PATHWAYS_SECRET_KEY"):
        Settings().check_secrets()


@pytest.mark.parametrize("key", ["short", "x" * 31, DEVELOPMENT_KEY])
def test_production_refuses_a_short_or_known_key(key: str) -> None:
    with pytest.raises(ValueError, match="32 random characters"):
        Settings(secret_key=SecretStr(key)).check_secrets()


def test_production_starts_with_a_long_key() -> None:
    Settings(secret_key=SecretStr(LONG_KEY)).check_secrets()


def test_development_brings_its_own_key() -> None:
    settings = Settings(env="development")
    settings.check_secrets()
    assert settings.secret_key.get_secret_value() == DEVELOPMENT_KEY


def test_a_key_is_never_shown() -> None:
    assert LONG_KEY not in repr(Settings(secret_key=SecretStr(LONG_KEY)))


def test_the_database_is_in_the_instance_folder_unless_said(tmp_path: Path) -> None:
    assert Settings(instance_dir=tmp_path).database_url == f"sqlite:///{tmp_path / 'pathways.db'}"


def test_a_postgresql_address_gets_the_driver_that_is_installed() -> None:
    settings = Settings(database_url="postgresql://pathways@db.example/pathways")
    assert settings.database_url == "postgresql+psycopg://pathways@db.example/pathways"


def test_the_instance_folder_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(instance_dir=Path("data")).instance_dir == tmp_path / "data"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATHWAYS_SITE_NAME", "Ways on in Weardale")
    monkeypatch.setenv("PATHWAYS_PAGE_LIMITS", "false")
    assert get_settings().site_name == "Ways on in Weardale"
    assert get_settings().page_limits is False


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = get_settings()
    monkeypatch.setenv("PATHWAYS_SITE_NAME", "Another name")
    assert get_settings() is first


@pytest.mark.parametrize(
    ("name", "value"), [("ENV", "staging"), ("BUSY_LIMIT", "0"), ("PAGE_LIMITS", "perhaps")]
)
def test_a_setting_that_means_nothing_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"PATHWAYS_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_every_setting_is_documented_with_its_default() -> None:
    documented = dict(re.findall(r"^\| `PATHWAYS_(\w+)` \| (.*?) \|", OPERATIONS.read_text(), re.MULTILINE))
    assert set(documented) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        said = ("on" if default else "off") if isinstance(default, bool) else str(default)
        assert documented[name.upper()] == (f"`{said}`" if said else "empty"), name


def test_every_setting_is_documented_in_the_words_of_the_code() -> None:
    text = OPERATIONS.read_text()
    missing = [name for name, field in Settings.model_fields.items() if str(field.description) not in text]
    assert not missing


@pytest.mark.parametrize("limit", ["lots", "", "600", "600 per fortnight", "-1 per minute"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    with pytest.raises(ValidationError, match="600 per minute"):
        Settings(env="development", search_limit=limit)
