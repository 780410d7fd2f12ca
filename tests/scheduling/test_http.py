"""Booking as customers meet it: over HTTP, against the real server, and all at once."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import httpx
import icalendar
import pytest
import yaml

from agente.packs.models import WEEKDAYS
from tests.conftest import NewDatabase
from tests.support.server import API_KEY, SAMPLE_PACK, Server

pytestmark = pytest.mark.databases

RIVALS = 50
ZONE = ZoneInfo("America/Sao_Paulo")
KEY = {"Authorization": f"Bearer {API_KEY}"}


@pytest.fixture(scope="module")
def workshop(server: Server, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample business, open every day of the year: what is booked must not depend on today's date."""
    folder = tmp_path_factory.mktemp("workshop")
    pack = shutil.copytree(SAMPLE_PACK, folder / "pack")
    business = yaml.safe_load((pack / "business.yaml").read_text("utf-8"))
    business |= {"holidays": [], "hours": {day: ["08:00-20:00"] for day in WEEKDAYS}}
    business["booking"]["kinds"] = [
        {"id": "migracao", "title": "Migração de dados", "words": ["migração"], "duration_minutes": 60}
    ]
    (pack / "business.yaml").write_text(yaml.safe_dump(business), "utf-8")
    running = Server(folder / "var", pack, new_database())
    yield running.start()
    running.stop()


@pytest.fixture
def customer(workshop: Server) -> Iterator[httpx.Client]:
    with workshop.client(**KEY) as calling:
        yield calling


@pytest.fixture(scope="module")
def free_hours(workshop: Server) -> Iterator[int]:
    return iter(range(8, 20))


@pytest.fixture
def hour(free_hours: Iterator[int]) -> int:
    """An hour of the day after tomorrow that no other test books."""
    return next(free_hours)


def order(hour: int) -> str:
    return f"quero marcar depois de amanhã às {hour}h"


def opened(client: httpx.Client, **body: object) -> str:
    return f"/v1/conversations/{client.post('/v1/conversations', json=body).json()['id']}"


def say(client: httpx.Client, conversation: str, text: str) -> dict[str, object]:
    answer = client.post(f"{conversation}/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    return answer.json()


def day_after_tomorrow(hour: int) -> datetime:
    return (datetime.now(ZONE) + timedelta(days=2)).replace(hour=hour, minute=0, second=0, microsecond=0)


async def race(url: str, hour: int) -> list[dict[str, object]]:
    """Fifty people order the same time at the same moment."""
    async with aiohttp.ClientSession(url, headers=KEY) as session:

        async def start() -> str:
            async with session.post("/v1/conversations", json={}) as answer:
                return (await answer.json())["id"]

        async def ask(conversation: str) -> dict[str, object]:
            path = f"/v1/conversations/{conversation}/messages"
            async with session.post(path, json={"text": order(hour)}) as answer:
                assert answer.status == 200, await answer.text()
                return await answer.json()

        conversations = [await start() for _ in range(RIVALS)]
        return await asyncio.gather(*(ask(conversation) for conversation in conversations))


class TestRace:
    def test_one_gets_the_slot_and_the_others_get_other_offers(self, workshop: Server, hour: int) -> None:
        replies = asyncio.run(race(workshop.url, hour))
        booked = [reply for reply in replies if reply["booking"]]
        assert len(booked) == 1
        assert datetime.fromisoformat(booked[0]["booking"]["starts_at"]) == day_after_tomorrow(hour)
        others = [reply for reply in replies if not reply["booking"]]
        assert all("já está ocupado" in reply["text"] and len(reply["quick_replies"]) == 4 for reply in others)
        assert Counter(reply["intent"]["name"] for reply in replies) == {"scheduling": RIVALS}


class TestBookings:
    def test_talk_books_moves_and_cancels_one_meeting(self, customer: httpx.Client, hour: int) -> None:
        conversation = opened(customer)
        booked = say(customer, conversation, order(hour))["booking"]
        assert booked["status"] == "booked"
        moved = say(customer, conversation, f"muda para depois de amanhã às {hour}:15")["booking"]
        assert (moved["id"], moved["status"]) == (booked["id"], "booked")
        assert datetime.fromisoformat(moved["starts_at"]) == day_after_tomorrow(hour) + timedelta(minutes=15)
        cancelled = say(customer, conversation, "cancela meu horário, por favor")["booking"]
        assert (cancelled["id"], cancelled["status"]) == (booked["id"], "cancelled")
        listed = customer.get(f"{conversation}/bookings").json()
        assert listed == {"items": [cancelled], "next_cursor": None}

    def test_a_cancelled_time_is_free_for_others(self, customer: httpx.Client, hour: int) -> None:
        first = opened(customer)
        say(customer, first, order(hour))
        say(customer, first, "desmarca")
        assert say(customer, opened(customer), order(hour))["booking"]["status"] == "booked"

    def test_a_contact_s_other_conversation_knows_the_meeting(self, customer: httpx.Client, hour: int) -> None:
        first, second = opened(customer, user_id=f"ana{hour}"), opened(customer, user_id=f"ana{hour}")
        booking = say(customer, first, order(hour))["booking"]
        told = say(customer, second, "qual o horário da minha reunião?")
        assert f"às {hour}h" in told["text"]
        assert say(customer, second, "cancela meu horário")["booking"]["id"] == booking["id"]
        assert "Não encontrei" in say(customer, first, "que horas é minha reunião?")["text"]

    def test_a_second_one_has_its_own_row_and_file(
        self, customer: httpx.Client, hour: int, free_hours: Iterator[int]
    ) -> None:
        conversation, other_hour = opened(customer, user_id=f"bia{hour}"), next(free_hours)
        first = say(customer, conversation, order(hour))["booking"]
        text = f"quero marcar outra reunião pro meu sócio depois de amanhã às {other_hour}h"
        second = say(customer, conversation, text)["booking"]
        listed = customer.get(f"{conversation}/bookings").json()["items"]
        assert {(item["id"], item["status"]) for item in listed} == {(first["id"], "booked"), (second["id"], "booked")}
        for booking in (first, second):
            file = customer.get(f"{conversation}/bookings/{booking['id']}.ics")
            event = icalendar.Calendar.from_ical(file.content).walk("VEVENT")[0]
            assert event.decoded("dtstart") == datetime.fromisoformat(booking["starts_at"])
        told = say(customer, opened(customer, user_id=f"bia{hour}"), "que horas é minha reunião?")["text"]
        assert f"às {hour}h" in told
        assert f"às {other_hour}h" in told
        cancelled = say(customer, conversation, "cancela a do meu sócio")["booking"]
        assert (cancelled["id"], cancelled["status"]) == (second["id"], "cancelled")

    def test_another_contact_s_meeting_is_neither_told_nor_listed(self, customer: httpx.Client, hour: int) -> None:
        say(customer, opened(customer, user_id=f"ana{hour}"), order(hour))
        stranger = opened(customer, user_id=f"rui{hour}")
        assert "Não encontrei" in say(customer, stranger, "qual o horário da minha reunião?")["text"]
        assert say(customer, stranger, "cancelar meu horário")["booking"] is None
        assert customer.get(f"{stranger}/bookings").json()["items"] == []


class TestFile:
    def test_of_a_kind_it_has_the_title_and_the_length(self, customer: httpx.Client, hour: int) -> None:
        conversation = opened(customer)
        text = f"quero marcar a migração depois de amanhã às {hour}h"
        booked = say(customer, conversation, text)["booking"]
        assert booked["kind"] == "migracao"
        file = customer.get(f"{conversation}/bookings/{booked['id']}.ics")
        event = icalendar.Calendar.from_ical(file.content).walk("VEVENT")[0]
        assert event["summary"].startswith("Migração de dados - ")
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)
        assert customer.get(f"{conversation}/bookings").json()["items"][0]["kind"] == "migracao"

    def test_it_is_an_event_that_calendars_read(self, customer: httpx.Client, hour: int) -> None:
        conversation = opened(customer)
        booking = say(customer, conversation, order(hour))["booking"]
        answer = customer.get(f"{conversation}/bookings/{booking['id']}.ics")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="agenda.ics"'
        calendar = icalendar.Calendar.from_ical(answer.content)
        (event,) = calendar.walk("VEVENT")
        assert event["summary"] == "Demonstração por vídeo - Tamarindo Gestão"
        assert event.decoded("dtstart") == day_after_tomorrow(hour)
        assert event.decoded("dtend") == day_after_tomorrow(hour) + timedelta(minutes=45)
        assert (event["status"], event["uid"]) == ("CONFIRMED", f"{booking['id']}@agente")

    def test_after_a_cancellation_it_takes_the_event_away(self, customer: httpx.Client, hour: int) -> None:
        conversation = opened(customer)
        booking = say(customer, conversation, order(hour))["booking"]
        say(customer, conversation, "desmarca meu horário")
        content = customer.get(f"{conversation}/bookings/{booking['id']}.ics").text
        assert "METHOD:CANCEL" in content
        assert "STATUS:CANCELLED" in content

    def test_another_contact_s_is_404(self, customer: httpx.Client, hour: int) -> None:
        booking = say(customer, opened(customer, user_id=f"ana{hour}"), order(hour))["booking"]
        answer = customer.get(f"{opened(customer, user_id=f'rui{hour}')}/bookings/{booking['id']}.ics")
        assert (answer.status_code, answer.json()["code"]) == (404, "booking_not_found")

    @pytest.mark.parametrize("name", ["x", "019ab000-0000-7000-8000-000000000000"])
    def test_what_is_no_booking_is_404(self, customer: httpx.Client, name: str) -> None:
        assert customer.get(f"{opened(customer)}/bookings/{name}.ics").status_code == 404
