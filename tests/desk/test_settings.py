"""Settings: what is wrong is named with its key, its value, and what would be right."""

from pathlib import Path

import pytest

from desk.errors import Invalid
from desk.settings import read_settings


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("DESK_LISTEN", "8501", "地址:端口"),
        ("DESK_LISTEN", "0.0.0.0:99999", "地址:端口"),
        ("DESK_PUBLIC_URL", "http://localhost:8501", "回环"),
        ("DESK_PUBLIC_URL", "http://127.0.0.1", "回环"),
        ("DESK_PUBLIC_URL", "http://[::1]:8501", "回环"),
        ("DESK_PUBLIC_URL", "http://0.0.0.0:8501", "回环"),
        ("DESK_PUBLIC_URL", "desk.local", "http://"),
        ("DESK_DATABASE_URL", "mysql://x", "postgresql+psycopg://"),
        ("DESK_LIBRARY_CODE", "15", "DESK_LIBRARY_CODE=15"),
        ("DESK_OFFICE", "/no/such/soffice", "没有这个程序"),
        ("DESK_UPLOAD_LIMIT_MB", "0", "DESK_UPLOAD_LIMIT_MB=0"),
        ("DESK_LOCKOUT_FAILURES", "many", "DESK_LOCKOUT_FAILURES=many"),
    ],
)
def test_a_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, key: str, value: str, says: str) -> None:
    monkeypatch.setenv(key, value)
    with pytest.raises(Invalid) as refused:
        read_settings()
    assert f"{key}={value}" in str(refused.value)
    assert says in str(refused.value)


def test_the_public_address_is_what_a_phone_can_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PUBLIC_URL", "http://192.168.1.20:8501/")
    assert read_settings().public_url == "http://192.168.1.20:8501"


def test_the_database_lies_in_the_data_folder_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path))
    assert read_settings().url_of_database == f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DESK_DATABASE_URL", "postgresql+psycopg://desk@db/desk")
    assert read_settings().url_of_database == "postgresql+psycopg://desk@db/desk"
