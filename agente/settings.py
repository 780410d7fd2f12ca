"""What can be set from outside: every environment variable, typed, with its default and where it came from.

Read once at start, from the environment and from `.env`. With nothing set the product runs embedded: SQLite and all
state in one folder, no key, no server.
"""

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

SAMPLE_PACK = Path(__file__).parent.parent / "packs" / "tamarindo"
ENV_FILE = Path(".env")
MIN_SECRET_LENGTH = 32
DATABASES = ("sqlite:///", "postgresql://", "postgres://")


class InvalidSettings(Exception):
    """Some settings cannot be used; `problems` says which and what to write instead, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ModelPrice(BaseModel):
    """US dollars per million tokens; cached ones cost as much as `input` where nothing else is said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Annotated[float, Field(ge=0)]
    output: Annotated[float, Field(ge=0)]
    cached: Annotated[float | None, Field(ge=0)] = None


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=ENV_FILE, extra="ignore", frozen=True, populate_by_name=True)

    environment: Literal["development", "test", "staging", "production"] = "development"
    pack: Path = SAMPLE_PACK  # the business that is served
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    state_dir: Path = Path("var")  # database, secret, router cache and pid file of the embedded default

    database_url: SecretStr | None = None  # sqlite:///path or postgresql://...; None: sqlite in state_dir
    database_name: str | None = None  # of PostgreSQL, instead of the one in DATABASE_URL; runbook 8.2 changes it
    db_pool_size: Annotated[int, Field(ge=1, le=500)] = 8  # connections kept; eight threads were fastest on two cores
    db_max_overflow: Annotated[int, Field(ge=0, le=500)] = 4  # further ones in a rush
    db_statement_timeout: Annotated[float, Field(gt=0, le=300)] = 5.0  # seconds of one statement, on PostgreSQL
    db_lock_timeout: Annotated[float, Field(gt=0, le=300)] = 2.0  # seconds that it may wait for a lock
    redis_url: SecretStr | None = None  # redis://host:6379/0; None: what replicas share is kept in the process
    secret_key: SecretStr | None = None  # None: made once and kept in state_dir; production must set it
    bootstrap_api_key: SecretStr | None = None  # an API key that exists from the start, for automation

    rate_limit_per_minute: Annotated[int, Field(ge=1)] = 100  # a caller's requests; runbook 5.3 raises it to 200
    max_message_chars: Annotated[int, Field(ge=1, le=100_000)] = 4000
    # Seconds of silence after which a burst of messages is answered as one, by channel; one that is not named waits for
    # nobody. {"whatsapp": 1.5, "email": 5}: peers that waited 5 on WhatsApp were told that it is too long.
    gather_seconds: dict[Literal["web", "whatsapp", "email", "api"], Annotated[float, Field(ge=0, le=5)]] = {
        "whatsapp": 1.5,
        "email": 5.0,
    }
    max_body_bytes: Annotated[int, Field(ge=1024)] = 65_536  # 4,000 characters of four bytes, escaped, fit twice
    web_token_hours: Annotated[int, Field(ge=1, le=720)] = 24

    # Without a provider the local engine answers alone. The runbook's 8.5 and 10.3 change these during an incident.
    llm_provider: Literal["openai", "anthropic", "local"] = "local"  # who is asked first
    fallback_mode: bool = False  # true: no model is asked, whatever else is set
    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None  # a server that speaks like OpenAI, for example http://127.0.0.1:11434/v1
    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str | None = None
    default_model: str | None = None  # None: the provider's current one, agente/llm/models.py
    simple_query_model: str | None = None  # for what a small model does as well
    max_tokens: Annotated[int, Field(ge=16, le=32_000)] = 1024  # of a model's answer
    # By model, where the tables know no price or another one: {"qwen3:8b": {"input": 0, "output": 0}}
    llm_prices: dict[str, ModelPrice] = {}
    llm_timeout: Annotated[float, Field(gt=0, le=300)] = 10.0  # seconds; of one call of a provider
    request_timeout: Annotated[float, Field(gt=0, le=600)] = 15.0  # seconds; of a turn
    cache_ttl: Annotated[int, Field(ge=0, le=86_400)] = 600  # seconds that a model's answer is given again; 0: never
    cost_daily_budget_usd: Annotated[float | None, Field(gt=0, allow_inf_nan=False)] = None  # None: no limit

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "json", "text"] = "auto"  # auto: text on a terminal, JSON elsewhere

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(DATABASES):
            raise ValueError(
                "expected postgresql://user:password@host/name, or sqlite:///path such as sqlite:///var/agente.db"
            )
        return value

    @field_validator("redis_url", mode="before")
    @classmethod
    def _known_redis(cls, value: object) -> object:
        if value == "":
            return None
        if isinstance(value, str) and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("expected redis://host:port/database, for example redis://localhost:6379/0")
        return value

    @field_validator("bootstrap_api_key")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value() if value else ""
        if value and (len(key) < MIN_SECRET_LENGTH or "." in key):
            raise ValueError(
                f"it has {len(key)} characters; a key has {MIN_SECRET_LENGTH} or more and no dot. "
                "Make one: agente keys secret"
            )
        return value

    @model_validator(mode="after")
    def _production_is_safe(self) -> Self:
        key = self.secret_key.get_secret_value() if self.secret_key else ""
        if self.environment == "production" and len(key) < MIN_SECRET_LENGTH:
            raise ValueError(
                f"SECRET_KEY has {len(key)} characters; production needs {MIN_SECRET_LENGTH} or more. "
                "Make one: agente keys secret"
            )
        return self

    @field_validator(
        "database_name", "openai_api_key", "anthropic_api_key", "openai_base_url", "anthropic_base_url", mode="before"
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("openai_base_url", "anthropic_base_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("expected http://... or https://..., for example http://127.0.0.1:11434/v1")
        return value

    @model_validator(mode="after")
    def _provider_has_its_key(self) -> Self:
        """A server of the operator's own may need no key; the vendors always do."""
        missing = {
            "openai": not (self.openai_api_key or self.openai_base_url),
            "anthropic": not (self.anthropic_api_key or self.anthropic_base_url),
        }
        if missing.get(self.llm_provider):
            name = f"{self.llm_provider.upper()}_API_KEY"
            raise ValueError(f"{name}: LLM_PROVIDER={self.llm_provider} needs it. Without a key: LLM_PROVIDER=local")
        return self

    @property
    def resolved_database_url(self) -> str:
        if self.database_url is None:
            return f"sqlite:///{self.state_dir}/agente.db"
        url = self.database_url.get_secret_value()
        if self.database_name is None or url.startswith("sqlite:"):
            return url
        return urlsplit(url)._replace(path=f"/{quote(self.database_name, safe='')}").geturl()

    @property
    def shown_database_url(self) -> str:
        """The same without its password, for people."""
        return re.sub(r"(?<=://)([^:@/]*):[^@/]*@", r"\1:***@", self.resolved_database_url)

    @property
    def web_token_lifetime(self) -> timedelta:
        return timedelta(hours=self.web_token_hours)

    @cached_property
    def signing_key(self) -> str:
        """The secret that signs web-chat tokens; made and kept (mode 600) in `state_dir` when none was set."""
        if self.secret_key:
            return self.secret_key.get_secret_value()
        path = self.state_dir / "secret.key"
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text()


def _write_once(path: Path, text: str) -> None:
    """Makes the file whole or not at all, for its owner alone; one that another process made meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as unfinished:
        unfinished.write(text)
        unfinished.flush()
        with contextlib.suppress(FileExistsError):
            os.link(unfinished.name, path)


def read_settings(**overrides: object) -> Settings:
    """The settings of this process; `overrides` are values from the command line, None meaning "not given".

    Raises `InvalidSettings` with one line a problem; values of secrets are never repeated.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise InvalidSettings([_problem(item["loc"], item["msg"]) for item in error.errors()]) from None


def environment() -> Mapping[str, str]:
    """The variables of this process and of `.env`, for the secrets that a pack names; the process's own come first."""
    written = DotEnvSettingsSource(Settings, env_file=ENV_FILE, case_sensitive=True).env_vars
    return {**{name: value for name, value in written.items() if value}, **os.environ}


def _problem(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{str(location[0]).upper()}: {message}" if location else message
