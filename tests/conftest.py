"""One real server for all tests that need nothing special, and quick ones of their own for those that do.

A module that is marked `databases` runs twice: on SQLite and on PostgreSQL.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest
import structlog

from agente.migrations.schema import upgrade
from agente.storage.database import Database
from agente.storage.redis import Redis
from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, Server
from tests.support.vendors import Vendors

StartServer = Callable[..., Server]
NewDatabase = Callable[[], dict[str, str]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("databases") and "storage" in metafunc.fixturenames:
        metafunc.parametrize("storage", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(autouse=True)
def _logs_as_by_default(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command that sets up the logs does so for itself alone, and no logger keeps that for the next test."""
    configure = structlog.configure
    monkeypatch.setattr(
        structlog, "configure", lambda **wanted: configure(**(wanted | {"cache_logger_on_first_use": False}))
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def storage(request: pytest.FixtureRequest) -> str:
    """Which database this module's tests use now."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server that nobody stops."""
    running = Cluster.start_new()
    yield running
    running.destroy()


@pytest.fixture(scope="module")
def new_database(request: pytest.FixtureRequest, storage: str) -> NewDatabase:
    """Makes an empty database; returns the environment that makes a server use it."""
    if storage == "sqlite":
        return dict  # the file in the server's own state folder
    cluster: Cluster = request.getfixturevalue("cluster")
    return lambda: {"DATABASE_URL": cluster.new_database()}


@pytest.fixture
def database_url(new_database: NewDatabase, tmp_path: Path) -> str:
    """An empty database for this test."""
    return new_database().get("DATABASE_URL", f"sqlite:///{tmp_path}/agente.db")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same with our tables."""
    opened = Database(database_url)
    opened.transact(upgrade)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sqlite_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server") / "var")
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def postgresql_server(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    state = tmp_path_factory.mktemp("server") / "var"
    running = Server(state, environment={"DATABASE_URL": cluster.new_database()})
    yield running.start()
    running.stop()


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, storage: str) -> Server:
    """The shared server of the database that is used now."""
    running: Server = request.getfixturevalue(f"{storage}_server")
    return running


@pytest.fixture
def start_server(server: Server, new_database: NewDatabase, tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers with settings of their own; they are stopped after the test."""
    started: list[Server] = []

    def start(pack: Path | None = None, **environment: str) -> Server:
        state = tmp_path / f"var{len(started)}"
        own = Server(state, environment=new_database() | environment)
        if pack:
            own.pack = pack
        started.append(own)
        return own.start()

    yield start
    for own in started:
        own.stop()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """Calls the shared server with an API key."""
    with server.client(Authorization=f"Bearer {API_KEY}") as calling:
        yield calling


@pytest.fixture
def visitor(server: Server) -> Iterator[httpx.Client]:
    """Calls the shared server without credentials, as a web page does."""
    with server.client() as calling:
        yield calling


@pytest.fixture
def conversation(client: httpx.Client) -> str:
    """A new conversation of the API client; its id."""
    return str(client.post("/v1/conversations", json={}).json()["id"])


@pytest.fixture(scope="session")
def running_vendors() -> Iterator[Vendors]:
    running = Vendors().start()
    yield running
    running.stop()


@pytest.fixture
def vendors(running_vendors: Vendors) -> Iterator[Vendors]:
    """The stand-in for OpenAI and Anthropic; a request that the vendor would not take fails the test."""
    running_vendors.reset()
    yield running_vendors
    assert not running_vendors.violations


@pytest.fixture(scope="session")
def running_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    if not RedisServer.is_installed():
        assert not os.environ.get("CI"), "redis-server is missing: apt install redis-server redis-tools"
        pytest.skip("redis-server is missing: apt install redis-server redis-tools")
    running = RedisServer(tmp_path_factory.mktemp("redis")).start()
    yield running
    running.kill()


@pytest.fixture
def redis_server(running_redis: RedisServer) -> RedisServer:
    """An empty Redis that nobody stops."""
    running_redis.cli("FLUSHALL")
    return running_redis


@pytest.fixture
def own_redis(redis_server: RedisServer, tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of this test's own, to be frozen or killed."""
    running = RedisServer(tmp_path).start()
    yield running
    running.kill()


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    linked = Redis(redis_server.url)
    yield linked
    await linked.close()
