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
    public_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
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
    durations_divided_by: float = Field(default=1.0, ge=1.0, le=100_000.0)
    failpoint: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

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
        if self.durations_divided_by != 1.0:
            raise Refused("ONWARD_DURATIONS_DIVIDED_BY shortens every wait and is refused in production: unset it.")
        if self.failpoint:
            raise Refused("ONWARD_FAILPOINT makes processes die on purpose and is refused in production: unset it.")
        if not self.smtp_url:
            raise Refused("Set ONWARD_SMTP_URL to your mail server: without it no referral would reach anybody.")
        if not self.mail_from:
            raise Refused("Set ONWARD_MAIL_FROM to the address that referral mail comes from.")
        if not self.public_url.startswith("https://"):
            raise Refused("Set ONWARD_PUBLIC_URL to the https address of this service: links in mails lead there.")
        if self.webhook_url and not self.webhook_url.startswith("https://"):
            raise Refused("ONWARD_WEBHOOK_URL must begin with https://.")
        if self.webhook_allow_private:
            raise Refused("ONWARD_WEBHOOK_ALLOW_PRIVATE is for development and is refused in production: unset it.")
