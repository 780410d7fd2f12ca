"""Booking by talk: a choice, a move or a question beside something else, as impatient customers write them."""

import pytest

from tests.agents.conftest import THURSDAY, Start, Talk, action


def text_of(talk: Talk) -> str:
    assert talk.last
    return talk.last.text


class TestChoiceBesideAQuestion:
    @pytest.mark.parametrize(
        ("text", "answered"),
        [
            ("pode ser a 2. aceita pix?", "Aceitamos Pix"),
            ("2. aceita pix?", "Aceitamos Pix"),
            ("aceita pix? pode ser a 2", "Aceitamos Pix"),
            ("a 2, e vcs aceitam pix?", "Aceitamos Pix"),
            ("vou querer o segundo. e preciso levar documento?", "Leve um documento"),
        ],
    )
    def test_of_a_number(self, talk: Talk, text: str, answered: str) -> None:
        talk.say("quero marcar uma avaliação")
        assert action(talk, text) == "book"
        assert "amanhã, sexta-feira (27 de novembro), às 15h" in text_of(talk)
        assert answered in text_of(talk)

    @pytest.mark.parametrize(
        "text",
        [
            "pode, mas se eu fechar o aparelho desconta os 120 msm? meu fone 31 98877-1234",
            "pode. posso pagar depois?",
            "tem estacionamento? pode marcar",
            "marca sim, e meu marido pode ir junto?",
            "meu fone é 31 98877-1234. pode sim",
            "sim ja falei q pode",
            "já disse que sim, pode marcar",
        ],
    )
    def test_of_the_only_time(self, talk: Talk, text: str) -> None:
        talk.say("sabado as 10 tem?")
        assert action(talk, text) == "book"
        assert "sábado (28 de novembro) às 10h" in text_of(talk)

    @pytest.mark.parametrize(
        "text",
        [
            "pode. posso confirmar depois?",
            "já falei que não",
            "qual o endereço? ok",
            "sábado não, tem outro?",
            "ok, e na segunda?",
        ],
    )
    def test_is_not_made(self, talk: Talk, text: str) -> None:
        talk.say("sabado as 10 tem?")
        assert action(talk, text) is None

    def test_after_something_else_was_answered(self, talk: Talk) -> None:
        talk.say_all(["sabado as 10 tem?", "aceita pix?"])
        assert action(talk, "pode marcar então") == "book"

    def test_a_real_list_is_still_one(self, talk: Talk) -> None:
        reply = talk.say("1) aceita pix? 2) tem estacionamento?")
        assert "Aceitamos Pix" in reply.text
        assert "estacionamento" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "mas marcou a de amanha as 8 ou nao??",
        "meu dente é torto na frente. mas marcou ou nao amanha 8h?",
        "e aí, já agendou a consulta de amanhã?",
    ],
)
def test_what_is_not_booked_is_said_and_a_yes_books(talk: Talk, text: str) -> None:
    talk.say("quero marcar uma avaliacao as 8h")
    reply = talk.say(text)
    assert reply.text.startswith("Ainda não está marcado.")
    assert "1." not in reply.text
    assert action(talk, "sim ja falei q pode") == "book"
    assert "amanhã, sexta-feira (27 de novembro), às 8h" in text_of(talk)


class TestMove:
    @pytest.mark.parametrize(
        ("text", "when"),
        [
            ("em janeiro. ah e puxa pra terca as 9 pf, segunda nao da mais", "terça-feira (1º de dezembro) às 9h"),
            ("puxa pra terça às 9, pra mim segunda não dá", "terça-feira (1º de dezembro) às 9h"),
            ("bota na terça as 9h", "terça-feira (1º de dezembro) às 9h"),
            ("volta pras 9h", "segunda-feira (30 de novembro) às 9h"),
            ("vc mudou!! volta ela pras 9h", "segunda-feira (30 de novembro) às 9h"),
            ("muda pra quinta, msm hora", "quinta-feira (3 de dezembro) às 10h"),
            ("passa pra quarta no mesmo horário", "quarta-feira (2 de dezembro) às 10h"),
        ],
    )
    def test_to_a_time(self, talk: Talk, text: str, when: str) -> None:
        talk.say("marca segunda as 10h")
        assert action(talk, text) == "move"
        assert f"Pronto, mudei o horário. Avaliação: {when}." in text_of(talk)
        assert "24 horas" not in text_of(talk)

    def test_the_same_hour_that_is_not_free(self, talk: Talk) -> None:
        talk.say("marca segunda as 15h")
        assert action(talk, "muda pra sábado, mesma hora") is None
        assert "sábado (28 de novembro)" in text_of(talk)

    @pytest.mark.parametrize(
        "text",
        [
            "volta e meia sinto dor",
            "posso colocar aparelho na frente só?",
            "deixa pra lá",
            "posso voltar a comer quando?",
        ],
    )
    def test_is_not_meant(self, talk: Talk, text: str) -> None:
        talk.say("marca segunda as 10h")
        assert action(talk, text) is None
        assert "Posso mudar" not in text_of(talk)

    @pytest.mark.parametrize("text", ["terça nao vai dar", "não vai dar pra ir na terça", "terça não rola mais"])
    def test_away_from_a_day(self, talk: Talk, text: str) -> None:
        talk.say("marca terça as 10h")
        talk.say(text)
        assert "1. " in text_of(talk)
        assert "terça-feira" not in text_of(talk).partition("Posso mudar")[2]


class TestAskedTogether:
    @pytest.mark.parametrize("text", ["qro marcar uma avaliacao, é pago?", "quero marcar avaliação e é gratuita?"])
    def test_a_time_and_whether_it_costs(self, talk: Talk, text: str) -> None:
        reply = talk.say(text)
        assert "R$ 120,00" in reply.text
        assert "1. hoje" in reply.text

    def test_one_list_of_times(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY)
        reply = talk.say("aff. nao precisa. quero marcar uma demonstracao, pode ser segunda de manha?")
        assert reply.text.count("1. ") == 1
        assert "1. segunda-feira" in reply.text

    def test_no_before_a_wish_is_no_refusal(self, talk: Talk) -> None:
        assert "1. " in talk.say("não, quero marcar uma consulta").text
