"""Fifty people want overlapping times at one moment, through replicas on one PostgreSQL."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from agente.kit.ids import new_id
from agente.migrations.schema import upgrade
from agente.scheduling import service
from agente.scheduling.errors import SlotTaken
from agente.scheduling.models import bookings
from agente.scheduling.requests import BookingRequest
from agente.storage.database import Database
from tests.scheduling.test_service import NINE, customer, pack
from tests.support.postgresql import Cluster

RIVALS = 50


@pytest.fixture
def replicas(cluster: Cluster) -> Iterator[list[Database]]:
    url = cluster.new_database()
    opened = [Database(url) for _ in range(2)]
    opened[0].transact(upgrade)
    yield opened
    for database in opened:
        database.close()


@pytest.mark.parametrize("at_once", [1, 3])
async def test_as_many_get_the_time_as_fit_in(replicas: list[Database], at_once: int) -> None:
    people = [replicas[0].transact(customer) for _ in range(RIVALS)]

    async def book(number: int) -> None:
        start = NINE + timedelta(minutes=number % 4 * 5)
        request = BookingRequest("book", new_id(), start, start + timedelta(minutes=30))
        await replicas[number % 2].write(service.carry_out, people[number], request, pack(at_once))

    outcomes = await asyncio.gather(*(book(number) for number in range(RIVALS)), return_exceptions=True)
    booked = replicas[0].transact(lambda link: link.execute(select(func.count()).select_from(bookings)).scalar_one())
    assert booked == outcomes.count(None) == at_once
    assert {type(outcome) for outcome in outcomes} == {type(None), SlotTaken}
