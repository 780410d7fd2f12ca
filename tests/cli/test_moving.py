"""`agente migrate-data`: an installation on SQLite goes on with PostgreSQL."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from agente.migrations.schema import TABLES
from tests.support.postgresql import Cluster
from tests.support.server import API_KEY, Server, free_port

KEY = {"Authorization": f"Bearer {API_KEY}"}
QUESTION = {"text": "quanto custa o plano profissional?"}
REPEATED = {"Idempotency-Key": "first-question"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """On SQLite."""
    running = Server(tmp_path / "var").start()
    yield running
    running.stop()


def talk(client: httpx.Client) -> tuple[str, dict[str, object]]:
    """A conversation that leaves a lead, a booking and a rating; its path and its first reply."""
    path = f"/v1/conversations/{client.post('/v1/conversations', json={}).json()['id']}"
    first = client.post(f"{path}/messages", json=QUESTION, headers=REPEATED).json()
    for text in ("meu nome é Ana Souza, ana@exemplo.com.br, 11 98765-4321", "quero marcar uma demonstração"):
        offered = client.post(f"{path}/messages", json={"text": text}).json()
    booked = client.post(f"{path}/messages", json={"text": offered["quick_replies"][0]}).json()
    assert booked["booking"]["status"] == "booked"
    client.post(f"{path}/rating", json={"score": 5, "comment": "ótimo"}).raise_for_status()
    return path, first


def on_postgresql(server: Server, url: str) -> Server:
    """The same installation with the other database."""
    return replace(server, environment={"DATABASE_URL": url}, process=None)


class TestMigrateData:
    def test_a_conversation_goes_on_where_it_was(self, served: Server, cluster: Cluster) -> None:
        with served.client(**KEY) as client:
            path, first = talk(client)
            before = {key: client.get(f"{path}{key}").json() for key in ("", "/messages", "/bookings")}
            leads = client.get("/v1/leads").json()
        served.stop()
        url = cluster.new_database()

        done = served.command("migrate-data", "--from", served.database_url, "--to", url, "--json")

        assert done.returncode == 0, done.stderr
        moved = {line["table"]: line["rows"] for line in map(json.loads, done.stdout.splitlines())}
        assert set(moved) == {table.name for table in TABLES}
        assert moved["conversations"] == moved["leads"] == moved["bookings"] == moved["ratings"] == 1
        continued = on_postgresql(served, url).start()
        try:
            with continued.client(**KEY) as client:
                assert {key: client.get(f"{path}{key}").json() for key in before} == before
                assert client.get("/v1/leads").json() == leads
                assert client.post(f"{path}/messages", json=QUESTION, headers=REPEATED).json() == first
                assert client.post(f"{path}/messages", json={"text": "oi"}).status_code == 200
        finally:
            continued.stop()
        again = served.command("migrate-data", "--from", served.database_url, "--to", url)
        assert (again.returncode, "não está vazio" in again.stderr) == (1, True)

    def test_a_served_source_is_refused(self, served: Server, cluster: Cluster) -> None:
        refused = served.command("migrate-data", "--to", cluster.new_database())
        assert (refused.returncode, "está atendendo" in refused.stderr) == (1, True)

    def test_a_target_that_does_not_answer_ends_with_5(self, tmp_path: Path) -> None:
        own = Server(tmp_path)
        assert own.command("migrate").returncode == 0
        unreachable = own.command("migrate-data", "--to", f"postgresql://user:hush@127.0.0.1:{free_port()}/agente_ia")
        assert (unreachable.returncode, "hush" in unreachable.stderr) == (5, False)

    def test_a_source_that_is_not_there_is_not_made(self, tmp_path: Path, cluster: Cluster) -> None:
        refused = Server(tmp_path).command("migrate-data", "--to", cluster.new_database())
        assert (refused.returncode, list(tmp_path.iterdir())) == (1, [])
