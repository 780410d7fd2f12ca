"""What runs short or goes wrong around customers: connections, space, time, and how long a conversation may grow."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.drills.customers import audit, until, writing
from tests.drills.faults import seconds
from tests.drills.scene import Scene, Size, fill, missing, scene, small_disk
from tests.support.postgresql import Cluster
from tests.support.server import API_KEY, Server

POOL = 5
BOUNDED_S = 10.0  # of a request when two hundred share five connections and the machine
LONG = 100_000  # messages
SLOWER = 1.2
ROUNDS = 6  # of three, on a busy machine, each was disturbed once
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


async def small_pool(folder: Path, size: Size) -> str:
    settings = {"DB_POOL_SIZE": str(POOL), "DB_MAX_OVERFLOW": "0"}
    with scene(folder, 1, settings) as playing:
        lives: list[int] = []
        async with (
            writing(playing.replicas, 200) as customers,
            httpx.AsyncClient(timeout=20, trust_env=False) as client,
        ):
            until_then = time.monotonic() + 3 * size.calm_s
            while time.monotonic() < until_then:
                lives.append((await client.get(f"{playing.replicas[0].url}/health/live")).status_code)
                await asyncio.sleep(0.1)
        messages = audit(customers, playing.replicas[0])
    assert set(lives) == {200}
    longest = max(attempt.seconds for attempt in customers.attempts)
    assert longest < BOUNDED_S
    busy = sum(attempt.status == 503 for attempt in customers.attempts)
    figures = f"{messages} mensagens, {busy} vezes 503, espera máxima {seconds(longest)}"
    return f"{figures}; `/health/live` sempre 200"


async def full_disk_sqlite(folder: Path, size: Size) -> str:
    with small_disk(48) as disk:
        server = Server(disk / "var").start()
        try:
            figures = await _fill_and_free(server, disk, size)
        finally:
            server.stop()
        with sqlite3.connect(disk / "var" / "agente.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
    return figures


async def full_disk_postgresql(folder: Path, size: Size) -> str:
    with small_disk(256) as disk, _cluster_on(disk) as cluster:
        server = Server(folder / "var", environment={"DATABASE_URL": cluster.new_database()}).start()
        try:
            figures = await _fill_and_free(server, disk, size, cluster)
        finally:
            server.stop()
        cluster.client("pg_amcheck", "--heapallindexed", "--install-missing", role="postgres", database="agente_1")
    return figures


@contextmanager
def _cluster_on(disk: Path) -> Iterator[Cluster]:
    cluster = Cluster.start_new(durable=True, within=disk)
    try:
        yield cluster
    finally:
        if (cluster.folder / "data" / "postmaster.pid").exists():
            cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)


async def _fill_and_free(server: Server, disk: Path, size: Size, cluster: Cluster | None = None) -> str:
    async with writing([server], size.conversations, pause_s=size.pause_s) as customers:
        await asyncio.sleep(size.calm_s)
        ballast = fill(disk)
        await until(lambda: any(attempt.status == 503 for attempt in customers.attempts), 60)
        await asyncio.sleep(size.calm_s)
        ballast.unlink()
        if cluster and not await asyncio.to_thread(cluster.is_running):
            await asyncio.to_thread(cluster.start)
        freed = time.monotonic()
        await until(lambda: customers.first_answer_after(freed), 10)
    messages = audit(customers, server)
    first = customers.first_answer_after(freed)
    assert first
    refused = sum(attempt.status == 503 for attempt in customers.attempts)
    return f"{messages} mensagens, {refused} vezes 503; com espaço, primeira resposta em {seconds(first - freed)}"


async def wrong_clock(folder: Path, size: Size) -> str:
    if not FAKETIME.exists():  # noqa: ASYNC240 - nothing else runs yet
        missing("libfaketime is missing: apt install faketime")
    clock = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME": "+1d",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DISABLE_SHM": "1",
    }
    with scene(folder, size.replicas, of_last=clock) as playing:
        async with writing(playing.replicas, size.conversations, pause_s=size.pause_s) as customers:
            await asyncio.sleep(3 * size.calm_s)
        messages = audit(customers, playing.replicas[0])
        ahead = playing.replicas[0].rows(
            "SELECT count(*) AS n FROM messages WHERE role = 'customer' AND created_at > now() + interval '1 hour'"
        )
        assert "lease" not in playing.replicas[0].log.lower()
    assert ahead[0].n, "the last replica's clock was right: nothing was tried"
    return f"{messages} mensagens, {ahead[0].n} com a hora errada"


async def long_conversation(folder: Path, size: Size) -> str:
    with scene(folder, 1) as playing, playing.replicas[0].client(Authorization=f"Bearer {API_KEY}") as client:
        long = await asyncio.to_thread(_lengthen, playing, client)
        rounds = [await asyncio.to_thread(_compare, client, long, 100) for _ in range(ROUNDS)]
    fresh_s, long_s = min(rounds, key=lambda both: both[1] / both[0])  # what else runs here only adds
    assert long_s < SLOWER * fresh_s, rounds
    figures = f"p95 {long_s * 1000:.1f} ms; numa conversa nova {fresh_s * 1000:.1f} ms".replace(".", ",")
    return figures


def _send(client: httpx.Client, conversation: str) -> float:
    began = time.perf_counter()
    answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "quanto custa o Essencial?"})
    assert answer.status_code == 200
    return time.perf_counter() - began


def _open(client: httpx.Client) -> str:
    return str(client.post("/v1/conversations", json={}).json()["id"])


def _lengthen(playing: Scene, client: httpx.Client) -> str:
    """A conversation with two real messages and many copies of them."""
    conversation = _open(client)
    _send(client, conversation)
    playing.cluster.execute(
        f"""INSERT INTO messages SELECT copy.* FROM generate_series(3, {LONG}) AS number
        JOIN messages AS told ON told.conversation_id = '{conversation}' AND told.seq = 2 - number % 2,
        LATERAL jsonb_populate_record(told, jsonb_build_object('id', gen_random_uuid(), 'seq', number,
            'idempotency_key', null, 'in_reply_to', null)) AS copy;
        UPDATE conversations SET last_seq = {LONG} WHERE id = '{conversation}'; ANALYZE""",
        database=playing.database,
    )
    return conversation


def _compare(client: httpx.Client, long: str, turns: int) -> tuple[float, float]:
    """The p95 of a fresh conversation and of the long one, by turns, so that both meet the same machine."""
    fresh = _open(client)
    both = [(_send(client, fresh), _send(client, long)) for _ in range(turns)]
    p95 = [statistics.quantiles(taken, n=20)[-1] for taken in zip(*both, strict=True)]
    return p95[0], p95[1]
