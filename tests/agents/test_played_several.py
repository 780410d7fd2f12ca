"""Several meetings in one conversation: a mother's for her son and for herself, and each of them told, moved, kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.turn import Draft
from agente.scheduling.requests import Busy
from tests.agents.conftest import Start, Talk

ZONE = ZoneInfo("America/Sao_Paulo")
THURSDAY = datetime(2026, 11, 26, 14, 5, tzinfo=ZONE)
HIS = "Odontopediatria, terça-feira (1º de dezembro) às 16h"
MINE = "Avaliação, quinta-feira (3 de dezembro) às 9h"
BOTH = "marca a do meu filho terça 16h e a minha quinta 9h"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


@pytest.fixture
def mother(talk: Talk) -> Talk:
    """Her son's is booked."""
    assert done(talk.say("marca terça 16h pro meu filho")) == ("book", "12-01 16:00")
    return talk


@pytest.fixture
def both(talk: Talk) -> Talk:
    talk.say_all([BOTH, "sim"])
    assert len(talk.state["bookings"]) == 1
    return talk


def done(draft: Draft) -> tuple[str, str] | None:
    booking = draft.booking
    return (booking.action, f"{booking.starts_at:%m-%d %H:%M}" if booking.starts_at else "") if booking else None


class TestBooking:
    def test_two_in_one_message_are_booked_one_after_the_other(self, talk: Talk) -> None:
        first = talk.say(BOTH)
        assert done(first) == ("book", "12-01 16:00")
        assert "Agora o outro. Tenho livre: quinta-feira (3 de dezembro) às 9h." in first.text
        second = talk.say("sim")
        assert done(second) == ("book", "12-03 09:00")
        assert first.booking
        assert second.booking
        assert (first.booking.kind, second.booking.kind) == ("odontopediatria", None)

    def test_the_same_day_is_the_first_one_s(self, talk: Talk) -> None:
        talk.say("oi meu filho tem 5 anos, vcs atendem criança?")
        talk.say("blz entao marca a dele na terça 16h e a minha limpeza no msm dia antes, tipo 15h")
        assert done(talk.say("16h ja falei! e a minha limpeza 15h")) == ("book", "12-01 15:00")

    @pytest.mark.parametrize(
        "text",
        [
            "agora a minha limpeza na terça 15h",
            "agora a minha limpeza na terça 15h. e como chego ai, tem estacionamento?",
            "nao, quero marcar outro horario pra mim, limpeza, terça 1/12 as 15h. o dele deixa como ta",
            "quero marcar pra mim também, terça 15h",
            "NÃO muda o dele, a minha terça 15h, tem?",
            "marca mais um horário pra mim terça 15h",
        ],
    )
    def test_her_own_is_another_one(self, mother: Talk, text: str) -> None:
        reply = mother.say(text)
        assert HIS in reply.text
        assert "mudar para" not in reply.text
        assert done(reply) or done(mother.say("sim")) == ("book", "12-01 15:00")
        assert len(mother.state["bookings"]) == 1

    def test_times_are_offered_for_it(self, mother: Talk) -> None:
        reply = mother.say("NAO muda o dele. aff. pensando bem melhor a minha ser quinta dia 3 de manha, tem?")
        assert f"O que você já tem continua marcado: {HIS}." in reply.text
        assert done(mother.say("a primeira")) == ("book", "12-03 08:00")

    def test_what_is_only_offered_is_not_said_to_be_booked(self, mother: Talk) -> None:
        mother.say("agora a minha limpeza na terça 15h")
        text = mother.say("e a limpeza? ficou marcada terça 15h?").text
        assert "Ainda não está marcado." in text
        assert HIS in text
        assert done(mother.say("sim")) == ("book", "12-01 15:00")

    def test_the_sons_own_time_asked_for_again_is_found(self, mother: Talk) -> None:
        mother.say("agora a minha limpeza na terça 15h")
        reply = mother.say("ue cade o terça as 16h?? quero ele terça dia 1 as 16h")
        assert reply.booking is None
        assert f"Está marcado: {HIS}" in reply.text

    def test_a_move_beside_it_is_carried_out_first(self, mother: Talk) -> None:
        assert done(mother.say("muda o dele pra quinta 15h e marca a minha terça 9h")) == ("move", "12-03 15:00")
        assert done(mother.say("sim")) == ("book", "12-01 09:00")

    def test_where_a_move_may_be_meant_one_more_is_a_button(self, talk: Talk) -> None:
        talk.say("marca terça 16h")
        assert "Marcar mais um" in talk.say("agora quero marcar limpeza quinta 10h").quick_replies
        assert done(talk.say("Marcar mais um")) == ("book", "12-03 10:00")

    def test_one_more_time_is_no_move(self, talk: Talk) -> None:
        talk.say("marca terça 16h")
        assert done(talk.say("quero mais um horário pra quinta 10h")) in (None, ("book", "12-03 10:00"))
        assert talk.state["bookings"][0]["starts_at"] == "2026-12-01T19:00:00.000Z"

    def test_a_question_while_times_are_on_offer_books_nothing(self, mother: Talk) -> None:
        mother.say("quero marcar outro horário pra mim na terça")
        assert mother.say("a minha filha pode ir junto terça 16h?").booking is None

    def test_a_fourth_is_left_to_a_person(self, both: Talk) -> None:
        assert done(both.say("marca mais um pro meu marido sexta 9h")) == ("book", "11-27 09:00")
        reply = both.say("quero marcar outra consulta pra minha mãe")
        assert reply.booking is None
        assert "Posso chamar alguém" in reply.text
        called = both.say("sim")
        assert called.handoff == "asked_for_human"
        assert called.note == "quero marcar outra consulta pra minha mãe"

    def test_the_first_one_takes_its_time_where_one_is_held_at_once(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY)
        first = talk.say("quero uma demonstração segunda 10h").booking
        assert first
        assert first.starts_at
        assert first.ends_at
        talk.busy = [Busy(first.starts_at, first.ends_at, frozenset({first.booking_id}))]
        assert "já está ocupado" in talk.say("quero outra reunião pro meu sócio segunda 10h").text
        assert done(talk.say("muda a minha reunião pra segunda 10h15")) == ("move", "11-30 10:15")

    @pytest.mark.parametrize(
        "text",
        [
            "pra mim tá ótimo, obrigada",
            "a minha dor tá forte, o que faço?",
            "e a minha limpeza, quanto é?",
            "chama alguem entao pra marcar a minha limpeza. e o dele continua terça 16h ne?",
            "meu telefone é 31 98877-1234",
            "meu marido leva ele terça, pode?",
            "quanto custa a minha limpeza na terça?",
        ],
    )
    def test_is_not_meant(self, mother: Talk, text: str) -> None:
        assert mother.say(text).booking is None
        assert mother.state.get("awaiting") != "slot"
        assert mother.state["booking"]


class TestTelling:
    @pytest.mark.parametrize("text", ["que horas ficou?", "que horas ficaram?", "quais consultas eu tenho marcadas?"])
    def test_all_are_told(self, both: Talk, text: str) -> None:
        reply = both.say(text)
        assert f"1. {HIS}\n2. {MINE}" in reply.text

    def test_one_is_told_by_whose_it_is(self, both: Talk) -> None:
        assert HIS in both.say("que horas ficou a do meu filho?").text
        assert MINE in both.say("e a minha, continua quinta né?").text
        assert MINE in both.say("a minha tá de pé?").text
        assert HIS in both.say("que dia é a do meu filho?").text
        told = both.say("o dele e a minha, que horas são?").text
        assert HIS in told
        assert MINE in told


class TestChanging:
    @pytest.mark.parametrize("text", ["quero remarcar", "preciso desmarcar", "não vou poder ir"])
    def test_which_one_is_asked(self, both: Talk, text: str) -> None:
        both.say("quais as formas de pagamento?")
        reply = both.say(text)
        assert reply.booking is None
        assert f"1. {HIS}\n2. {MINE}" in reply.text
        assert reply.quick_replies == ("Terça, 01/12 às 16h", "Quinta, 03/12 às 9h")

    @pytest.mark.parametrize("choice", ["2", "a minha", "a de quinta", "Quinta, 03/12 às 9h", "a segunda"])
    def test_the_one_that_is_chosen_is_moved(self, both: Talk, choice: str) -> None:
        both.say_all(["quais as formas de pagamento?", "quero remarcar"])
        assert f"Você tem marcado: {MINE}." in both.say(choice).text
        assert done(both.say("sexta 9h")) == ("move", "11-27 09:00")
        assert HIS in both.say("que horas ficou?").text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("cancela a do meu filho", HIS),
            ("desmarca a odontopediatria", HIS),
            ("cancela a de terça", HIS),
            ("cancela a minha", MINE),
            ("desmarca a das 9h", MINE),
        ],
    )
    def test_one_is_cancelled_and_the_other_stays(self, both: Talk, text: str, told: str) -> None:
        reply = both.say(text)
        reply = reply if reply.booking else both.say("sim")
        assert done(reply) == ("cancel", "")
        assert f"Cancelei: {told}." in reply.text
        assert f"continua marcado: {MINE if told == HIS else HIS}." in reply.text
        assert MINE in both.say("que horas ficou?").text or told == MINE

    @pytest.mark.parametrize(
        ("text", "moved"),
        [
            ("muda o dele pra quinta 15h", "odontopediatria"),
            ("muda a do meu filho pra quinta 15h", "odontopediatria"),
            ("muda a de terça pra quinta 15h", "odontopediatria"),
            ("não muda o dele, muda a minha pra quinta 15h", None),
            ("passa a minha pra quinta 15h", None),
        ],
    )
    def test_one_is_moved_by_what_tells_it(self, both: Talk, text: str, moved: str | None) -> None:
        reply = both.say(text)
        assert done(reply) == ("move", "12-03 15:00")
        assert reply.booking
        assert reply.booking.kind == moved

    @pytest.mark.parametrize("text", ["o dele deixa como está", "não mexe no dele", "não muda o dele"])
    def test_what_is_to_stay_stays(self, both: Talk, text: str) -> None:
        reply = both.say(text)
        assert reply.booking is None
        assert f"Certo, continua marcado: {HIS}." in reply.text
        assert done(both.say("muda pra sexta 10h")) == ("move", "11-27 10:00")
        assert both.state["booking"].get("kind") is None

    def test_one_is_told_by_a_name(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY)
        talk.say_all(["marca uma demonstração segunda 10h pra mim", "marca outra pro Carlos terça 10h"])
        talk.say("aceita pix?")
        assert done(talk.say("muda a do Carlos pra quarta 10h")) == ("move", "12-02 10:00")
        assert "quarta-feira (2 de dezembro) às 10h" in talk.say("cancela a do Carlos").text

    @pytest.mark.parametrize("text", ["cancela tudo", "cancela as duas", "desmarca os dois, por favor"])
    def test_all_are_cancelled_one_by_one(self, both: Talk, text: str) -> None:
        both.say("quais as formas de pagamento?")
        first = both.say(text)
        assert done(first) == ("cancel", "")
        assert "Quer mesmo cancelar" in first.text
        assert done(both.say("sim")) == ("cancel", "")
        assert both.state.keys().isdisjoint({"booking", "bookings"})

    def test_what_was_cancelled_elsewhere_is_not_told(self, both: Talk) -> None:
        both.state = {**both.state, "bookings": None}
        assert HIS not in both.say("que horas ficou?").text
