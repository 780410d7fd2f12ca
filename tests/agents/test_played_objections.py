"""Who is only spoken to has no meeting, and an objection to the kind that is offered is heard."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Talk

CHILD = "odontopediatria"
THURSDAY = datetime(2026, 12, 17, 9, 5, tzinfo=ZoneInfo("America/Sao_Paulo"))


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    return Talk(dentist, now=THURSDAY)


def offered_kind(talk: Talk) -> object:
    return talk.state["wish"].get("kind")


class TestSpokenTo:
    @pytest.mark.parametrize(
        "text",
        [
            "ai minha filha, to com a dentadura frouxa",
            "é a dentadura frouxa minha filha.. vcs fazem protese nova?",
            "meu filho, quanto custa um implante?",
            "vcs atendem no sábado, filha?",
            "boa tarde minha filha, vcs fazem implante?",
            "minha filha eu tenho medo de dentista",
        ],
    )
    def test_wants_no_meeting(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert "avaliação" in talk.say("quero marcar pra segunda de manhã").text
        assert offered_kind(talk) is None

    @pytest.mark.parametrize(
        "text",
        [
            "minha filha tem 7 anos, vcs atendem?",
            "minha filha, de 7 anos, precisa de dentista",
            "quero levar minha filha",
            "minha filha, ela tem 7 aninhos, atende?",
            "é pra minha filha",
            "meu filho quebrou o dente",
        ],
    )
    def test_who_is_told_of_does(self, talk: Talk, text: str) -> None:
        talk.say(text)
        talk.say("quero marcar pra terça de manhã")
        assert offered_kind(talk) == CHILD


class TestObjection:
    @pytest.mark.parametrize(
        "text",
        [
            "odontopediatria nao é de criança? tenho 71 anos rs. é avaliaçao da minha dentadura, segunda cedo",
            "ué, odontopediatria? segunda cedo não tem?",
            "odontopediatria? ele tem 15 anos! segunda cedo",
            "tenho 71 anos. segunda cedo tem?",
            "mas odontopediatria é pra criança. segunda de manhã tem?",
            "sou idosa rs, segunda de manhã",
        ],
    )
    def test_takes_the_usual_kind_from_then_on(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar pro meu filho segunda de manhã")
        assert "segunda-feira (21 de dezembro)" in talk.say(text).text
        assert offered_kind(talk) is None
        booking = talk.say("segunda às 10h").booking
        assert booking
        assert booking.kind is None

    @pytest.mark.parametrize(
        "text", ["tem quinta às 15h?", "ele tem 7 anos, pode ser quinta?", "odontopediatria, quinta"]
    )
    def test_what_is_none_keeps_it(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar pro meu filho segunda de manhã")
        booking = talk.say(text).booking
        assert (booking.kind if booking else offered_kind(talk)) == CHILD

    def test_own_age_beside_a_child(self, talk: Talk) -> None:
        talk.say("quero marcar pro meu neto segunda de manhã")
        talk.say("tenho 71 anos e vou levar meu neto, terça tem?")
        assert offered_kind(talk) == CHILD


class TestForTwo:
    def wish(self, talk: Talk) -> None:
        talk.say("quero marcar pra nós 2, meu filho avaliação e eu limpeza, semana q vem de tarde")

    def test_each_is_of_their_own_kind(self, talk: Talk) -> None:
        self.wish(talk)
        first = talk.say("terça 16h serve pra ele")
        assert first.booking
        assert first.booking.kind == CHILD
        assert offered_kind(talk) is None
        second = talk.say("a minha é limpeza, às 17h no mesmo dia").booking
        assert second
        assert second.kind != CHILD

    def test_an_objection_beside_the_choice(self, talk: Talk) -> None:
        self.wish(talk)
        said = talk.say("odontopediatria? ele tem 15, é pro alinhador. avaliação terça 16h serve, com ortodontista")
        assert said.booking
        assert said.booking.kind is None
        assert "odontopediatria" not in said.text.lower()

    def test_what_is_booked_in_the_wrong_kind_is_changed(self, talk: Talk) -> None:
        self.wish(talk)
        first = talk.say("terça 16h serve pra ele").booking
        said = talk.say(
            "nao é odontopediatria!! a dele é avaliação de ortodontia, troca. e a minha é limpeza, às 17h no mesmo dia"
        )
        assert first
        assert said.booking
        assert (said.booking.action, said.booking.booking_id) == ("move", first.booking_id)
        assert said.booking.kind is None
        second = talk.say("pode marcar").booking
        assert second
        assert second.kind != CHILD
        assert f"{second.starts_at:%H:%M}" == "17:00"

    @pytest.mark.parametrize(
        "text",
        [
            "nao é odontopediatria, é avaliação, troca",
            "não é infantil, é avaliação normal",
            "ué, odontopediatria? ele já tem 16 anos. troca pra avaliação",
        ],
    )
    def test_the_only_one_is_changed(self, talk: Talk, text: str) -> None:
        booked = talk.say("quero marcar consulta pro meu filho terça 16h").booking
        changed = talk.say(text).booking
        assert booked
        assert changed
        assert (changed.action, changed.starts_at, changed.kind) == ("move", booked.starts_at, None)


class TestWhoTreats:
    @pytest.mark.parametrize(
        "text",
        [
            "segunda 10h, mas com dentista de adulto",
            "segunda às 10h, de preferência com a doutora",
            "pode ser segunda 10h, mas prefiro dentista mulher",
            "segunda 10h, com ortodontista",
        ],
    )
    def test_calls_nobody(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar avaliação")
        said = talk.say(text)
        assert said.booking
        assert not said.handoff
        assert action_of(talk, "é mto cedo pra mim, muda pra 11h por favor") == "move"

    def test_a_call_still_does(self, talk: Talk) -> None:
        talk.say("quero marcar avaliação")
        assert talk.say("segunda 10h. e me chama uma pessoa").handoff


def action_of(talk: Talk, text: str) -> str | None:
    booking = talk.say(text).booking
    return booking.action if booking else None
