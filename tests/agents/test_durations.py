"""What is paid month after month: what it comes to over so long, or for as long as it lasts."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "aparelho fixo em 24 meses quanto dá no total?",
        "quanto gasto com o aparelho em 2 anos?",
        "aparelho por 2 anos sai qto",
    ],
)
def test_what_is_paid_once_and_every_month_is_added_up(dentist: Assistant, text: str) -> None:
    said = Talk(dentist).say(text).text
    assert "em 24 meses: R$ 4.710,00" in said
    assert "R$ 390,00 (instalação) + 24 × R$ 180,00 (manutenção)" in said


def test_in_all_is_for_as_long_as_the_treatment_lasts(dentist: Assistant) -> None:
    said = Talk(dentist).say_all(["quanto custa o aparelho?", "e no total?"]).text
    assert "em 18 meses: R$ 3.630,00" in said
    assert "em 30 meses: R$ 5.790,00" in said


def test_a_year_is_told_by_each_way_of_paying(visit_sample: Start) -> None:
    said = visit_sample().say("o profissional em 12 meses quanto dá?").text
    assert "R$ 2.278,80, que são 12 × R$ 189,90 (no plano mensal)" in said
    assert "R$ 1.899,00, que são 1 × R$ 1.899,00 (no plano anual)" in said


def test_behind_a_price_the_time_alone_is_enough(visit_sample: Start) -> None:
    said = visit_sample().say_all(["quanto custa o profissional?", "e em 18 meses?"]).text
    assert "em 18 meses: R$ 3.418,20" in said
    assert "no plano anual" not in said


@pytest.mark.parametrize(
    "text",
    [
        "o profissional tem 12 meses de fidelidade?",
        "divide o profissional em 12 vezes?",
        "2 profissionais em 12 meses quanto dá?",
    ],
)
def test_what_asks_something_else_gets_no_such_total(visit_sample: Start, text: str) -> None:
    assert "no total" not in visit_sample().say(text).text
