"""Every setting, read once from the environment (prefix ``ONWARD_``) or a ``.env`` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from directory.errors import Refused

DEVELOPMENT_KEY = "development-key-not-for-production"


class Settings(BaseSettings):
    """One line a setting, with its type and default."""

    model_config = SettingsConfigDict(env_prefix="ONWARD_", env_file=".env", extra="ignore", frozen=True)

    environment: Literal["development", "production"] = "development"
    instance: Path = Path("instance")
    database_url: str = ""
    secret_key: str = DEVELOPMENT_KEY
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
    api_rate_limit: str = "600 per minute"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    max_body_bytes: int = Field(default=262_144, ge=1024)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

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
    def disabled(self) -> tuple[str, ...]:
        """The plugins that are switched off by name."""
        return tuple(name.strip() for name in self.plugins_disabled.split(",") if name.strip())

    def check(self) -> None:
        """Refuse weak settings in production. Raises Refused with what to set."""
        if self.environment != "production":
            return
        if self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < 32:
            raise Refused("Set ONWARD_SECRET_KEY to at least 32 random characters before running in production.")
        if self.api_key and len(self.api_key) < 32:
            raise Refused("ONWARD_API_KEY is too short: use at least 32 random characters.")
        if self.clock_offset_s:
            raise Refused("ONWARD_CLOCK_OFFSET_S moves the clock and is refused in production: unset it.")
