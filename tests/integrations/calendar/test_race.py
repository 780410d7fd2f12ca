"""Fifty customers order the same time at the same moment, over HTTP, from two replicas with one CalDAV calendar."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import cycle

import aiohttp
import pytest
import yaml
from pydantic import SecretStr
from sqlalchemy import select

from agente.integrations.calendar.caldav import CalDav
from agente.integrations.calendar.destination import CalendarDestination
from agente.outbox.models import outbox
from agente.outbox.ports import Delivery
from agente.packs.models import WEEKDAYS
from agente.storage.database import Database
from tests.integrations.calendar.conftest import HOUR, ZONE
from tests.scheduling.test_http import KEY, RIVALS, day_after_tomorrow, order
from tests.scheduling.test_service import pack
from tests.support.caldav import PASSWORD, USER, Gate, Person, Radicale
from tests.support.postgresql import Cluster
from tests.support.server import SAMPLE_PACK, Server

SLOW_S = 3.0  # three times what a look may take


@dataclass
class Shop:
    replicas: list[Server]
    gate: Gate
    person: Person


@pytest.fixture(scope="module")
def shop(radicale: Radicale, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two replicas of a business that is open every day; the calendar is behind a gate."""
    folder = tmp_path_factory.mktemp("shop")
    own = shutil.copytree(SAMPLE_PACK, folder / "pack")
    business = yaml.safe_load((own / "business.yaml").read_text("utf-8"))
    business |= {"holidays": [], "hours": {day: ["08:00-20:00"] for day in WEEKDAYS}}
    (own / "business.yaml").write_text(yaml.safe_dump(business), "utf-8")
    person, gate = radicale.new_calendar(), Gate(radicale.port).start()
    environment = {
        "DATABASE_URL": cluster.new_database(),
        "SECRET_KEY": "one-key-for-both-replicas-of-this-test",
        "CALENDAR_PROVIDER": "caldav",
        "CALDAV_URL": person.url.replace(str(radicale.port), str(gate.port)),
        "CALDAV_USERNAME": USER,
        "CALDAV_PASSWORD": PASSWORD,
    }
    replicas = [Server(folder / f"var{number}", own, environment).start() for number in range(2)]
    yield Shop(replicas, gate, person)
    for replica in replicas:
        replica.stop()
    gate.stop()


async def race(urls: list[str], hour: int, rivals: int) -> list[dict[str, object]]:
    async with aiohttp.ClientSession(headers=KEY) as session:

        async def start(url: str) -> str:
            async with session.post(f"{url}/v1/conversations", json={}) as answer:
                return f"{url}/v1/conversations/{(await answer.json())['id']}/messages"

        async def ask(address: str) -> dict[str, object]:
            async with session.post(address, json={"text": order(hour)}) as answer:
                assert answer.status == 200, await answer.text()
                return await answer.json()

        addresses = [await start(url) for url, _ in zip(cycle(urls), range(rivals), strict=False)]
        return await asyncio.gather(*(ask(address) for address in addresses))


def rush(shop: Shop, hour: int, rivals: int = RIVALS) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Those who got the time, and those who were offered others."""
    replies = asyncio.run(race([replica.url for replica in shop.replicas], hour, rivals))
    booked = [reply for reply in replies if reply["booking"]]
    others = [reply for reply in replies if not reply["booking"]]
    assert all("já está ocupado" in reply["text"] and len(reply["quick_replies"]) == 4 for reply in others)  # type: ignore[operator,arg-type]
    return booked, others


async def deliver_all(shop: Shop) -> None:
    """What the worker does with the events of bookings."""
    database = Database(shop.replicas[0].database_url)
    calendar = CalDav(shop.person.url, USER, SecretStr(PASSWORD), ZONE)
    destination = CalendarDestination(calendar, pack(), database)
    query = select(outbox).where(outbox.c.event.like("booking.%")).order_by(outbox.c.id)
    for row in database.transact(lambda link: link.execute(query).all()):
        await destination.deliver(Delivery(row.id, row.event, row.subject, row.key, row.payload, 0, row.created_at, {}))
    await destination.close()
    database.close()


@pytest.mark.slow
@pytest.mark.parametrize(("hour", "delay_s"), [(9, 0.0), (11, SLOW_S)], ids=["quick", "slow"])
def test_one_gets_the_time_and_the_others_get_other_offers(shop: Shop, hour: int, delay_s: float) -> None:
    shop.gate.delay_s = delay_s
    booked, others = rush(shop, hour)
    assert (len(booked), len(others)) == (1, RIVALS - 1)
    asyncio.run(deliver_all(shop))
    (name,) = [name for name in shop.person.names() if shop.person.times(name)[0] == day_after_tomorrow(hour)]
    assert name == booked[0]["booking"]["id"]  # type: ignore[index]


@pytest.mark.slow
def test_nobody_gets_a_time_that_a_person_took_a_moment_ago(shop: Shop) -> None:
    shop.gate.delay_s = 0.0
    start = day_after_tomorrow(14).astimezone(UTC)
    shop.person.takes("dentista", start, start + HOUR)
    booked, others = rush(shop, 14, rivals=1)
    assert (len(booked), len(others)) == (0, 1)


def test_the_password_is_in_no_log(shop: Shop) -> None:
    assert all(PASSWORD not in replica.log for replica in shop.replicas)
