"""The background loop: nobody waits for a destination that hangs, and new secrets need no restart."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from agente.kit.ids import new_id
from agente.outbox import service as outbox
from agente.outbox.errors import BadCredentials, TryLater
from agente.settings import read_settings
from agente.storage.database import Database
from agente.storage.redis import Redis
from agente.worker import courier as courier_module
from agente.worker import worker as module
from agente.worker.retry_queue import KEY, RetryQueue
from agente.worker.watch import Watch
from agente.worker.worker import Worker
from tests.support.redis import RedisServer
from tests.support.scripted import Clock, Scripted
from tests.worker.conftest import Courierly, Happen, Rows

pytestmark = pytest.mark.databases


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what is waited for is another's doing
            await asyncio.sleep(0.02)


def write_event(database: Database) -> str:
    subject = new_id()
    database.transact(outbox.enqueue, "lead.qualified", subject, {}, key=new_id())
    return subject


class TestWorker:
    async def test_a_destination_that_hangs_holds_up_no_other(self, database: Database) -> None:
        crm, mail = Scripted("crm"), Scripted("mail")
        crm.hang = asyncio.Event()
        worker = Worker(database, lambda: [crm, mail])
        worker.start()
        leads = {write_event(database) for _ in range(30)}
        await until(lambda: mail.stored.keys() == leads)
        assert crm.stored == {}
        crm.hang.set()
        await until(lambda: crm.stored.keys() == leads)
        await worker.stop()
        assert crm.closed
        assert mail.closed

    async def test_switched_off_it_sends_nothing_and_loses_nothing(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "WATCH_EVERY_S", 0.05)
        crm = Scripted()
        off = Worker(database, lambda: [crm], enabled=False)
        off.start()
        lead = write_event(database)
        await asyncio.sleep(0.2)
        await off.stop()
        assert crm.tried == []
        on = Worker(database, lambda: [crm])
        on.start()
        await until(lambda: lead in crm.stored)
        await on.stop()

    async def test_refused_credentials_are_read_again_and_the_delivery_arrives(
        self, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(module, "WATCH_EVERY_S", 0.05)
        monkeypatch.setattr(module, "RENEW_EVERY_S", 0.1)
        monkeypatch.setattr(courier_module, "FIRST_WAIT", timedelta(seconds=0.1))
        monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
        secret = tmp_path / "notify_webhook_secret"
        secret.write_text("old")
        seen: list[str] = []

        def build() -> list[Scripted]:
            crm, secret_now = Scripted(), read_settings().notify_webhook_secret
            assert secret_now
            key = secret_now.get_secret_value()
            crm.fail = lambda _: BadCredentials("401") if key == "old" else None
            seen.append(key)
            return [crm]

        worker = Worker(database, build)
        worker.start()
        lead = write_event(database)
        await until(lambda: len(seen) > 1)
        secret.write_text("new")
        await until(
            lambda: bool(
                database.transact(outbox.list_deliveries, {"subject": lead, "status": "done", "destination": "crm"}, 1)
            )
        )
        await worker.stop()
        assert set(seen) == {"old", "new"}


class TestRetryQueue:
    async def test_it_has_the_deliveries_that_wait_also_after_a_flush(
        self,
        database: Database,
        happen: Happen,
        courier: Courierly,
        rows: Rows,
        clock: Clock,
        redis: Redis,
        redis_server: RedisServer,
    ) -> None:
        crm = Scripted()
        for _ in range(3):
            happen(crm)
        crm.fail = lambda _: TryLater("503")
        sending = courier(crm)
        await sending.step()
        watch = Watch(database, RetryQueue(redis), clock)
        clock.pass_(seconds=10)
        await watch.step()
        ids = [row.id for row in rows()]
        assert redis_server.cli("LRANGE", KEY, "0", "-1").split() == ids
        redis_server.cli("FLUSHALL")
        await watch.step()
        assert redis_server.cli("LLEN", KEY).strip() == "3"
        crm.fail = lambda _: None
        clock.pass_(minutes=5)
        while await sending.step():
            pass
        await watch.step()
        assert redis_server.cli("LLEN", KEY).strip() == "0"

    async def test_without_redis_nothing_changes(
        self, database: Database, happen: Happen, courier: Courierly, own_redis: RedisServer
    ) -> None:
        linked = Redis(own_redis.url)
        crm = Scripted()
        lead = happen(crm)
        own_redis.kill()
        await Watch(database, RetryQueue(linked)).step()
        await courier(crm).step()
        await linked.close()
        assert lead in crm.stored
