"""A rehearsed conversation goes on as a stored one would."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.turn import CalendarNeeded, Draft, Intent, TurnInput
from agente.evaluation.rehearsal import Calendar, Rehearsal
from agente.leads.updates import LeadUpdate
from agente.packs.models import Business, Qualification
from agente.packs.pack import Pack
from agente.scheduling.errors import SlotTaken
from agente.scheduling.requests import BookingRequest, Busy

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("America/Sao_Paulo"))
HALF_HOUR = timedelta(minutes=30)
Script = Callable[[TurnInput], Draft]


def draft(text: str = "ok", **effects: object) -> Draft:
    return Draft(text, "pt-BR", Intent("pricing", 0.9), "sales", **effects)  # type: ignore[arg-type]


class Scripted(Assistant):
    """An assistant whose replies a test writes."""

    def __init__(self, script: Script) -> None:
        business = Business(name="Loja", description="x")
        self.pack = Pack(Path("loja"), "0" * 12, business, None, qualification=Qualification(fields=[]))
        self._script = script

    def respond(self, turn: TurnInput) -> Draft:
        return self._script(turn)

    def safe_reply(self, turn: TurnInput) -> Draft:
        return draft("safe")


def rehearse(script: Script) -> Rehearsal:
    return Rehearsal(Scripted(script), now=NOON, locale="pt-BR")


def booking(action: str, number: int, start: datetime = NOON) -> BookingRequest:
    times = (None, None) if action == "cancel" else (start, start + HALF_HOUR)
    return BookingRequest(action, str(number), *times)  # type: ignore[arg-type]


class TestSay:
    def test_state_and_history_go_into_the_next_turn(self) -> None:
        seen: list[TurnInput] = []

        def script(turn: TurnInput) -> Draft:
            seen.append(turn)
            return draft(f"reply {len(seen)}", state={"turn": len(seen)})

        talk = rehearse(script)
        talk.say("oi")
        talk.say("quanto\u200b custa? ")
        assert seen[1].text == "quanto custa?"
        assert seen[1].state == {"turn": 1}
        assert [(said.role, said.text) for said in seen[1].history] == [("customer", "oi"), ("agent", "reply 1")]

    def test_only_the_last_messages_are_looked_back_on(self) -> None:
        seen: list[TurnInput] = []
        talk = rehearse(lambda turn: seen.append(turn) or draft())  # type: ignore[func-returns-value]
        for number in range(9):
            talk.say(f"mensagem {number}")
        assert len(seen[-1].history) == 10

    def test_after_a_handoff_the_agent_is_silent(self) -> None:
        talk = rehearse(lambda turn: draft(handoff="asked_for_human"))
        assert talk.say("quero uma pessoa").draft is not None
        assert talk.say("alguém aí?").draft is None

    def test_a_message_for_the_person_who_is_not_there_yet_is_still_taken(self) -> None:
        replies = iter([draft(handoff="asked_for_human", state={"awaiting": "message"}), draft("anotado")])
        talk = rehearse(lambda turn: next(replies))
        talk.say("quero uma pessoa")
        noted = talk.say("é sobre o pedido 12").draft
        assert noted is not None
        assert noted.text == "anotado"
        assert talk.say("obrigado").draft is None

    def test_a_lead_that_qualified_stays_qualified(self) -> None:
        named = frozenset({"name"})
        updates = iter(
            [LeadUpdate({"name": "Ana"}, 70, (), True, named), LeadUpdate({"name": "Bia"}, 10, (), False, named)]
        )
        talk = rehearse(lambda turn: draft(lead=next(updates)))
        talk.say("sou a Ana")
        last = talk.say("na verdade Bia")
        assert (last.fields, last.lead) == ({"name": "Bia"}, "qualified")

    def test_a_failing_assistant_is_told_and_the_safe_reply_goes_out(self) -> None:
        def script(turn: TurnInput) -> Draft:
            raise KeyError("plan")

        answer = rehearse(script).say("oi")
        assert answer.draft is not None
        assert (answer.draft.text, answer.failure) == ("safe", "KeyError('plan')")

    def test_an_answer_that_needs_the_calendar_gets_it_with_the_meeting_that_the_contact_has(self) -> None:
        seen: list[tuple[list[Busy], object]] = []

        def script(turn: TurnInput) -> Draft:
            if turn.busy is None:
                raise CalendarNeeded(NOON, NOON + timedelta(days=1))
            seen.append((list(turn.busy), turn.state["booking"]))
            return draft(booking=booking("book", len(seen), NOON + len(seen) * HALF_HOUR))

        talk = rehearse(script)
        assert talk.say("amanhã").failure is None
        talk.say("e outra hora")
        talk.say("e mais uma")
        first = {"id": "1", "starts_at": "2026-11-24T15:30:00.000Z"}
        spans = [
            Busy(NOON + ahead * HALF_HOUR, NOON + (ahead + 1) * HALF_HOUR, frozenset({str(ahead)})) for ahead in (1, 2)
        ]
        assert seen == [([], None), (spans[:1], first), (spans, first)]

    def test_a_promise_that_the_calendar_cannot_keep_is_a_failure(self) -> None:
        numbers = iter(range(2))
        talk = rehearse(lambda turn: draft(booking=booking("book", next(numbers))))
        assert talk.say("amanhã").failure is None
        assert talk.say("e outra").failure == "SlotTaken()"


class TestCalendar:
    def test_a_taken_slot_is_refused_and_another_taken(self) -> None:
        calendar = Calendar(1, NOON)
        calendar.carry_out(booking("book", 1))
        with pytest.raises(SlotTaken):
            calendar.carry_out(booking("book", 2, NOON + HALF_HOUR / 2))
        calendar.carry_out(booking("book", 2, NOON + HALF_HOUR))

    def test_a_moved_meeting_leaves_its_old_time_free(self) -> None:
        calendar = Calendar(1, NOON)
        calendar.carry_out(booking("book", 1))
        calendar.carry_out(booking("move", 1, NOON + HALF_HOUR / 2))
        calendar.carry_out(booking("book", 2, NOON - HALF_HOUR / 2))
        assert len(calendar.held) == 2

    def test_a_cancelled_meeting_is_gone_and_an_unknown_one_refused(self) -> None:
        calendar = Calendar(1, NOON)
        calendar.carry_out(booking("book", 1))
        calendar.carry_out(booking("cancel", 1))
        assert calendar.own() == []
        with pytest.raises(LookupError):
            calendar.carry_out(booking("cancel", 1))

    def test_as_many_as_the_business_holds_at_once(self) -> None:
        calendar = Calendar(2, NOON)
        calendar.carry_out(booking("book", 1))
        calendar.carry_out(booking("book", 2))
        with pytest.raises(SlotTaken):
            calendar.carry_out(booking("book", 3))


class TestWhoWaits:
    """As `tests/handoff/test_http.py` has it of a stored conversation."""

    @pytest.mark.parametrize(("reason", "answers"), [("asked_for_human", True), ("sensitive", False)])
    def test_takes_the_agent_back_in_words_but_not_of_a_grave_matter(self, reason: str, answers: bool) -> None:
        rehearsal = rehearse(lambda turn: draft(handoff=reason if turn.seq == 1 else None))
        rehearsal.say("oi")
        assert rehearsal.say("alguém aí?").draft is None
        assert (rehearsal.say("não quero esperar ninguém").draft is not None) == answers
