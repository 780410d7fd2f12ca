from dataclasses import replace
from datetime import UTC, datetime

import pytest

from agente.agents.specialists.scheduling import SCHEDULING
from agente.packs.loader import load_pack
from agente.scheduling.requests import BookingRequest, Busy
from tests.agents.conftest import DENTIST, SAMPLE
from tests.agents.tools.conftest import Desk, registry_of

OWN = {"id": "b1", "starts_at": "2026-11-26T13:00:00Z"}  # Thursday, 10 o'clock in São Paulo


class TestFreeSlots:
    async def test_offers_free_times_of_the_day_in_words_too(self, sample: Desk) -> None:
        result = await sample.call("free_slots", date="2026-11-26")

        starts = [slot["starts_at"] for slot in result.content["slots"]]
        assert starts
        assert all(start.startswith("2026-11-26T") for start in starts)
        assert "quinta-feira (26 de novembro)" in result.content["slots"][0]["text"]
        assert result.content["meeting"] == "Demonstração por vídeo"

    async def test_taken_time_is_not_offered(self, sample: Desk) -> None:
        day = [datetime(2026, 11, 26, hour, tzinfo=UTC) for hour in (0, 19)]
        sample.busy = [Busy(*day)]

        result = await sample.call("free_slots", date="2026-11-26")

        assert all(slot["starts_at"] >= "2026-11-26T16:00" for slot in result.content["slots"])

    async def test_closed_day_is_said_and_others_are_offered(self, sample: Desk) -> None:
        result = await sample.call("free_slots", date="2026-11-29")

        assert result.content["none_because"] == "The company is closed on that day."
        assert result.content["slots"]


class TestBook:
    async def test_time_that_was_offered_is_booked(self, sample: Desk) -> None:
        offered = await sample.call("free_slots", date="2026-11-26")
        start = offered.content["slots"][0]["starts_at"]
        sample.next_turn(offered, "pode ser o primeiro")

        result = await sample.call("book_meeting", action="book", starts_at=start)

        booking = result.effects.booking
        assert booking is not None
        assert booking.starts_at is not None
        assert (booking.action, f"{booking.starts_at:%Y-%m-%dT%H:%M}") == ("book", start)
        assert result.effects.remember["booking"]["id"] == booking.booking_id

    async def test_time_offered_in_the_same_turn_is_not_yet_the_customers_choice(self, sample: Desk) -> None:
        sample.said = ["quero uma demonstração"]
        offered = await sample.call("free_slots")

        result = await sample.call("book_meeting", action="book", starts_at=offered.content["slots"][0]["starts_at"])

        assert not result.ok
        assert result.effects.booking is None

    @pytest.mark.parametrize("said", [["quinta às 10h"], ["quero na quinta", "às 10", "meu e-mail é a@b.example"]])
    async def test_time_that_the_customer_named_is_booked(self, sample: Desk, said: list[str]) -> None:
        sample.said = said

        result = await sample.call("book_meeting", action="book", starts_at="2026-11-26T10:00")

        assert result.effects.booking is not None

    async def test_another_time_than_the_one_named_is_refused(self, sample: Desk) -> None:
        sample.said = ["quinta às 10h"]

        assert not (await sample.call("book_meeting", action="book", starts_at="2026-11-26T11:00")).ok

    @pytest.mark.parametrize(
        ("said", "start", "word"),
        [
            ("domingo às 10h", "2026-11-29T10:00", "closed"),
            ("quinta às 23h", "2026-11-26T23:00", "outside"),
            ("hoje às 9h", "2026-11-24T09:00", "over"),
            ("quinta às 10h", "2026-11-26T10:00", "taken"),
        ],
    )
    async def test_time_that_cannot_be_had_is_refused_with_others(
        self, sample: Desk, said: str, start: str, word: str
    ) -> None:
        sample.said = [said]
        sample.busy = [Busy(datetime(2026, 11, 26, 12, tzinfo=UTC), datetime(2026, 11, 26, 15, tzinfo=UTC))]

        result = await sample.call("book_meeting", action="book", starts_at=start)

        assert word in result.content["error"]
        assert result.content["slots"]
        assert result.effects.booking is None

    async def test_second_meeting_is_not_booked_unasked(self, sample: Desk) -> None:
        sample.state, sample.said = {"booking": OWN}, ["sexta às 10h"]

        result = await sample.call("book_meeting", action="book", starts_at="2026-11-27T10:00")

        assert not result.ok
        assert [held["starts_at"] for held in result.content["customer_has"]] == ["2026-11-26T10:00"]

    async def test_another_one_is_booked_and_the_first_stays(self, sample: Desk) -> None:
        sample.state, sample.said = {"booking": OWN}, ["quero outra pro meu sócio, sexta às 10h"]

        result = await sample.call("book_meeting", action="book", another=True, starts_at="2026-11-27T10:00")

        assert result.effects.booking is not None
        assert result.effects.booking.action == "book"
        assert [held["id"] for held in result.effects.remember["bookings"]] == ["b1"]

    async def test_a_fourth_one_is_refused(self, sample: Desk) -> None:
        others = [OWN | {"id": f"b{number}"} for number in (2, 3)]
        sample.state, sample.said = {"booking": OWN, "bookings": others}, ["mais uma, sexta às 10h"]

        assert not (await sample.call("book_meeting", action="book", another=True, starts_at="2026-11-27T10:00")).ok


class TestChange:
    async def test_own_meeting_moves_to_the_named_time(self, sample: Desk) -> None:
        sample.state, sample.said = {"booking": OWN}, ["passa pra sexta às 14h"]

        booking = (await sample.call("book_meeting", action="move", starts_at="2026-11-27T14:00")).effects.booking

        assert booking is not None
        assert (booking.action, booking.booking_id) == ("move", "b1")

    async def test_own_meeting_is_cancelled_when_the_customer_asks(self, sample: Desk) -> None:
        sample.state, sample.said = {"booking": OWN}, ["preciso cancelar a demonstração"]

        result = await sample.call("book_meeting", action="cancel")

        assert result.effects.booking == BookingRequest("cancel", "b1")
        assert result.effects.remember["booking"] is None

    async def test_of_several_the_one_that_is_meant_is_cancelled(self, sample: Desk) -> None:
        other = {"id": "b2", "starts_at": "2026-11-27T13:00:00Z"}
        sample.state, sample.said = {"booking": OWN, "bookings": [other]}, ["cancela a de sexta"]

        unclear = await sample.call("book_meeting", action="cancel")
        assert not unclear.ok
        assert len(unclear.content["customer_has"]) == 2
        result = await sample.call("book_meeting", action="cancel", meeting="2026-11-27T10:00")
        assert result.effects.booking == BookingRequest("cancel", "b2")
        assert [held["id"] for held in result.effects.remember["bookings"]] == ["b1"]

    async def test_nothing_is_cancelled_that_the_customer_did_not_ask_for(self, sample: Desk) -> None:
        sample.state, sample.said = {"booking": OWN}, ["qual é o preço do plano essencial?"]

        assert (await sample.call("book_meeting", action="cancel")).effects.booking is None

    async def test_without_a_meeting_there_is_nothing_to_cancel(self, sample: Desk) -> None:
        sample.said = ["quero cancelar"]

        assert not (await sample.call("book_meeting", action="cancel")).ok


def test_no_meetings_where_the_pack_books_none() -> None:
    pack = load_pack(SAMPLE)
    rules = pack.business.booking.model_copy(update={"enabled": False})
    without = replace(pack, business=pack.business.model_copy(update={"booking": rules}))

    assert "book_meeting" not in registry_of(without).tools_for(SCHEDULING)


class TestKind:
    """Of the clinic that has a children's dentist on Tuesdays and Thursdays."""

    @pytest.fixture
    def dentist(self) -> Desk:
        return Desk(registry_of(load_pack(DENTIST)))

    async def test_the_model_s_choice_and_the_customer_s_words_both_count(self, dentist: Desk) -> None:
        dentist.said = ["quero marcar sábado"]
        by_choice = await dentist.call("free_slots", date="2026-11-28", kind="odontopediatria")
        dentist.said = ["quero marcar sábado pra minha filha"]
        by_words = await dentist.call("free_slots", date="2026-11-28")
        for result in (by_choice, by_words):
            assert result.content["meeting"] == "Odontopediatria"
            assert "às terças" in result.content["none_because"]
            assert {datetime.fromisoformat(slot["starts_at"]).weekday() for slot in result.content["slots"]} <= {1, 3}

    async def test_it_is_booked_and_remembered(self, dentist: Desk) -> None:
        dentist.said = ["quero marcar pro meu filho na quinta"]
        offered = await dentist.call("free_slots", date="2026-11-26")
        dentist.next_turn(offered, "o primeiro")
        start = offered.content["slots"][0]["starts_at"]

        result = await dentist.call("book_meeting", action="book", starts_at=start)

        assert result.effects.booking is not None
        assert result.effects.booking.kind == "odontopediatria"
        assert result.effects.remember["booking"]["kind"] == "odontopediatria"

    async def test_its_days_hold_for_booking_too(self, dentist: Desk) -> None:
        dentist.said = ["marca sábado às 9h pro meu filho"]
        result = await dentist.call("book_meeting", action="book", starts_at="2026-11-28T09:00")
        assert not result.ok
        assert "às terças" in result.content["error"]
