"""What can be set from outside: every environment variable, typed, with its default and where it came from.

Read once at start, from the environment and from `.env`. With nothing set the product runs embedded: SQLite and all
state in one folder, no key, no server.
"""

import base64
import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

SAMPLE_PACK = Path(__file__).parent.parent / "packs" / "tamarindo"
ENV_FILE = Path(".env")
MIN_SECRET_LENGTH = 32
DATABASES = ("sqlite:///", "postgresql://", "postgres://")
MaintenanceMode = Literal["off", "partial", "full"]
MAINTENANCE_WORDS = {"false": "off", "0": "off", "true": "full", "1": "full", "on": "full"}


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
    maintenance_mode: MaintenanceMode = (
        "off"  # partial: no new visitors; full: nobody. `agente maintenance` changes it live
    )
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

    metrics_token: SecretStr | None = None  # opens /metrics from outside: Authorization: Bearer ...
    # Whose X-Forwarded-For and X-Real-IP are believed: addresses and networks, with commas between them.
    trusted_proxies: str = "127.0.0.0/8,::1"
    log_file: Path | None = None  # written besides standard output, for hosts with logrotate: /var/log/agente/app.log
    otel_exporter_otlp_endpoint: str | None = None  # http://collector:4318; None: no traces, and nothing is imported
    trace_share: Annotated[float, Field(ge=0, le=1)] = 0.1  # of the requests; all of them cost a tenth of the turns/s
    trace_content: bool = False  # true: traces hold what customers write, which is personal data
    memory_profiling: bool = False  # says in the log where memory grows; costs speed, for a while only
    memory_limit_mb: Annotated[int | None, Field(ge=64)] = None  # None: the container's, else the machine's
    enable_integrations: bool = True  # false: nothing leaves, what would waits in the outbox; runbook 8.4
    worker: Literal["embedded", "none"] = "embedded"  # none: `agente worker` processes deliver, the server does not
    # On HOST, of an `agente worker`; None: none. A server has its /metrics in any case.
    worker_metrics_port: Annotated[int | None, Field(ge=1, le=65_535)] = None
    crm_provider: Literal["none", "hubspot", "salesforce", "webhook"] = "none"  # where qualified leads go
    crm_api_key: SecretStr | None = None  # HubSpot's private app token
    hubspot_base_url: str = "https://api.hubapi.com"
    salesforce_base_url: str | None = None  # the org's My Domain: https://company.my.salesforce.com
    salesforce_client_id: str | None = None
    salesforce_client_secret: SecretStr | None = None
    salesforce_api_version: Annotated[str, Field(pattern=r"^v\d+\.\d$")] = "v60.0"
    crm_webhook_url: SecretStr | None = None  # gets each lead as signed JSON
    crm_webhook_secret: SecretStr | None = None
    mail_from: str | None = None  # the address that mails come from; its domain needs SPF and DKIM
    sendgrid_api_key: SecretStr | None = None
    sendgrid_base_url: str = "https://api.sendgrid.com"  # https://api.eu.sendgrid.com for accounts in Europe
    sendgrid_webhook_key: str | None = None  # the public key that signs /webhooks/email/events
    smtp_url: SecretStr | None = None  # smtp://user:password@host:587 or smtps://...; instead of SendGrid
    analytics_webhook_url: SecretStr | None = None  # gets the events, without personal data, in batches
    analytics_webhook_secret: SecretStr | None = None  # signs them
    analytics_dir: Path | None = None  # or files of lines of JSON, one a day
    slack_webhook_url: SecretStr | None = None  # told of new leads and handoffs
    notify_webhook_url: SecretStr | None = None  # the same, for a system of your own
    notify_webhook_secret: SecretStr | None = None
    public_url: str | None = None  # where people reach this installation, for links
    secrets_dir: Path | None = None  # files named like settings, read again when a vendor refuses our key
    calendar_provider: Literal["builtin", "caldav", "google"] = "builtin"  # where people see the meetings, if anywhere
    calendar_sync_seconds: Annotated[int, Field(ge=5, le=3600)] = 30  # how soon what people do there is seen
    caldav_url: str | None = None  # of the calendar itself, such as https://cloud.example/remote.php/dav/calendars/...
    caldav_username: str | None = None
    caldav_password: SecretStr | None = None
    google_calendar_id: str | None = None  # an address such as agenda@empresa.com.br, shared with the service account
    google_credentials_file: Path | None = None  # the service account's key, JSON
    google_base_url: str = "https://www.googleapis.com/calendar/v3"
    google_token_url: str = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address

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
        if isinstance(value, str) and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("expected redis://host:port/database, for example redis://localhost:6379/0")
        return value

    @field_validator("maintenance_mode", mode="before")
    @classmethod
    def _on_is_full(cls, value: object) -> object:
        word = value.lower() if isinstance(value, str) else value
        return MAINTENANCE_WORDS.get(word, word) if isinstance(word, str) else word

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        for network in _listed(value):
            try:
                ip_network(network)
            except ValueError:
                raise ValueError(f"{network} is no address or network, such as 10.0.0.0/8") from None
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

    # The last of those that look before: the last is asked first.
    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object, info: ValidationInfo) -> object:
        if value != "" or info.field_name == "trusted_proxies":  # to trust none is a choice
            return value
        return cls.model_fields[str(info.field_name)].get_default(call_default_factory=True)

    @field_validator("analytics_webhook_url", "slack_webhook_url", "notify_webhook_url", "crm_webhook_url")
    @classmethod
    def _a_secret_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            cls._an_address(value.get_secret_value())
        return value

    @field_validator(
        "openai_base_url",
        "anthropic_base_url",
        "public_url",
        "hubspot_base_url",
        "salesforce_base_url",
        "sendgrid_base_url",
    )
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

    @model_validator(mode="after")
    def _crm_has_what_it_needs(self) -> Self:
        needed: dict[str, dict[str, object]] = {
            "hubspot": {"CRM_API_KEY": self.crm_api_key},
            "salesforce": {
                "SALESFORCE_BASE_URL": self.salesforce_base_url,
                "SALESFORCE_CLIENT_ID": self.salesforce_client_id,
                "SALESFORCE_CLIENT_SECRET": self.salesforce_client_secret,
            },
            "webhook": {"CRM_WEBHOOK_URL": self.crm_webhook_url},
        }
        for name, value in needed.get(self.crm_provider, {}).items():
            if not value:
                raise ValueError(f"{name}: CRM_PROVIDER={self.crm_provider} needs it. Without a CRM: CRM_PROVIDER=none")
        return self

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("smtp://", "smtps://")):
            raise ValueError("expected smtp://user:password@host:587 or smtps://user:password@host:465")
        return value

    @field_validator("sendgrid_webhook_key")
    @classmethod
    def _a_public_key(cls, value: str | None) -> str | None:
        if value is not None and not _is_ecdsa_key(value):
            raise ValueError("expected the verification key as SendGrid shows it, one line that begins with MFkw")
        return value

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.mail_wanted and "@" not in (self.mail_from or ""):
            raise ValueError("MAIL_FROM: an address such as atendimento@empresa.com.br is needed to send e-mail")
        return self

    @property
    def mail_wanted(self) -> bool:
        return bool(self.sendgrid_api_key or self.smtp_url)

    @property
    def analytics_wanted(self) -> bool:
        return bool(self.analytics_webhook_url or self.analytics_dir)

    @field_validator("caldav_url", "google_base_url", "google_token_url")
    @classmethod
    def _a_calendar_address(cls, value: str | None) -> str | None:
        cls._an_address(value)
        if value and "@" in urlsplit(value).netloc:
            raise ValueError("user and password go into CALDAV_USERNAME and CALDAV_PASSWORD")
        return value

    @model_validator(mode="after")
    def _calendar_has_what_it_needs(self) -> Self:
        needed: dict[str, tuple[str, ...]] = {
            "caldav": ("caldav_url",),
            "google": ("google_calendar_id", "google_credentials_file"),
        }
        for name in needed.get(self.calendar_provider, ()):
            if getattr(self, name) is None:
                raise ValueError(f"{name.upper()}: CALENDAR_PROVIDER={self.calendar_provider} needs it")
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
    def trusted_networks(self) -> "list[IPv4Network | IPv6Network]":
        return [ip_network(network) for network in _listed(self.trusted_proxies)]

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


def _is_ecdsa_key(text: str) -> bool:
    # Here, because most commands and most installations have no such key and should not wait for the import.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        return isinstance(load_der_public_key(base64.b64decode(text, validate=True)), EllipticCurvePublicKey)
    except (ValueError, UnsupportedAlgorithm):
        return False


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


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
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(_secrets_dir=_secrets_dir(), **given)
    except ValidationError as error:
        raise InvalidSettings([_problem(item["loc"], item["msg"]) for item in error.errors()]) from None


def _secrets_dir() -> Path | None:
    """Where files named like settings are: what Docker, Kubernetes and Vault mount, and change while we run."""
    named = environment().get("SECRETS_DIR")
    if named and not Path(named).is_dir():
        raise InvalidSettings([f"SECRETS_DIR: {named} is not a folder"])
    return Path(named) if named else None


def environment() -> Mapping[str, str]:
    """The variables of this process and of `.env`, for the secrets that a pack names; the process's own come first."""
    written = DotEnvSettingsSource(Settings, env_file=ENV_FILE, case_sensitive=True).env_vars
    return {**{name: value for name, value in written.items() if value}, **os.environ}


def _problem(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{str(location[0]).upper()}: {message}" if location else message
