"""No secret is in anything that the product writes, whether vendors answer, break down or refuse, and repeat our key.

Each secret has a marker in it. Vendors that refuse say all of them back, as some do.
"""

import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import httpx
import pytest
from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr

from agente.kit.ids import new_id
from agente.settings import InvalidSettings, Settings, read_settings
from tests.support.collector import collecting
from tests.support.crm.base import StandIn, status
from tests.support.crm.hubspot import HubSpotStandIn
from tests.support.crm.salesforce import SalesforceStandIn
from tests.support.google import CALENDAR, GoogleStandIn
from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.sendgrid import SendGridStandIn
from tests.support.server import SAMPLE_PACK, Server, free_port
from tests.support.vendors import Vendors, fault
from tests.support.worker import Worker

pytestmark = pytest.mark.slow
USER = "agenda"
NAMES = sorted(name for name, found in Settings.model_fields.items() if SecretStr in get_args(found.annotation))
SAID = (
    "meu nome é Ana Lima, meu e-mail é {}@example.com e a empresa é Loja Sol",
    "tenho 12 pessoas na equipe, preciso de controle de estoque e meu whats é 11 98888-7777",
    "como faço para trazer os dados do sistema antigo, e quanto tempo o meu contador precisa para aprender?",
)


def marker(name: str) -> str:
    return f"canary-{name.replace('_', '-')}-{'0451' * 6}"


EVERYTHING = " ".join(marker(name) for name in NAMES)


@dataclass
class Anything(StandIn):
    """Takes whatever it is sent."""

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/{path:.*}", self._take)

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        return None

    async def _take(self, _: web.Request) -> web.Response:
        return web.json_response({})


@dataclass
class World:
    """Every vendor at once; the settings of `secrets` lead to them."""

    database_url: str
    redis_url: str
    crm: HubSpotStandIn = field(default_factory=lambda: HubSpotStandIn(key=marker("crm_api_key")))
    salesforce: SalesforceStandIn = field(
        default_factory=lambda: SalesforceStandIn(key=marker("salesforce_client_secret"))
    )
    sendgrid: SendGridStandIn = field(default_factory=lambda: SendGridStandIn(key=marker("sendgrid_api_key")))
    google: GoogleStandIn = field(default_factory=GoogleStandIn)
    anything: Anything = field(default_factory=Anything)
    models: Vendors = field(default_factory=Vendors)
    code: int = 200

    def __post_init__(self) -> None:
        self.smtp = Controller(Sink(), "127.0.0.1", free_port(), authenticator=self._signs_in, auth_require_tls=False)

    def start(self) -> None:
        for running in (*self.stand_ins, self.models, self.smtp):
            running.start()

    def stop(self) -> None:
        for running in (*self.stand_ins, self.models, self.smtp):
            running.stop()

    def _signs_in(self, *_: object) -> AuthResult:
        message = None if self.code == 200 else f"535 {EVERYTHING}"
        return AuthResult(success=self.code == 200, handled=False, message=message)

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        return self.crm, self.salesforce, self.sendgrid, self.google, self.anything

    def secrets(self) -> dict[str, str]:
        hooks = ("analytics_webhook_url", "slack_webhook_url", "notify_webhook_url", "crm_webhook_url")
        plain = (
            *("secret_key", "bootstrap_api_key", "openai_api_key", "anthropic_api_key", "metrics_token"),
            *("crm_api_key", "salesforce_client_secret", "crm_webhook_secret", "sendgrid_api_key"),
            *("analytics_webhook_secret", "notify_webhook_secret", "caldav_password"),
        )
        return {
            **{name: marker(name) for name in plain},
            **{name: f"{self.anything.url}/{marker(name)}" for name in hooks},
            "database_url": self.database_url.replace("@", f":{marker('database_url')}@"),
            "redis_url": self.redis_url.replace("://", f"://:{marker('redis_url')}@"),
            "smtp_url": f"smtp://ana:{marker('smtp_url')}@127.0.0.1:{self.smtp.port}",
        }

    def environment(self, folder: Path) -> dict[str, str]:
        return {
            **{name.upper(): value for name, value in self.secrets().items()},
            "LOG_LEVEL": "DEBUG",
            "LLM_PROVIDER": "openai",
            "CACHE_TTL": "0",
            "OPENAI_BASE_URL": self.models.openai_url,
            "ANTHROPIC_BASE_URL": self.models.anthropic_url,
            "HUBSPOT_BASE_URL": self.crm.url,
            "SALESFORCE_BASE_URL": self.salesforce.url,
            "SALESFORCE_CLIENT_ID": "client",
            "SENDGRID_BASE_URL": self.sendgrid.url,
            "MAIL_FROM": "ola@tamarindo.example",
            "CALDAV_URL": f"{self.anything.url}/calendar",
            "CALDAV_USERNAME": USER,
            "GOOGLE_CALENDAR_ID": CALENDAR,
            "GOOGLE_CREDENTIALS_FILE": str(self.google.write_key(folder / "google.json")),
            "GOOGLE_BASE_URL": self.google.base_url,
            "GOOGLE_TOKEN_URL": self.google.token_url,
        }

    def become(self, code: int) -> None:
        """200: as they should be; otherwise everybody answers this."""
        self.code = code
        for stand_in in self.stand_ins:
            stand_in.is_down = status(code, {"message": EVERYTHING, "error": EVERYTHING}) if code != 200 else None
        self.models.reset()
        if code != 200:
            for vendor in ("openai", "anthropic"):
                self.models.script(vendor, *[fault("unauthorized" if code == 401 else "server_error")] * 8)


@pytest.fixture(scope="module")
def world(cluster: Cluster, running_redis: RedisServer) -> Iterator[World]:
    # Redis has no password: it refuses ours, and the product goes on without it.
    made = World(cluster.new_database(), running_redis.url)
    made.start()
    yield made
    made.stop()


PROVIDERS = {
    "hubspot, sendgrid, caldav": {"CRM_PROVIDER": "hubspot", "CALENDAR_PROVIDER": "caldav"},
    "salesforce, smtp, google": {"CRM_PROVIDER": "salesforce", "CALENDAR_PROVIDER": "google", "SENDGRID_API_KEY": ""},
    "webhook, smtp, google": {"CRM_PROVIDER": "webhook", "CALENDAR_PROVIDER": "google", "SENDGRID_API_KEY": ""},
}


@pytest.fixture(scope="module", params=PROVIDERS)
def outputs(request: pytest.FixtureRequest, world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the product wrote, by where."""
    folder = tmp_path_factory.mktemp("written")
    world.database_url = request.getfixturevalue("cluster").new_database()
    environment = world.environment(folder) | PROVIDERS[request.param]
    environment |= {"WORKER": "none", "TRACE_SHARE": "1", "TRACE_CONTENT": "true", "LOG_FILE": str(folder / "app.log")}
    with collecting() as collector:
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.url
        written = _played(request, world, Server(folder / "var", SAMPLE_PACK, environment))
    assert collector.named("turn.answer")
    return written | {
        "log file": (folder / "app.log").read_text(),
        "traces": collector.received.decode(errors="replace"),
    }


def _played(request: pytest.FixtureRequest, world: World, server: Server) -> dict[str, str]:
    written: dict[str, str] = {}
    worker = Worker(server)
    try:
        server.start()
        worker.start()
        for code in (200, 500, 401):
            world.become(code)
            talk = _talk(server)
            assert code == 401 or world.models.asked("openai" if code == 200 else "anthropic")
            written |= {f"{name} ({code})": text for name, text in talk.items()}
            for command in (["crm", "test"], ["mail", "test"], ["calendar", "test"]):
                written[f"{' '.join(command)} ({code})"] = _said(server, *command)
        _until_tried(server)
        written |= _looked_at(server)
        written |= _broken(server, request.getfixturevalue("cluster"))
    finally:
        worker.kill()
        server.stop()
    assert "Traceback" in server.log
    return written | {"log": server.log, "worker": worker.log, "serve, broken": _said(server, "serve")}


def _talk(server: Server) -> dict[str, str]:
    with server.client(Authorization=f"Bearer {marker('bootstrap_api_key')}") as calling:
        conversation = calling.post("/v1/conversations", json={}).json()["id"]
        path = f"/v1/conversations/{conversation}/messages"
        replies = [calling.post(path, json={"text": text.format(new_id()[-8:])}) for text in SAID]
        assert [reply.status_code for reply in replies] == [200] * len(SAID), replies[-1].text
        trace = calling.get(f"{path}/{replies[-1].json()['id']}/trace")
        return {"replies": "".join(reply.text for reply in replies), "trace": trace.text}


def _until_tried(server: Server) -> None:
    give_up = time.monotonic() + 30
    query = "SELECT DISTINCT destination FROM outbox WHERE attempts > 0 OR status = 'done'"
    while not {"crm", "mail", "notifications"} <= (seen := {row[0] for row in server.rows(query)}):
        assert time.monotonic() < give_up, seen
        time.sleep(0.2)


def _looked_at(server: Server) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (
        "/health",
        "/health/ready",
        "/health/llm",
        "/health/redis",
        "/metrics",
        "/version",
        "/v1/conversations/x",
        "/v1/x",
    ):
        for given in ("none", marker("bootstrap_api_key"), marker("metrics_token"), f"x{marker('metrics_token')}"):
            answer = httpx.get(server.url + path, headers={"Authorization": f"Bearer {given}"}, trust_env=False)
            found[f"{path} {given[:12]}"] = f"{answer.headers} {answer.text}"
    [(delivery,), *_] = server.rows("SELECT id FROM outbox WHERE last_reason IS NOT NULL")
    for command in (
        ["outbox", "list", "--json"],
        ["outbox", "show", str(delivery)],
        ["doctor", "--json", "--url", server.url],
        ["settings", "list"],
        ["keys", "list"],
    ):
        found[" ".join(command[:2])] = _said(server, *command)
    return found


def _broken(server: Server, cluster: Cluster) -> dict[str, str]:
    """Failures that nobody foresaw: a table that is not there, and a database that is not."""
    cluster.execute("ALTER TABLE conversations RENAME TO gone", database=server.database_url.rsplit("/", 1)[1])
    with server.client(Authorization=f"Bearer {marker('bootstrap_api_key')}") as calling:
        failed = calling.post("/v1/conversations", json={})
    assert failed.status_code >= 500
    server.environment["DATABASE_URL"] += "_gone"
    commands = (["outbox", "list"], ["migrate"], ["doctor", "--json"])
    return {"500": failed.text} | {f"{' '.join(command)}, broken": _said(server, *command) for command in commands}


def _said(server: Server, *command: str) -> str:
    done = server.command(*command)
    assert done.stdout + done.stderr
    return done.stdout + done.stderr


def _leaks(text: str) -> list[str]:
    basic = b64encode(f"{USER}:{marker('caldav_password')}".encode()).decode()
    # Short of the whole secret, its beginning gives it away as well.
    return [name for name in NAMES if marker(name)[:-12] in text] + ["caldav_password"] * (basic in text)


def test_every_secret_setting_has_a_marker(world: World) -> None:
    secrets = world.secrets()
    assert sorted(secrets) == NAMES
    assert all(marker(name) in value for name, value in secrets.items())


def test_no_output_has_a_secret(outputs: dict[str, str]) -> None:
    assert {place: leaks for place, text in outputs.items() if (leaks := _leaks(text))} == {}


def test_settings_show_none_when_printed(world: World) -> None:
    settings = read_settings(**world.secrets(), mail_from="a@example.com")
    assert _leaks(f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}") == []
    assert _leaks(settings.shown_database_url) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_refused_setting_is_not_repeated(name: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        read_settings(**{name: [marker(name)]})
    assert _leaks(f"{refused.value!r} {refused.value}") == []
