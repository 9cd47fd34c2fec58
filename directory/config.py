"""Every setting, read once from the environment (prefix ``ONWARD_``) or a ``.env`` file.

``ONWARD_<NAME>_FILE`` names a file to read a setting from, for what nobody should see: keys, and addresses with
passwords in them. An empty variable counts as one that is not set. What makes settings unusable or too weak stands in
``directory.strength``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from directory.errors import Refused

DEVELOPMENT_KEY = "development-key-not-for-production"
PREFIX = "ONWARD_"
LONGEST_FILE = 65_536


class FromFiles(PydanticBaseSettingsSource):
    """Settings whose file is named in the environment, as container engines hand over secrets."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """What the file says without its line end; None where no file is named. Raises Refused, never quoting it."""
        name = f"{PREFIX}{field_name.upper()}"
        path = os.environ.get(f"{name}_FILE", "")
        if not path:
            return None, field_name, False
        if os.environ.get(name):
            raise Refused(f"Both {name} and {name}_FILE are set: unset one of them.")
        return _read_secret(Path(path), f"{name}_FILE"), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every setting that is read from a file."""
        fields = self.settings_cls.model_fields.items()
        found = {name: self.get_field_value(field, name)[0] for name, field in fields}
        return {name: value for name, value in found.items() if value is not None}


def _read_secret(path: Path, name: str) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_FILE + 1)
    except (OSError, UnicodeDecodeError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else "it is not text"
        raise Refused(f"{name} cannot be read: {why}: {path}") from None
    value = text.strip()
    if not value or len(text) > LONGEST_FILE or "\n" in value or "\0" in value:
        raise Refused(f"{name} must hold one line: {path}")
    return value


class Settings(BaseSettings):
    """One line a setting, with its type and default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    environment: Literal["development", "production"] = "development"
    instance: Path = Path("instance")
    database_url: str = ""
    secret_key: str = DEVELOPMENT_KEY
    previous_secret_key: str = ""
    api_key: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    threads: int = Field(default=8, ge=1, le=256)
    clock_offset_s: float = 0.0
    plugins_disabled: str = ""
    plugins_from_packages: bool = True
    geocoder: Literal["", "nominatim", "photon"] = ""
    geocoder_url: str = ""
    geocoder_user_agent: str = "onward"
    tile_url: str = ""
    tile_attribution: str = ""
    listing_rate_limit: str = "20 per hour"
    api_rate_limit: str = "600 per minute; 20 per second"
    search_rate_limit: str = "3000 per minute; 100 per second"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    max_body_bytes: int = Field(default=262_144, ge=1024)
    public_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    mail_reply_to: str = ""
    link_days: int = Field(default=30, ge=1, le=365)
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_previous_secret: str = ""
    webhook_allow_private: bool = False
    elasticsearch_url: str = ""
    elasticsearch_index: str = Field(default="onward-services", pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")
    elasticsearch_timeout_s: float = Field(default=2.0, gt=0, le=30)
    worker_threads: int = Field(default=4, ge=1, le=64)
    embedded_workers: bool = True
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=0, ge=0, le=65535)
    durations_divided_by: float = Field(default=1.0, ge=1.0, le=100_000.0)
    failpoint: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given comes first, then the environment, then the files that it names, then ``.env``."""
        return init_settings, env_settings, FromFiles(settings_cls), dotenv_settings

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """The key that signs, and behind it the former one while the key is changed: what it signed is still read."""
        former = self.previous_secret_key
        return (self.secret_key, former) if former and former != self.secret_key else (self.secret_key,)

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _use_psycopg(cls, value: str) -> str:
        for bare in ("postgres://", "postgresql://"):
            if value.startswith(bare):
                return "postgresql+psycopg://" + value.removeprefix(bare)
        return value

    @property
    def database(self) -> str:
        """The database's URL: the one set, else SQLite in the instance folder."""
        return self.database_url or f"sqlite:///{(self.instance / 'onward.db').absolute()}"

    @property
    def places_db(self) -> Path:
        """The postcode table, whatever the main database is."""
        return self.instance / "places.db"

    @property
    def base_url(self) -> str:
        """Where links in mails lead: the public address, else the one that is listened on."""
        # An address that means "all of them" leads nowhere; this machine's own does while developing.
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self.mail_from or "referrals@onward.invalid"

    @property
    def runs_workers(self) -> bool:
        """Whether the web process sends what is due itself: without Redis, unless told otherwise."""
        return self.embedded_workers and not self.redis_url

    @property
    def disabled(self) -> tuple[str, ...]:
        """The plugins that are switched off by name."""
        return tuple(name.strip() for name in self.plugins_disabled.split(",") if name.strip())
