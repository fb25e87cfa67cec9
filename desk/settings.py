"""Every setting of the desk: environment variables that begin with DESK_, read once at the door.

The doors read it (pages, routes, commands, the build of a volume), verbs take values. `docs/operating.md` names each
setting; a test holds it to that.
"""

import shutil
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from desk.errors import Invalid

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The desk's settings; frozen, so that what was read at start holds until the end."""

    model_config = SettingsConfigDict(env_prefix="DESK_", frozen=True, extra="ignore")

    data_dir: Path = Field(ROOT / "data" / "live", description="where everything that must be backed up lies")
    database_url: str = Field("", description="a shared PostgreSQL, postgresql+psycopg://…; empty: SQLite in data_dir")
    listen: str = Field("127.0.0.1:8501", description="address and port on which the desk answers")
    public_url: str = Field("", description="the address that QR codes carry, as a phone in the room reaches it")
    library_code: str = Field("1501", pattern=r"^\d{4}$", description="four digits of the library in card numbers")
    library_name: str = Field("内蒙古自治区图书馆", min_length=1, description="the library on cards, slips and volumes")
    upload_limit_mb: int = Field(200, ge=1, le=2048, description="largest file that a page takes, in MB")
    office: str = Field("soffice", description="LibreOffice, which reads .doc and .wps: path or name; off: none")
    sign_in_hours: int = Field(8, ge=1, le=24, description="hours after which a sign-in ends by itself")
    lockout_failures: int = Field(5, ge=3, le=50, description="failed sign-ins in a row that lock an account")
    lockout_minutes: int = Field(10, ge=1, le=1440, description="minutes for which it stays locked")
    secure_cookies: bool = Field(False, description="true behind TLS: cookies travel over https only")

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("应为 postgresql+psycopg://用户:口令@主机/库名，或留空以使用 SQLite")
        return value

    @field_validator("listen")
    @classmethod
    def _address_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError("应为 地址:端口，例如 0.0.0.0:8501")
        return value

    @field_validator("office")
    @classmethod
    def _is_there(cls, value: str) -> str:
        """One that was named must be there; where nobody named any, LibreOffice may be missing."""
        if value not in ("", "off", "soffice") and shutil.which(value) is None:
            raise ValueError("没有这个程序；应为 LibreOffice 的 soffice 的路径，不用时设为 off")
        return value

    @field_validator("public_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为 http:// 或 https:// 开头的完整地址，例如 http://192.168.1.20:8501")
        if _is_loopback(parts.hostname):
            raise ValueError("是本机回环地址，手机扫码打不开；请设为手机能访问的地址，例如 http://192.168.1.20:8501")
        return value.rstrip("/")

    @property
    def url_of_database(self) -> str:
        """The SQLAlchemy address of the database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'desk.db'}"

    @property
    def host_and_port(self) -> tuple[str, int]:
        """`listen`, taken apart."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


def read_settings() -> Settings:
    """Read the environment; a wrong value is refused with its key, the value and what would be right."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = "DESK_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Invalid(
            "设置 {key}={value} 不对：{why}。",
            key=key,
            value=first.get("input"),
            why=str(first["msg"]).removeprefix("Value error, "),
        ) from error


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read_settings()
