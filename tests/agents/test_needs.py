"""Customers who begin by telling what they need, and ask nothing yet."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "oi blz? vou abrir uma padaria mes que vem, preciso de um sistema pra caixa, emitir nota fiscal e tals",
        "quero um sistema",
        "preciso organizar minha loja",
        "tenho uma loja de roupa e queria emitir nota",
    ],
)
def test_is_told_what_there_is(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text).text
    assert "Sistema de gestão" in said
    assert "Plano Essencial" in said
    assert "não encontrei" not in said.lower()


def test_is_told_what_holds_enough(visit_sample: Start) -> None:
    said = visit_sample().say("oi tenho um petshop com 2 lojas preciso de um sistema rapido").text
    assert "Plano Profissional + Loja Adicional" in said


def test_the_need_is_the_leads(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("preciso organizar minha loja")
    assert talk.state["lead"]["fields"]["need"] == "organizar minha loja"


def test_in_another_business(dentist: Assistant) -> None:
    assert "Clínica odontológica" in Talk(dentist).say("to precisando de um dentista").text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I need a system for my bakery", "Cloud management system"),
        ("necesito un sistema para mi tienda", "Sistema de gestión"),
    ],
)
def test_in_another_language(visit_sample: Start, text: str, told: str) -> None:
    assert told in visit_sample().say(text).text


@pytest.mark.parametrize("text", ["preciso cancelar minha assinatura", "preciso de ajuda, o caixa travou"])
def test_who_needs_something_else_is_served(visit_sample: Start, text: str) -> None:
    assert "Sistema de gestão" not in visit_sample().say(text).text


@pytest.mark.parametrize(
    "text",
    [
        "oii td bem? tenho um salao de beleza e nunca usei sistema nenhum, anoto td no caderninho kkk"
        " voces podem me ajudar?",
        "tenho um salao de beleza nunca usei sistema. podem me ajudar?",
        "vou abrir uma padaria, preciso de um sistema. vocês podem me ajudar?",
    ],
)
def test_who_asks_for_help_with_a_need_is_told_what_there_is(visit_sample: Start, text: str) -> None:
    said = visit_sample().say(text).text
    assert "Sistema de gestão" in said
    assert "Plano Essencial" in said


@pytest.mark.parametrize("text", ["o sistema travou, podem me ajudar?", "meu sistema não abre, podem me ajudar?"])
def test_who_asks_for_help_with_a_fault_is_not(visit_sample: Start, text: str) -> None:
    assert "Depende do que você precisa" not in visit_sample().say(text).text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tenho 2 lojas com 7 funcionarios, qual plano serve?", "Para 2 lojas e 7 usuários"),
        ("são 7 funcionários em 2 lojas, qual plano?", "R$ 309,60"),
        ("tenho 3 caixas com 4 funcionarios, qual plano serve pra mim?", "Para 3 caixas e 4 usuários"),
    ],
)
def test_people_are_no_number_of_something_else(visit_sample: Start, text: str, told: str) -> None:
    said = visit_sample().say(text).text
    assert told in said
    assert "Plano Empresarial: R$ 399,90" in said


@pytest.mark.parametrize("text", ["7 lojas? nao, são 2 lojas só", "6 lojas não, são 2", "8 lojas?? não! 2"])
def test_a_number_that_is_denied_makes_no_big_order(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say("tenho 2 lojas com 7 funcionarios, qual plano serve?")
    assert not talk.say(text).handoff
