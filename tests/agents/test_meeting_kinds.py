"""Kinds of meetings by talk: the clinic's children's dentist comes on Tuesdays and Thursdays, and on no Saturday."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from agente.agents.assistant import Assistant
from agente.agents.turn import Draft
from agente.packs.hours import BusinessHours
from agente.packs.models import BookingRules, Hours, MeetingKind
from agente.scheduling.requests import Busy
from tests.agents.conftest import TUESDAY, Talk

CHILD = "odontopediatria"
HELD = "Para odontopediatria, atendemos às terças e quintas."


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist)


@pytest.fixture(scope="module")
def workshop(dentist: Assistant) -> Assistant:
    """A garage whose inspections take two hours, on weekday mornings."""
    morning = ["08:00-12:00"]
    rules = BookingRules(
        title={"pt-BR": "Serviço na oficina", "en": "Service", "es": "Servicio"},
        duration_minutes=30,
        kinds=[
            MeetingKind(
                id="vistoria",
                title={"pt-BR": "Vistoria completa", "en": "Full inspection", "es": "Inspección completa"},
                words={"pt-BR": ["vistoria"], "en": ["inspection"], "es": ["inspección"]},
                hours=Hours(monday=morning, wednesday=morning, saturday=morning),
                duration_minutes=120,
            ),
            MeetingKind(id="pneus", title="Troca de pneus", words=["pneu"], duration_minutes=60),
        ],
    )
    pack = dentist.pack
    week = Hours(
        **{day: ["08:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")}
    )
    business = pack.business.model_copy(
        update={"booking": rules, "hours": week, "holidays": [], "locales": ["pt-BR", "en", "es"]}
    )
    hours = BusinessHours(week, [], business.timezone)
    return Assistant.prepare(replace(pack, business=business, hours=hours, products=(), qualification=None))


def booked(draft: Draft) -> tuple[str, str | None, str]:
    """What was done, of which kind, and when."""
    booking = draft.booking
    assert booking is not None, draft.text
    assert booking.starts_at is not None
    return booking.action, booking.kind, f"{booking.starts_at:%m-%d %H:%M}"


class TestNaming:
    @pytest.mark.parametrize(
        "text",
        [
            "queria uma avaliação pro meu filho de 6 anos, sábado cedo",
            "tem vaga sábado pra minha filha?",
            "preciso marcar dentista de criança no sábado",
            "quero agendar odontopediatria sábado às 9h",
            "da pra encaixar meu menino sabado de manha?",
            "quero marcar consulta das crianças sábado 10h",
            "bom dia, minha netinha precisa de uma consulta, pode marcar sábado às 8h?",
            "marca sábado às 9h pra um bebê",
            "quero marcar uma consulta infantil no sábado",
            "marca uma criansa sábado 9h por favor",
            "não, é pro meu filho que eu quero marcar, sábado",
            "Sábado tem horário? Seria pro meu sobrinho.",
        ],
    )
    def test_a_child_is_not_booked_on_a_saturday(self, talk: Talk, text: str) -> None:
        draft = talk.say(text)
        assert draft.booking is None
        assert HELD in draft.text
        assert "sábado (" not in draft.text

    @pytest.mark.parametrize(
        "text",
        [
            "quero marcar uma avaliação sábado às 9h",
            "marca sábado às 9h, não é pra criança",
            "quero marcar sábado às 9h pra mim, meu filho vai junto comigo",
            "é pra mim e não pro meu filho: quero marcar sábado às 9h",
            "pode marcar sábado 9h? a ficha eu levo preenchida",
            "quero marcar sábado 9h, seria para mim mesmo",
            "marca sábado às 9h, pro meu filho não",
            "quero marcar pra um adulto, sábado às 9h",
        ],
    )
    def test_who_looks_alike_is_booked_on_it(self, talk: Talk, text: str) -> None:
        draft = talk.say(text)
        assert HELD not in draft.text
        assert "sábado (28 de novembro)" in draft.text

    def test_in_spanish(self, dentist: Assistant) -> None:
        talk = Talk(dentist, locale="es")
        draft = talk.say("hola, quiero una cita para mi hija el sábado")
        assert "Para odontopediatría, atendemos los martes y jueves." in draft.text
        assert booked(talk.say("el primero")) == ("book", CHILD, "12-01 10:00")

    def test_in_english_with_its_hours(self, workshop: Assistant) -> None:
        draft = Talk(workshop, locale="en").say("I'd like to book a full inspection on Monday at 3pm")
        assert draft.booking is None
        assert (
            "For full inspection, we have appointments on Mondays, Wednesdays and Saturdays, 8 am to 12 pm."
            in draft.text
        )


class TestTalk:
    def test_it_is_remembered_until_it_is_booked(self, talk: Talk) -> None:
        talk.say_all(["quero marcar pra minha filha", "tem outro dia?", "e à tarde?", "quanto custa a avaliação?"])
        assert HELD in talk.say("pode ser sexta às 15h").text
        draft = talk.say("terça às 15h então")
        assert booked(draft) == ("book", CHILD, "12-01 15:00")
        assert "Odontopediatria" in draft.text

    def test_it_may_have_been_named_before_the_booking(self, talk: Talk) -> None:
        talk.say("vocês atendem criança?")
        assert HELD in talk.say("então quero marcar, sábado às 9h").text

    def test_it_may_be_named_with_the_yes(self, talk: Talk) -> None:
        talk.say("tem horário sábado às 9h?")
        assert HELD in talk.say("sim, mas é pro meu filho").text
        talk = Talk(talk.assistant)
        talk.say("tem horário quinta às 18h?")
        assert booked(talk.say("sim, mas é pro meu filho")) == ("book", CHILD, "11-26 18:00")

    def test_it_may_be_named_after_the_proposal(self, talk: Talk) -> None:
        talk.say("quero marcar uma avaliação")
        draft = talk.say("ah, é pra minha filha pequena")
        assert "odontopediatria" in draft.text
        assert draft.booking is None

    def test_it_may_be_taken_back(self, talk: Talk) -> None:
        talk.say("quero marcar pro meu filho")
        assert booked(talk.say("não, é pra mim. sábado às 9h")) == ("book", "adulto", "11-28 09:00")

    def test_hours_outside_its_own_are_told(self, talk: Talk) -> None:
        text = talk.say("quero marcar pro meu filho quinta às 13h").text
        assert "às terças, das 8h às 12h e das 14h às 19h; às quintas, das 8h às 12h e das 14h às 20h." in text

    def test_a_holiday_is_told_as_one(self, talk: Talk) -> None:
        assert "Imaculada Conceição" in talk.say("quero marcar pro meu filho dia 08/12 às 9h").text

    def test_every_proposal_is_on_its_days(self, talk: Talk) -> None:
        for text in ("quero marcar pro meu filho", "outros horários", "outros", "semana que vem", "depois das 17h"):
            talk.say(text)
            slots = [datetime.fromisoformat(slot).astimezone(TUESDAY.tzinfo) for slot in talk.state["slots"]]
            assert slots
            assert {slot.weekday() for slot in slots} <= {1, 3}

    def test_what_is_taken_is_taken_for_every_kind(self, talk: Talk) -> None:
        talk.busy = [
            Busy(datetime(2026, 11, 26, 9, tzinfo=TUESDAY.tzinfo), datetime(2026, 11, 26, 10, tzinfo=TUESDAY.tzinfo))
        ]
        assert "já está ocupado" in talk.say("marca pro meu filho quinta às 9h").text


class TestOwn:
    def test_it_moves_on_its_own_days(self, talk: Talk) -> None:
        talk.say("marca pra minha filha quinta às 9h")
        assert HELD in talk.say("preciso remarcar pra sexta às 9h").text
        assert booked(talk.say("terça às 9h")) == ("move", CHILD, "12-01 09:00")

    def test_its_kind_is_known_when_nothing_else_is(self, dentist: Assistant) -> None:
        own = {"id": "b", "starts_at": "2026-11-26T12:00:00.000Z", "kind": CHILD}
        talk = Talk(dentist, state={"booking": own})
        assert HELD in talk.say("quero remarcar minha consulta pra sábado às 9h").text
        assert "Odontopediatria" in talk.say("que horas ficou minha consulta mesmo?").text

    def test_the_other_one_is_not_moved_to_its_days(self, talk: Talk) -> None:
        talk.say("quero marcar uma avaliação sábado às 9h")
        draft = talk.say("quero marcar também uma pro meu filho")
        assert draft.booking is None
        assert "O que você já tem continua marcado: Avaliação, sábado (28 de novembro) às 9h." in draft.text
        assert booked(talk.say("o primeiro"))[:2] == ("book", CHILD)
        assert [own["starts_at"] for own in talk.state["bookings"]] == ["2026-11-28T12:00:00.000Z"]

    def test_a_correction_changes_the_kind_where_the_time_fits(self, talk: Talk) -> None:
        talk.say("quero marcar quinta às 9h")
        assert booked(talk.say("na verdade é pra minha filha de 5 anos")) == ("move", CHILD, "11-26 09:00")

    def test_a_correction_offers_other_times_where_it_does_not(self, talk: Talk) -> None:
        talk.say("quero marcar sábado às 9h")
        draft = talk.say("esqueci de dizer, é pro meu filho")
        assert draft.booking is None
        assert HELD in draft.text
        assert booked(talk.say("o primeiro")) == ("move", CHILD, "12-01 09:00")

    @pytest.mark.parametrize("text", ["obrigada, meu filho agradece", "um abraço do meu filho", "meu filho vai comigo"])
    def test_a_child_that_is_only_spoken_of_changes_nothing(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar sábado às 9h")
        assert talk.say(text).booking is None
        assert talk.state["booking"].get("kind") is None


class TestLength:
    def test_a_kind_takes_its_own_time(self, workshop: Assistant) -> None:
        booking = Talk(workshop).say("quero marcar uma vistoria segunda às 9h").booking
        assert booking is not None
        assert booking.starts_at is not None
        assert booking.ends_at is not None
        assert (booking.ends_at - booking.starts_at).total_seconds() == 2 * 60 * 60

    def test_it_has_to_end_in_its_hours(self, workshop: Assistant) -> None:
        text = Talk(workshop).say("quero marcar uma vistoria segunda às 11h").text
        assert "2 h" in text
        assert "Para vistoria completa, atendemos às segundas, quartas e aos sábados, das 8h às 12h." in text

    def test_without_days_of_its_own_the_business_s_hold(self, workshop: Assistant) -> None:
        talk = Talk(workshop)
        draft = talk.say("quero marcar a troca de pneus sexta às 17h")
        assert booked(draft) == ("book", "pneus", "11-27 17:00")
        assert draft.booking
        assert draft.booking.ends_at
        assert draft.booking.ends_at.time() == time(18)
        assert "domingo" in Talk(workshop).say("quero trocar os pneus domingo, pode marcar?").text.lower()


class TestToldOfLongBefore:
    ASIDE = ("onde fica a clínica?", "qual o telefone?", "vocês abrem sábado?", "aceita pix?", "tem estacionamento?")

    @pytest.fixture
    def told(self, talk: Talk) -> Talk:
        """A talk that goes on longer than its first message is looked back on."""
        talk.say_all(["oi, minha filha tem 12 anos e os dentes tortos", *self.ASIDE, "quanto custa a avaliação?"])
        del talk.history[:6]
        return talk

    @pytest.mark.parametrize(
        "text",
        [
            "quero marcar uma avaliação pra ela semana que vem",
            "marca pra ela na semana que vem",
            "quero marcar, ela sai da escola 13h então tem que ser depois das 14h",
            "queria agendar a avaliação dela",
            "quero marcar uma avaliação",
        ],
    )
    def test_it_is_booked_of_her_kind(self, told: Talk, text: str) -> None:
        draft = told.say(text)
        assert "odontopediatria" in draft.text
        assert "Nesse período" not in draft.text

    @pytest.mark.parametrize("text", ["quero marcar uma avaliação pra mim", "marca uma pro meu marido"])
    def test_who_wants_one_for_another_gets_the_usual_kind(self, told: Talk, text: str) -> None:
        assert "odontopediatria" not in told.say(text).text

    def test_who_comes_along_is_told_of_too(self, talk: Talk) -> None:
        talk.say_all(["é pra mim, minha filha vai junto", *self.ASIDE])
        del talk.history[:4]
        assert "odontopediatria" in talk.say("marca uma pra ela também").text

    def test_who_is_told_of_last_is_meant(self, talk: Talk) -> None:
        talk.say_all(["minha filha tem 5 anos", "mas é a minha mãe que precisa de um implante"])
        assert "odontopediatria" not in talk.say("marca uma avaliação pra ela, sábado").text

    @pytest.mark.parametrize(
        "text", ["quero sim, na semana que vem, depois das 14h", "sim, semana que vem à tarde", "marca outro dia então"]
    )
    def test_a_cancelled_one_is_booked_anew_of_its_kind(self, told: Talk, text: str) -> None:
        told.say_all(["marca pra ela quinta às 15h", "sim, pode marcar"])
        assert told.state["booking"]["kind"] == CHILD
        told.say_all(["o que preciso levar?", "e onde fica mesmo?", "cancela esse horário"])
        del told.history[:-2]
        draft = told.say(text)
        assert draft.booking is None
        assert "odontopediatria" in draft.text
        assert "segunda-feira (" not in draft.text
