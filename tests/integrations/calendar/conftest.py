"""A migrated database, customers in it, and a calendar on a real CalDAV server."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from agente.conversations.service import Accepted
from agente.integrations.calendar.caldav import CalDav
from agente.integrations.calendar.destination import CalendarDestination
from agente.kit.ids import new_id
from agente.outbox.models import outbox
from agente.outbox.ports import Delivery
from agente.scheduling import service as scheduling
from agente.scheduling.requests import BookingRequest
from agente.storage.database import Database
from tests.scheduling.test_service import customer, pack
from tests.support.caldav import PASSWORD, USER, Person, Radicale

ZONE = ZoneInfo("America/Sao_Paulo")
HOUR = timedelta(hours=1)


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    running = Radicale(tmp_path_factory.mktemp("radicale")).start()
    yield running
    running.stop()


@pytest.fixture
def person(radicale: Radicale) -> Person:
    return radicale.new_calendar()


@pytest.fixture
async def caldav(person: Person) -> AsyncIterator[CalDav]:
    calendar = CalDav(person.url, USER, SecretStr(PASSWORD), ZONE)
    yield calendar
    await calendar.close()


@pytest.fixture
def nine() -> datetime:
    return (datetime.now(UTC) + timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)


class Office:
    """Customers who book, and the deliveries that follow."""

    def __init__(self, database: Database, destination: CalendarDestination) -> None:
        self.database = database
        self.destination = destination
        self._who: dict[str, Accepted] = {}

    def book(self, start: datetime, at_once: int = 1) -> str:
        booking_id = new_id()
        self._who[booking_id] = self.database.transact(customer)
        self._carry_out(BookingRequest("book", booking_id, start, start + HOUR), at_once)
        return booking_id

    def move(self, booking_id: str, start: datetime) -> None:
        self._carry_out(BookingRequest("move", booking_id, start, start + HOUR))

    def cancel(self, booking_id: str) -> None:
        self._carry_out(BookingRequest("cancel", booking_id))

    def forget(self, booking_id: str) -> int:
        """Erases the person; returns how many meetings are called off."""
        return self.database.transact(scheduling.erase_contact, self.stored(booking_id).contact_id, ())

    def conversation_of(self, booking_id: str) -> str:
        return self._who[booking_id].conversation_id

    def stored(self, booking_id: str) -> Any:
        return self.database.transact(scheduling.repository.find, booking_id)

    def events(self, booking_id: str) -> list[str]:
        """What other systems were to be told of the booking, in order."""
        query = select(outbox.c.event).where(outbox.c.subject == booking_id).order_by(outbox.c.id)
        return self.database.transact(lambda link: list(link.execute(query).scalars()))

    async def deliver(self, booking_id: str) -> None:
        """The latest event of the booking, as the worker would hand it over."""
        query = select(outbox).where(outbox.c.subject == booking_id).order_by(outbox.c.id.desc()).limit(1)
        row = self.database.transact(lambda link: link.execute(query).one())
        await self.destination.deliver(
            Delivery(row.id, row.event, row.subject, row.key, row.payload, 0, row.created_at, {})
        )

    def _carry_out(self, request: BookingRequest, at_once: int = 1) -> None:
        self.database.transact(scheduling.carry_out, self._who[request.booking_id], request, pack(at_once))


MakeOffice = Callable[[Any], Office]


@pytest.fixture
def make_office(database: Database) -> MakeOffice:
    return lambda calendar: Office(database, CalendarDestination(calendar, pack(), database))


@pytest.fixture
def office(make_office: MakeOffice, caldav: CalDav) -> Office:
    return make_office(caldav)
