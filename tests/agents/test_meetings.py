"""Booking by talk: small dialogues with two businesses, and what each of them leaves booked."""
# ruff: noqa: E501 - a case reads best on one line

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.agents.assistant import Assistant
from agente.agents.turn import CalendarNeeded, Draft, TurnInput
from agente.packs.models import BookingRules, Locale
from agente.scheduling.requests import Busy
from tests.agents.conftest import TUESDAY, Start, Talk

ZONE = TUESDAY.tzinfo


@dataclass
class Case:
    """What is said, last message last; what the last reply does (`action` and its start) and says."""

    said: list[str]
    action: str | None = None
    at: str | None = None  # 11-25 15:00
    says: list[str] = field(default_factory=list)
    says_not: list[str] = field(default_factory=list)
    intent: str | None = "scheduling"
    locale: Locale = "pt-BR"
    busy: tuple[tuple[str, str], ...] = ()

    def check(self, talk: Talk) -> None:
        draft = talk.say_all(self.said)
        told = f"{draft.booking} {draft.text}"
        assert (draft.booking.action if draft.booking else None) == self.action, told
        start = draft.booking.starts_at if draft.booking else None
        assert (f"{start:%m-%d %H:%M}" if start else None) == self.at, told
        for piece in self.says:
            assert piece in draft.text
        for piece in self.says_not:
            assert piece not in draft.text
        assert self.intent in (None, draft.intent.name), draft.text
        if self.intent == "scheduling":
            assert draft.agent == "scheduling"


def moment(written: str) -> datetime:
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=ZONE)


def spans(busy: tuple[tuple[str, str], ...]) -> list[Busy]:
    return [Busy(moment(start), moment(end)) for start, end in busy]


FULL = (("11-24 00:00", "12-30 00:00"),)
BOOKED = "quero marcar uma demonstração sexta às 16h"

CASES = [
    # asking
    Case(["quero agendar uma demonstração"], says=["1. ", "2. ", "3. ", "demonstração por vídeo", "às"]),
    Case(["oi, queria marcar uma conversa com vcs"], says=["1. ", "3. "]),
    Case(["tem horário amanhã de manhã?"], says=["amanhã, quarta-feira (25 de novembro), às"]),
    Case(["dá pra marcar uma demo na semana que vem depois das 14?"], says=["30 de novembro"], says_not=["às 9h", "às 10h"]),
    Case(["quero agendar o quanto antes"], says=["1. hoje, terça-feira (24 de novembro), às 11h"]),
    Case(["quero agendar uma visita ao escritório"], says=["Por aqui eu marco demonstração por vídeo"]),
    Case(["I'd like to book a demo"], says=["1. ", "video demo", "tomorrow, Wednesday (November 25), at"], locale="en"),
    Case(["quiero agendar una demostración"], says=["1. ", "mañana, miércoles (25 de noviembre), a las"], locale="es"),
    # an order that names the time
    Case(["quero marcar amanhã às 15h"], "book", "11-25 15:00", ["Marcado! Demonstração por vídeo: amanhã, quarta-feira (25 de novembro), às 15h"]),
    Case(["marca pra mim quinta 10h30 por favor"], "book", "11-26 10:30"),
    Case(["agenda uma demo dia 30 às 3 da tarde"], "book", "11-30 15:00"),
    Case(["please schedule a demo on Friday at 2pm"], "book", "11-27 14:00", ["Booked!"], locale="en"),
    Case(["quiero reservar el viernes a las 3 de la tarde"], "book", "11-27 15:00", ["¡Reservado!"], locale="es"),
    # a question that names the time
    Case(["tem horário amanhã às 15h?"], says=["Tenho livre: amanhã", "às 15h", "Posso marcar?"]),
    Case(["tem horário amanhã às 15h?", "sim"], "book", "11-25 15:00"),
    Case(["tem horário amanhã às 15h?", "Sim, pode marcar"], "book", "11-25 15:00"),
    Case(["tem horário amanhã às 15h?", "não"], says=["Tenho também"]),
    Case(["tem horário amanhã às 15h?", "não, obrigado"], says=["não marquei nada"]),
    # choosing
    Case(["quero agendar para sexta", "o segundo"], "book", "11-27 13:30"),
    Case(["quero agendar para sexta", "a primeira"], "book", "11-27 09:00"),
    Case(["quero agendar para sexta", "segunda opção"], "book", "11-27 13:30"),
    Case(["quero agendar para sexta", "a última"], "book", "11-27 15:30"),
    Case(["quero agendar para sexta", "2"], "book", "11-27 13:30"),
    Case(["quero agendar para sexta", "opção 3 pf"], "book", "11-27 15:30"),
    Case(["quero agendar para sexta", "14h"], "book", "11-27 14:00"),
    Case(["quero agendar para sexta", "pode ser às 10"], "book", "11-27 10:00"),
    Case(["quero agendar para sexta", "o das 9h"], "book", "11-27 09:00"),
    Case(["quero agendar para sexta", "14"], "book", "11-27 14:00"),
    Case(["quero agendar para sexta", "tanto faz"], "book", "11-27 09:00"),
    Case(["quero agendar para sexta", "qualquer um"], "book", "11-27 09:00"),
    Case(["quero agendar para sexta", "sim"], says=["Qual destes horários?"]),
    Case(["quero agendar", "pode ser sexta às 10"], "book", "11-27 10:00"),
    Case(["quero agendar", "pode ser segunda às 10?"], "book", "11-30 10:00"),
    Case(["quero agendar", "sexta", "de manhã", "10:30"], "book", "11-27 10:30"),
    Case(["quero agendar na semana que vem", "quinta à tarde"], "book", "12-03 14:30"),
    Case(["quero agendar na semana que vem", "sexta de manhã"], says=["sexta-feira (4 de dezembro)"], says_not=["27 de novembro"]),
    Case(["quero agendar para sexta", "tem às 11?"], says=["Tenho livre: sexta-feira (27 de novembro) às 11h"]),
    Case(["quero agendar para sexta", "não posso na sexta, tem outro dia?"], says=["1. "], says_not=["sexta-feira"]),
    Case(["quero agendar", "outro horário"], says=["Tenho também", "27 de novembro"]),
    Case(["quero agendar", "nenhum desses"], says=["Tenho também"]),
    Case(["quero agendar", "não, obrigado"], says=["não marquei nada"]),
    Case(["quero agendar", "deixa pra lá"], says=["não marquei nada"]),
    Case([BOOKED, "Remarcar", "deixa pra lá"], says=["continua marcado"]),
    Case([BOOKED, "na verdade melhor às 17h"], "move", "11-27 17:00"),
    Case(["book a demo for Friday", "the second one"], "book", "11-27 13:30", locale="en"),
    Case(["book a demo for Friday", "10:30 am works"], "book", "11-27 10:30", locale="en"),
    Case(["quiero agendar para el viernes", "la segunda"], "book", "11-27 13:30", locale="es"),
    Case(["quiero agendar para el viernes", "a las 10"], "book", "11-27 10:00", locale="es"),
    # what cannot be had
    Case(["quero marcar domingo às 10"], says=["Domingo (29 de novembro) estamos fechados.", "segunda-feira (30 de novembro) às 10h"]),
    Case(["quero marcar hoje às 8h"], says=["já passou", "1. "]),
    Case(["quero marcar hoje às 10h30"], says=["pelo menos 1 h de antecedência", "1. hoje"]),
    Case(["quero marcar dia 25/12 às 10h"], says=["até 24 de dezembro", "1. "]),
    Case(["quero marcar amanhã às 20h"], says=["fora do nosso atendimento", "das 8h às 12h e das 13h30 às 18h", "1. amanhã"]),
    Case(["quero marcar dia 24/12 às 15h"], says=["Véspera de Natal", "das 8h às 12h", "quinta-feira (24 de dezembro) às"]),
    Case(["quero marcar ontem às 10h"], says=["já passou"]),
    Case(["quero marcar amanhã às 15h"], says=["ocupado", "1. amanhã, quarta-feira (25 de novembro), às"], busy=(("11-25 14:30", "11-25 15:30"),)),
    Case(["tem horário amanhã de manhã?"], says=["não tenho mais horário livre".capitalize(), "às 13h30"], busy=(("11-25 08:00", "11-25 12:00"),)),
    Case(["quero agendar"], says=["Não tenho horário livre até 24 de dezembro", "alguém da equipe"], busy=FULL),
    # moving
    Case([BOOKED, "quero remarcar para segunda às 10"], "move", "11-30 10:00", ["mudei", "30 de novembro"]),
    Case([BOOKED, "muda de sexta para quinta às 14h"], "move", "11-26 14:00"),
    Case([BOOKED, "remarcar"], says=["Você tem marcado", "sexta-feira (27 de novembro) às 16h", "1. "]),
    Case([BOOKED, "Remarcar", "a primeira"], "move", "11-24 13:30"),
    Case([BOOKED, "dá pra mudar o horário pras 17h?"], "move", "11-27 17:00"),
    Case([BOOKED, "putz, sexta não consigo mais. dá pra passar pra quinta às 10?"], "move", "11-26 10:00"),
    Case([BOOKED, "dá pra adiantar?"], says=["1. "], says_not=["28 de novembro", "30 de novembro"]),
    Case([BOOKED, "preciso adiar minha reunião"], says=["1. "], says_not=["24 de novembro", "25 de novembro"]),
    Case([BOOKED, "marca outra pra quinta às 10"], says=["Posso mudar para quinta-feira (26 de novembro) às 10h?"]),
    Case([BOOKED, "quero marcar outra reunião quinta às 10"], "book", "11-26 10:00", ["continua marcado", "sexta-feira (27 de novembro) às 16h"]),
    Case([BOOKED, "remarca pra domingo às 9"], says=["estamos fechados", "1. "]),
    Case([BOOKED, "quero marcar sexta às 16h"], says=["Está marcado"]),
    Case(["preciso remarcar minha demonstração"], says=["Não encontrei", "Quer marcar um?"]),
    Case(["preciso remarcar minha demonstração", "sim"], says=["1. "]),
    # cancelling
    Case([BOOKED, "cancelar meu horário"], "cancel", None, ["Cancelei: Demonstração por vídeo, sexta-feira (27 de novembro) às 16h"]),
    Case([BOOKED, "desmarca por favor"], "cancel"),
    Case([BOOKED, "cancela"], "cancel"),
    Case([BOOKED, "actually I need to cancel it"], "cancel"),
    Case([BOOKED, "vocês abrem sábado?", "cancela"], says=["Quer mesmo cancelar"]),
    Case([BOOKED, "vocês abrem sábado?", "cancela", "Sim, cancelar"], "cancel"),
    Case([BOOKED, "vocês abrem sábado?", "cancela", "não, manter"], says=["continua marcado"]),
    Case([BOOKED, "cancela", "não, obrigado"], intent=None),
    Case([BOOKED, "cancela", "sim"], says=["1. "]),
    Case([BOOKED, "não vou poder ir"], says=["Prefere remarcar ou cancelar?"]),
    Case([BOOKED, "cancelar meu horário", "qual o horário da minha reunião?"], says=["Não encontrei"]),
    Case([BOOKED, "cancelar meu horário", BOOKED], "book", "11-27 16:00"),
    Case(["desmarca minha demonstração"], says=["Não encontrei", "alguém da equipe"]),
    Case([BOOKED, "cancel my appointment"], "cancel", None, ["Cancelled"]),
    # telling
    Case([BOOKED, "qual o horário da minha reunião?"], says=["Está marcado: Demonstração por vídeo, sexta-feira (27 de novembro) às 16h."]),
    Case([BOOKED, "que horas ficou?"], says=["16h"]),
    Case([BOOKED, "minha demonstração está confirmada?"], says=["Está marcado"]),
    Case([BOOKED, "quanto custa o plano profissional?", "que horas é minha reunião mesmo?"], says=["16h"]),
    Case(["quando é minha reunião?"], says=["Não encontrei"]),
    # something else in between
    Case(["quero agendar para sexta", "quanto custa o plano profissional?"], says=["R$ 189,90"], intent="pricing"),
    Case(["quero agendar para sexta", "quanto custa o plano profissional?", "pode ser às 10"], "book", "11-27 10:00"),
    Case(["quero agendar para sexta", "quanto custa o plano profissional?", "tá bom, pode ser o primeiro horário"], "book", "11-27 09:00"),
    Case(["quero agendar para sexta", "quanto custa o plano profissional?", "14"], intent=None),
    Case(["quero agendar para sexta", "vocês abrem sábado?", "sexta 14h"], "book", "11-27 14:00"),
    Case(["quero agendar para sexta", "quanto custa o plano profissional?", "sim"], says_not=["Marcado"], intent=None),
    Case(["quero agendar para sexta", "vocês abrem sábado?"], says=["das 9h às 13h"], intent="business_info"),
    Case(["quanto custa o profissional? e quero marcar uma demo amanhã às 15h"], "book", "11-25 15:00", ["R$ 189,90"], intent=None),
    Case(["quero marcar uma demo amanhã às 15h e saber quanto custa o profissional"], "book", "11-25 15:00", ["R$ 189,90"], intent=None),
    # what is no booking
    Case(["qual o horário de atendimento?"], says=["segunda a sexta-feira"], intent="business_info"),
    Case(["me passa o horário de atendimento"], says=["segunda a sexta-feira"], intent="business_info"),
    Case(["quero cancelar meu plano"], says_not=["horário"], intent="cancellation"),
    Case(["quero mudar a data de vencimento do boleto"], says_not=["marcado"], intent="billing"),
    Case(["vcs fazem demonstração?", "sim"], says=["1. "]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: " | ".join(case.said))
def test_talk(visit_sample: Start, case: Case) -> None:
    case.check(visit_sample(locale=case.locale, busy=spans(case.busy)))


class TestProposal:
    def test_every_button_does_what_it_says(self, visit_sample: Start) -> None:
        for opening, locale in (("quero agendar", "pt-BR"), ("I want to book a demo", "en"), ("quiero agendar", "es")):
            for place in range(3):
                talk = visit_sample(locale=locale)
                offered = talk.say(opening)
                booked = talk.say(offered.quick_replies[place])
                assert booked.booking, (opening, booked.text)
                assert booked.booking.starts_at
                assert booked.booking.starts_at == datetime.fromisoformat(offered.state["slots"][place])
            talk = visit_sample(locale=locale)
            first = talk.say(opening)
            others = talk.say(first.quick_replies[3])
            assert set(others.state["slots"]).isdisjoint(first.state["slots"])
            talk.say(others.quick_replies[0])
            assert talk.say(talk_buttons(talk)[0]).state["slots"]
            assert talk.say(talk_buttons(talk)[0]).booking

    def test_a_chosen_time_that_was_taken_meanwhile_is_not_booked(self, visit_sample: Start) -> None:
        talk = visit_sample()
        offered = talk.say("quero agendar")
        start = datetime.fromisoformat(offered.state["slots"][0])
        talk.busy = [Busy(start, start + timedelta(minutes=45))]
        draft = talk.say("o primeiro")
        assert draft.booking is None
        assert "ocupado" in draft.text
        assert offered.state["slots"][0] not in draft.state["slots"]
        assert talk.say("a primeira").booking

    def test_a_proposal_of_days_ago_is_told_to_be_over(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quero agendar para amanhã")
        talk.now = TUESDAY + timedelta(days=7)
        assert talk.say("a primeira").booking is None

    def test_each_booking_has_an_id_of_its_own(self, visit_sample: Start) -> None:
        ids = {draft.booking.booking_id for draft in (visit_sample().say(BOOKED) for _ in range(3)) if draft.booking}
        assert len(ids) == 3

    def test_what_is_booked_lasts_through_other_talk(self, visit_sample: Start) -> None:
        talk = visit_sample()
        booking = talk.say(BOOKED).state["booking"]
        assert "slots" not in talk.state
        assert talk.say_all(["quanto custa o plano essencial?", "obrigado"]).state["booking"] == booking

    def test_the_length_is_the_packs(self, visit_sample: Start) -> None:
        booking = visit_sample().say(BOOKED).booking
        assert booking
        assert booking.starts_at
        assert booking.ends_at == booking.starts_at + timedelta(minutes=45)


class TestOtherBusiness:
    def test_without_a_title_it_is_an_appointment(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("quero marcar uma limpeza dental quinta às 9h")
        assert draft.booking
        assert "Atendimento: quinta-feira (26 de novembro) às 9h" in draft.text

    @pytest.mark.parametrize(
        "changes",
        [{"hours": None}, {"booking": BookingRules(enabled=False)}],
    )
    def test_where_nothing_is_booked_a_person_is_offered(
        self, clinic_assistant: Assistant, changes: dict[str, object]
    ) -> None:
        pack = clinic_assistant.pack
        if "hours" in changes:
            pack = replace(pack, hours=None)
        else:
            pack = replace(pack, business=pack.business.model_copy(update=changes))
        talk = Talk(Assistant(pack, clinic_assistant._router))
        draft = talk.say("quero agendar um horário para amanhã")
        assert draft.booking is None
        assert "slots" not in draft.state
        assert draft.state["awaiting"] == "handoff_offer"


class TestCalendar:
    def test_it_is_asked_for_only_by_who_needs_it(self, sample_assistant: Assistant) -> None:
        with pytest.raises(CalendarNeeded) as needed:
            sample_assistant.respond(TurnInput("quero agendar", "pt-BR", TUESDAY))
        assert needed.value.start == TUESDAY
        assert needed.value.end >= TUESDAY + timedelta(days=30)
        sample_assistant.respond(TurnInput("quanto custa o plano?", "pt-BR", TUESDAY))

    @pytest.mark.parametrize(
        "state",
        [
            {"slots": "x", "awaiting": "slot"},
            {"slots": [3, None, "x", "2026-11-25"], "awaiting": "slot", "wish": 7},
            {"booking": "x", "slots": {}, "awaiting": "slot"},
            {"booking": {"id": 3}, "awaiting": "cancel_booking"},
            {"booking": {"id": "a", "starts_at": "ontem"}},
            {"bookings": "x", "slots": ["a"], "then": 3, "errand": [], "awaiting": "which_booking"},
            {
                "bookings": [3, {"id": 1}, {"starts_at": "2027-01-01T10:00:00Z", "whose": 7}],
                "another": True,
                "beside": 2,
            },
        ],
    )
    @pytest.mark.parametrize("text", ["sim", "a segunda", "cancela meu horário", "14h", "quero marcar amanhã às 15h"])
    def test_state_of_an_older_or_broken_kind_is_survived(
        self, sample_assistant: Assistant, state: dict[str, object], text: str
    ) -> None:
        assert Talk(sample_assistant, state=state).say(text).text


WORDS = """
quero marcar agendar remarcar cancelar meu horário reunião demonstração amanhã sexta segunda a primeira segunda opção
o 2 sim não outro nenhum 14h às 15 dia 30 31/02 ontem à tarde de manhã qualquer um tanto faz adiantar adiar para hoje
semana que vem 25/12 desmarca quando é minha muda quanto custa plano mais uma outra consulta pra mim pro meu filho
marido o dele a dela deixa como está Pedro e tudo as duas
"""
MESSAGES = st.text(min_size=1, max_size=200) | st.lists(
    st.sampled_from(WORDS.split()), min_size=1, max_size=8
).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(messages=st.lists(MESSAGES, min_size=1, max_size=5), hours=st.integers(0, 24 * 400), taken=st.integers(0, 60))
def test_any_talk_books_only_what_is_free(
    sample_assistant: Assistant, messages: list[str], hours: int, taken: int
) -> None:
    talk = Talk(sample_assistant, now=TUESDAY + timedelta(hours=hours))
    talk.busy = [Busy(talk.now + timedelta(hours=taken), talk.now + timedelta(hours=taken + 24))]
    for message in messages:
        before = known_ids(talk.state)
        draft = talk.say(message)
        assert len(draft.quick_replies) <= 4
        assert "{" not in draft.text.replace(message, "")
        check_booking(talk, draft, before)


def known_ids(state: Mapping[str, Any]) -> set[str]:
    """Of the meetings that the conversation knows of."""
    return {meeting["id"] for meeting in (state.get("booking"), *state.get("bookings", ())) if meeting}


def check_booking(talk: Talk, draft: Draft, before: set[str]) -> None:
    request, hours = draft.booking, talk.assistant.pack.hours
    if request is None:
        return
    if request.action == "cancel":
        assert request.booking_id in before - known_ids(draft.state)
        return
    assert request.starts_at
    assert request.ends_at
    assert hours
    assert hours.is_open(request.starts_at)
    assert request.starts_at >= talk.now + timedelta(hours=1)
    assert all(request.ends_at <= span.starts_at or request.starts_at >= span.ends_at for span in talk.busy)
    assert (request.action == "move") == (request.booking_id in before)
    assert request.booking_id in known_ids(draft.state)


def talk_buttons(talk: Talk) -> tuple[str, ...]:
    """The buttons of the last reply, asked for again by its own words."""
    return talk.last.quick_replies if talk.last else ()
