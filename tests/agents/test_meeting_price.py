"""What a meeting costs, by whatever word the customer calls it."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "qto custa a consulta?",
        "qto é a consulta de criança",
        "a consulta é paga?",
        "preço da primeira visita",
        "valor da cita?",
    ],
)
def test_it_is_the_price_of_what_is_booked(dentist: Assistant, text: str) -> None:
    assert Talk(dentist).say(text).text.startswith("Avaliação: R$ 120,00")


def test_beside_another_question(dentist: Assistant) -> None:
    said = Talk(dentist).say("quanto custa a consulta e vcs aceitam convenio?").text
    assert "R$ 120,00" in said
    assert "OdontoVale" in said


def test_of_a_special_one_the_material_tells(dentist: Assistant) -> None:
    assert "consulta de urgência custa o mesmo" in Talk(dentist).say("quanto custa a consulta de urgencia?").text


def test_where_it_is_no_product_it_gets_no_price(visit_sample: Start) -> None:
    assert "R$" not in visit_sample().say("quanto custa a visita?").text


class TestRecap:
    @pytest.mark.parametrize(
        "text",
        [
            "confirma pra mim: dia, hora e valor",
            "me confirma o valor, o dia e o horário",
            "qual o dia, hora e valor da minha consulta?",
            "pode repetir o dia, a hora e o preço?",
        ],
    )
    def test_tells_when_it_is_and_what_it_costs(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("Márcia, quero marcar a avaliação quinta às 10h")
        reply = talk.say(text)
        assert "quinta-feira (26 de novembro), às 10h" in reply.text or "26 de novembro) às 10h" in reply.text
        assert "R$ 120,00" in reply.text
        assert reply.booking is None

    @pytest.mark.parametrize("text", ["confirma o dia e a hora por favor", "can you confirm the day and time?"])
    def test_of_the_time_alone(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("Márcia, quero marcar a avaliação quinta às 10h")
        reply = talk.say(text).text
        assert "às 10h" in reply
        assert "R$" not in reply

    def test_owns_to_an_unknown_price(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quero marcar uma demonstração quinta às 10h")
        reply = talk.say("confirma pra mim: dia, hora e valor").text
        assert "às 10h" in reply
        assert "valor" in reply
        assert "R$" not in reply
