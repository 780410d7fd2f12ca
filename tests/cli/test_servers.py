"""`agente ops servers`: a PostgreSQL and a Redis of the installation's own."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.support.postgresql import REMEDY, binaries
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server

KEY = {"Authorization": f"Bearer {API_KEY}"}


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that the user `postgres` may go through: PostgreSQL does not run as root."""
    if binaries() is None or not RedisServer.is_installed():
        pytest.fail(REMEDY) if os.environ.get("CI") else pytest.skip(REMEDY)
    made = Path(mkdtemp(prefix="agente-servers-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def on_sqlite(folder: Path) -> Iterator[Server]:
    running = Server(folder / "var").start()
    yield running
    running.stop()


@pytest.fixture
def on_servers(on_sqlite: Server) -> Iterator[Server]:
    """The same installation, not started yet."""
    own = replace(on_sqlite, command_line=("ops", "servers"), process=None)
    yield own
    if own.process:
        own.stop()


def texts(server: Server, path: str) -> list[str]:
    with server.client(**KEY) as client:
        return [message["text"] for message in client.get(f"{path}/messages").json()["items"]]


def say(server: Server, path: str, text: str) -> None:
    with server.client(**KEY) as client:
        client.post(f"{path}/messages", json={"text": text}).raise_for_status()


@pytest.mark.slow
class TestServers:
    def test_they_take_over_from_sqlite_and_keep_what_is_said(self, on_sqlite: Server, on_servers: Server) -> None:
        with on_sqlite.client(**KEY) as client:
            path = f"/v1/conversations/{client.post('/v1/conversations', json={}).json()['id']}"
        say(on_sqlite, path, "oi")
        said = texts(on_sqlite, path)
        on_sqlite.stop()

        on_servers.start()
        assert texts(on_servers, path) == said
        say(on_servers, path, "quanto custa o plano profissional?")
        said = texts(on_servers, path)
        assert on_servers.stop() == 0
        home = on_servers.state_dir / "servers"
        assert not (home / "postgresql" / "data" / "postmaster.pid").exists()
        assert (home / "redis" / "dump.rdb").exists()  # written when it was asked to stop

        on_servers.start()
        assert texts(on_servers, path) == said
