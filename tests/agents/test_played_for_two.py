"""Times for two people, told in one message or asked after: each gets their own, and nobody's is moved."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Start, Talk, action

ONE_OF_TWO = "Vamos um de cada vez"


def whose(talk: Talk) -> list[tuple[str, str | None]]:
    """The hour of each meeting, the last one first, and for whom it is."""
    mine = [talk.state.get("booking"), *(talk.state.get("bookings") or [])]
    return [(known["starts_at"][11:13], known.get("whose")) for known in mine if known]


class TestTwoChoices:
    @pytest.mark.parametrize(
        "text",
        [
            "o segundo pra mim e o das 11 pra ela, Marlene",
            "o segundo pra mim e o terceiro pra ela",
            "quero sabado as 10 pra mim e as 11 pro rafael",
            "10h pra mim, 11h pra minha mãe",
            "o meu é o das 10! o das 11 é da Marlene",
        ],
    )
    def test_the_first_is_booked_and_the_second_offered(self, talk: Talk, text: str) -> None:
        talk.say("tem horário sábado de manhã?")
        reply = talk.say(text)
        assert "Marcado! Avaliação: sábado (28 de novembro) às 10h." in reply.text
        assert "Agora o outro. Tenho livre: sábado (28 de novembro) às 11h. Posso marcar?" in reply.text
        assert action(talk, "sim") == "book"
        (second, other), (first, mine) = whose(talk)
        assert (first, second, mine) == ("13", "14", "me:")
        assert other not in (None, "me:")

    def test_a_question_beside_them_is_answered(self, talk: Talk) -> None:
        talk.say("tem horário sábado de manhã?")
        reply = talk.say("o segundo pra mim e o das 11 pra ela, Marlene. quanto é a avaliação?").text
        assert "R$ 120,00" in reply
        assert reply.index("às 10h") < reply.index("R$ 120,00") < reply.index("às 11h")

    def test_in_other_languages(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=THURSDAY, locale="es")
        talk.say("¿hay turnos el sábado por la mañana?")
        reply = talk.say("el sábado a las 10 para mí y a las 11 para mi madre").text
        assert "¡Reservado!" in reply
        assert "Ahora el otro" in reply


class TestNameOfAnother:
    @pytest.mark.parametrize(
        "text", ["o segundo pra mim e o das 11 pra ela, Marlene", "o segundo pra minha esposa Marlene"]
    )
    def test_is_not_the_customers(self, talk: Talk, text: str) -> None:
        talk.say("tem horário sábado de manhã?")
        assert "Prazer" not in talk.say(text).text
        assert "name" not in talk.state.get("lead", {}).get("fields", {})

    @pytest.mark.parametrize("text", ["sou a mãe dele, me chamo Marlene", "aqui é a Marlene"])
    def test_the_customers_own_is_kept(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert talk.state["lead"]["fields"]["name"] == "Marlene"


class TestWishForTwo:
    @pytest.mark.parametrize(
        "text",
        [
            "oii queria marcar limpeza pra mim e pro meu marido na mesma manhã, dá?",
            "quero marcar avaliaçao pra mim e pra minha mulher tb, sabado de manha dá?",
            "quero marcar avaliação pra minha mãe e pra mim",
            "tem horario sabado de manha pra nois dois?",
            "quero marcar avaliação. somos 2 pessoas",
        ],
    )
    def test_is_told_that_one_comes_after_the_other(self, talk: Talk, text: str) -> None:
        assert ONE_OF_TWO in talk.say(text).text
        assert "Agora o outro." in talk.say("o primeiro").text

    def test_on_the_same_morning(self, talk: Talk) -> None:
        talk.say("queria marcar avaliação pra mim e pro meu marido na mesma manhã, dá?")
        talk.say("sábado às 10h")
        assert all(slot.startswith("2026-11-28") for slot in talk.state["slots"])

    @pytest.mark.parametrize("text", ["quero marcar avaliação pra mim", "marca pra minha mãe, meu pai leva ela"])
    def test_of_one_is_not_meant(self, talk: Talk, text: str) -> None:
        assert ONE_OF_TWO not in talk.say(text).text

    def test_a_demonstration_is_shared(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY)
        assert ONE_OF_TWO not in talk.say("quero marcar uma demonstração pra mim e pro meu marido").text


class TestOneMore:
    @pytest.mark.parametrize(
        "text",
        [
            "então marca mais um sabado 28 as 11 pro rafael",
            "aff. marca entao mais um sabado as 11h por favor",
            "marca outro as 11",
            "não muda não, marca outro as 11. são duas pessoas",
        ],
    )
    def test_never_moves_the_first(self, talk: Talk, text: str) -> None:
        talk.say("marca sábado as 10")
        reply = talk.say(text)
        assert "Posso mudar" not in reply.text
        assert reply.booking
        assert reply.booking.action == "book"

    def test_beside_a_proposal_to_move(self, talk: Talk) -> None:
        talk.say("marca sábado as 11")
        talk.say("tem sabado as 10h?")
        assert action(talk, "nao muda nao, deixa o das 11 e marca outro as 10. sao duas pessoas") == "book"
        assert [hour for hour, _ in whose(talk)] == ["13", "14"]


class TestIsTheirsBooked:
    @pytest.mark.parametrize("text", ["e o do rafael as 11 ficou marcado?", "o da minha mãe às 11 tá marcado?"])
    def test_it_is_not(self, talk: Talk, text: str) -> None:
        talk.say("marca sábado as 10 pra mim")
        reply = talk.say(text).text
        assert reply.startswith("Não, esse ainda não está marcado.")
        assert "continua marcado: Avaliação, sábado (28 de novembro) às 10h." in reply
        assert action(talk, "sim") == "book"

    def test_it_is(self, talk: Talk) -> None:
        talk.say("marca sábado as 10 pro rafael")
        assert talk.say("o do rafael as 10 ficou marcado?").text.startswith("Está marcado: Avaliação, sábado")

    def test_nobody_was_told_of_at_that_hour(self, talk: Talk) -> None:
        talk.say("marca sábado as 11")
        assert talk.say("o do rafael as 11 ficou marcado?").text.startswith("Está marcado: Avaliação, sábado")


class TestWhoseIsWhich:
    def test_corrects_whose_the_booked_one_is(self, talk: Talk) -> None:
        talk.say("marca sábado as 11")
        reply = talk.say("não, o meu é o das 10! o das 11 é da Marlene")
        assert reply.booking is None
        assert "continua marcado: Avaliação, sábado (28 de novembro) às 11h." in reply.text
        assert action(talk, "sim") == "book"
        assert whose(talk) == [("13", "me:"), ("14", "@marlene")]


class TestInARow:
    WISH = "quero marcar avaliação pra mim e pro meu marido paulo, sábado de manhã"

    @pytest.mark.parametrize(
        "text",
        [
            "10h pra mim e o dele logo depois",
            "10h pra mim e o dele em seguida",
            "o das 10h pra mim e o dele logo em seguida, por favor",
        ],
    )
    def test_the_other_is_proposed_behind_the_first(self, talk: Talk, text: str) -> None:
        talk.say(self.WISH)
        draft = talk.say(text)
        assert draft.booking is not None
        assert "sábado (28 de novembro) às 10h40" in draft.text
        assert "às 8h" not in draft.text.split("Agora o outro")[1]
        assert talk.state["bookings"][0]["whose"] == "me:"

    def test_told_with_the_wish(self, talk: Talk) -> None:
        talk.say("quero marcar avaliação pra mim e pro meu marido, um atrás do outro, sábado de manhã")
        assert "10h40" in talk.say("10h pra mim").text

    @pytest.mark.parametrize(
        "text",
        [
            "o das 10:40 da? se nao pode ser 11h msm, é pro paulo",
            "tem 10:40? se não tiver pode ser 11h mesmo, o do paulo, tá bom assim pra gente",
        ],
    )
    def test_an_hour_is_of_the_day_in_question(self, talk: Talk, text: str) -> None:
        talk.say_all([self.WISH, "10h pra mim"])
        booking = talk.say(text).booking
        assert booking is not None
        assert f"{booking.starts_at:%d %H:%M}" == "28 10:40"

    @pytest.mark.parametrize(
        "text",
        [
            "putz o paulo nao vai poder ir sabado, cancela o dele e deixa so o meu",
            "cancela o do meu marido",
            "desmarca a do Paulo",
        ],
    )
    def test_it_is_known_for_whom_each_one_is(self, talk: Talk, text: str) -> None:
        talk.say_all([self.WISH, "10h pra mim e o dele logo depois", "o segundo, é pro paulo", "qual o endereço?"])
        draft = talk.say(text)
        assert draft.booking is not None
        assert draft.booking.action == "cancel"
        assert "Cancelei: Avaliação, sábado (28 de novembro) às 11h" in draft.text

    @pytest.mark.parametrize("text", ["cancela o do meu marido", "desmarca a do Paulo"])
    def test_what_was_booked_for_none_of_them_is_not_cancelled_in_its_place(self, talk: Talk, text: str) -> None:
        talk.say_all([self.WISH, "10h pra mim", "deixa o outro pra depois", "qual o endereço?"])
        assert talk.say(text).booking is None


class TestMineBehindTheirs:
    @pytest.mark.parametrize(
        "text",
        [
            "sábado 10h pra minha mae. e uma pra mim logo depois no mesmo dia",
            "sábado 10h. e uma pra mim logo depois no mesmo dia",
            "o segundo. e quero uma pra mim também, logo depois",
            "sábado às 10, e a minha logo depois",
        ],
    )
    def test_the_chosen_hour_is_booked(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar avaliação pra minha mãe sábado de manhã")
        booking = talk.say(text).booking
        assert booking
        assert booking.starts_at
        assert (booking.action, booking.starts_at.hour) == ("book", 10)
        assert talk.last
        assert "Agora o outro" in talk.last.text
        assert "às 10h40" in talk.last.text

    @pytest.mark.parametrize(
        "text", ["pode, essa é da mãe (celia). e a minha?", "sim. e a minha?", "pode marcar, e uma pra mim também"]
    )
    def test_the_yes_counts(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar avaliação pra minha mãe sábado de manhã")
        talk.say("tem sábado às 11h?")
        reply = talk.say(text)
        assert reply.booking
        assert "Agora o outro" in reply.text

    @pytest.mark.parametrize("text", ["e a minha?", "não, essa é da minha mãe. e a minha?"])
    def test_nothing_is_booked_without_a_choice(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar avaliação pra minha mãe sábado de manhã")
        talk.say("tem sábado às 11h?")
        assert talk.say(text).booking is None
