"""Customers who say what they had asked: that is looked up, and not what they name as not meant."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text",
    [
        "vc nao respondeu. perguntei do desconto, nao do horario",
        "umas 8. perguntei do desconto, nao do horario",
        "to perguntando de DESCONTO",
        "faltou o desconto",
    ],
)
def test_what_was_asked_is_answered(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["que horas vocês abrem sábado?", text]).text
    assert "5%" in said
    assert "abrimos" not in said


def test_beside_a_detail(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("qtos usuarios tem no profissional?")
    assert "Usuários incluídos: 15" in talk.say("e os usuarios do empresarial vc nao falou. meu zap 11 98877-4521").text


def test_what_is_not_meant_is_not_told_again(dentist: Assistant) -> None:
    talk = Talk(dentist)
    assert "remédios" in talk.say("posso tomar algum remedio pra dor antes?").text
    said = talk.say("nao pedi remedio nao. perguntei se doi pra por").text
    assert "anestesia local" in said
    assert "remédios" not in said


def test_what_was_asked_of_others_is_no_correction(visit_sample: Start) -> None:
    said = visit_sample().say_all(["que horas vocês abrem sábado?", "já perguntei pra minha sócia e ela topou"]).text
    assert not said.startswith(("Perdão", "Desculpe"))


def test_a_thing_that_was_left_out_is_no_reason_to_tell_the_other_again(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quero por implante ou dentadura. qual fica melhor?")
    assert "Duração" not in talk.say("e a dentadura vc nao falou").text


def test_the_same_again_is_complained_of(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("me fala do implante")
    assert "Duração" not in talk.say("isso é o implante de novo. vcs fazem protese? dentadura").text


def test_a_call_for_a_person_goes_before_the_complaint(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa o profissional?", "não chama ninguém ainda"])
    assert talk.say("nao respondeu da balança. chama uma pessoa pra mim entao").handoff == "asked_for_human"


def test_a_telephone_beside_a_products_name_is_kept(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say_all(["quanto custa o aparelho?", "Bia", "quanto custa o clareamento?"])
    talk.say("31 98877-4521. mas é clareamento antes ou depois do aparelho?")
    assert talk.state["lead"]["fields"]["phone"] == "+5531988774521"


@pytest.mark.parametrize("no", ["precisa não. e o prazo de entrega?", "quero não. e o prazo de entrega?"])
def test_a_no_behind_its_verb_is_one(visit_sample: Start, no: str) -> None:
    talk = visit_sample()
    talk.say("vocês integram com balança toledo?")
    talk.say(no)
    assert talk.state["refused_person"]


@pytest.mark.parametrize(
    "text",
    [
        "mas perguntei a diferença dos planos, so me falou de um",
        "perguntei qual a diferença dos planos",
        "nao quero saber de loja. perguntei a diferença entre os planos",
    ],
)
def test_the_plans_are_compared_for_who_asked_that(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["quantas lojas vêm no essencial?", text]).text
    assert "Comparando Plano Essencial" in said
    assert "É isto que você procura" not in said


@pytest.mark.parametrize(
    "text",
    [
        "nao quero mudar, ainda nem tenho. quais sao os planos e o preço de cada um?",
        "mudar nao, nem sou cliente. quais os planos e quanto custam?",
    ],
)
def test_what_is_asked_behind_a_denial_is_told_and_not_guessed(visit_sample: Start, text: str) -> None:
    said = visit_sample().say_all(["posso mudar de plano depois?", text]).text
    assert all(price in said for price in ("R$ 89,90", "R$ 189,90", "R$ 399,90"))
    assert "É isto que você procura" not in said


def test_it_is_asked_of_the_one_that_is_meant_instead(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("tem desconto no empresarial?")
    said = talk.say("empresarial nao, é 1 loja só. essencial ta bom. tem desconto nele? e o q ele tem a mais").text
    assert "R$ 179,80" in said
    assert "É isto que você procura" not in said
