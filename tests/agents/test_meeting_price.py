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
