"""The product with real neighbours, all private: PostgreSQL, Redis, two models' vendors that are played, a CRM too."""

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self

import httpx

from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server
from tests.support.vendors import Vendors

DATABASE = "agente_ia"  # as the runbook calls it; deploy/postgres/init.sql makes it
PATIENCE_S = 20.0


@dataclass
class FakeCrm:
    """Takes JSON by webhook and keeps it; answers with `status`."""

    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def start(self) -> Self:
        crm = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                crm.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(crm.status)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/leads"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Stack:
    folder: Path
    cluster: Cluster
    redis: RedisServer
    vendors: Vendors
    crm: FakeCrm
    started: list[Server] = field(default_factory=list)

    @classmethod
    def start(cls) -> Self:
        folder = Path(mkdtemp(prefix="agente-ops-"))
        (folder / "redis").mkdir()
        return cls(
            folder,
            Cluster.start_new(durable=True),
            RedisServer(folder / "redis").start(),
            Vendors().start(),
            FakeCrm().start(),
        )

    def stop(self) -> None:
        for server in self.started:
            server.kill()
        self.crm.stop()
        self.vendors.stop()
        self.redis.kill()
        self.cluster.destroy()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def database_url(self) -> str:
        return self.cluster.url(DATABASE)

    def server(self, **environment: str) -> Server:
        """A replica with settings of its own, serving."""
        own = Server(
            self.folder / f"var{len(self.started)}",
            environment={"DATABASE_URL": self.database_url, "REDIS_URL": self.redis.url} | environment,
        )
        self.started.append(own)
        return own.start()

    def with_models(self, **environment: str) -> Server:
        """A replica that asks models; what they say is up to the caller."""
        self.vendors.reset()
        # An answer that another scenario left would hide a call.
        standard = {"LLM_PROVIDER": "openai", "CACHE_TTL": "0"}
        return self.server(**(self.vendors.environment | standard | environment))

    def variables(self, server: Server) -> dict[str, str]:
        """What the contract's commands find in their environment, with a conversation to talk in."""
        return {
            "BASE_URL": server.url,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis.url,
            "CHECKOUT": str(Path.cwd()),
            "API_KEY": API_KEY,
            "CHAT_PATH": f"/v1/conversations/{open_conversation(server)}/messages",
            "CHAT_BODY": '{"text": "%MSG%"}',
            "CHAT_JSON": '{"text": "Quanto custa o plano profissional?"}',
        }


def open_conversation(server: Server) -> str:
    """A new conversation's id; empty where the server takes none (maintenance)."""
    with caller(server) as calling:
        answer = calling.post("/v1/conversations", json={})
        return str(answer.json()["id"]) if answer.status_code == 201 else "019ac000-0000-7000-8000-000000000000"


def say(server: Server, text: str, conversation: str | None = None) -> httpx.Response:
    """One message, in a conversation of its own unless one is named."""
    talking_in = conversation or open_conversation(server)
    with caller(server) as calling:
        return calling.post(f"/v1/conversations/{talking_in}/messages", json={"text": text})


def caller(server: Server) -> httpx.Client:
    return server.client(Authorization=f"Bearer {API_KEY}")


def status(server: Server, path: str) -> int:
    with server.client() as calling:
        return calling.get(path).status_code


def eventually(holds: Callable[[], Any], within_s: float = PATIENCE_S) -> Any:
    """The first true value; an assertion fails where there is none in time."""
    give_up = time.monotonic() + within_s
    while True:
        try:
            if value := holds():
                return value
        except httpx.HTTPError:
            pass
        assert time.monotonic() < give_up, f"not within {within_s} s: {holds}"
        time.sleep(0.05)
