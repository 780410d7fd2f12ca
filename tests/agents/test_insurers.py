"""Which insurance the business takes, and a plain no to the others."""

import pytest

from tests.agents.conftest import Start

TAKEN = "Aceitamos OdontoVale, Dente Pleno e Saúde Mineira Odonto."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("e aceita unimed?", "Unimed"),
        ("tenho unimed odonto, vcs aceitam plano?", "Unimed Odonto"),
        ("ja falei unimed odonto, vcs atendem ou nao", "Unimed Odonto"),
        ("tenho sempre odonto, atendem?", "Sempre Odonto"),
        ("e o plano CliniVida?", "CliniVida"),
        ("aceitam o convênio da Prefeitura?", "Prefeitura"),
        ("meu convênio é o Brasdente. atendem?", "Brasdente"),
        ("vocês são conveniados com a cassi?", "Cassi"),
        ("quanto custa a limpeza? e aceita amil?", "Amil"),
    ],
)
def test_one_that_is_not_taken_is_refused(visit_dentist: Start, text: str, name: str) -> None:
    reply = visit_dentist().say(text).text
    assert f"{name} não está entre os convênios que aceitamos. {TAKEN}" in reply
    assert "Atendemos particular" in reply


@pytest.mark.parametrize(
    "text", ["aceita convenio?", "vcs aceitam plano?", "tem plano de saúde?", "convênio?", "trabalham com convênio?"]
)
def test_in_general_those_that_are_taken_are_told(visit_dentist: Start, text: str) -> None:
    reply = visit_dentist().say_all(["quanto custa a avaliação?", text]).text
    assert TAKEN in reply
    assert "não está entre" not in reply


def test_one_that_was_named_before_is_remembered(visit_dentist: Start) -> None:
    talk = visit_dentist()
    talk.say_all(["oi, tenho unimed", "quanto custa a avaliação?"])
    assert "Unimed não está entre" in talk.say("aceita convenio?").text
    assert talk.say("mas atende unimed ou nao").text.startswith("Não, ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vcs aceitam odontovale?", TAKEN),
        ("nao tenho convenio, atende?", "atendemos particular"),
        ("tem convenio com estacionamento?", "estacionamento do prédio"),
        ("tenho unimed, atendem amanha?", "abrimos das"),
        ("a limpeza aceita convenio?", "cobertura por convênio"),
        ("aceita convenio? e parcela?", TAKEN),
        ("tenho problema dental, atendem crianças?", "odontopediatra"),
        ("vcs aceitam o plano da firma?", ""),
        ("ACEITA CONVENIO OU PAGO NA HORA?", ""),
    ],
)
def test_other_questions_are_not_refused(visit_dentist: Start, text: str, told: str) -> None:
    reply = visit_dentist().say(text).text
    assert told in reply
    assert "não está entre" not in reply


@pytest.mark.parametrize("text", ["aceita unimed?", "vcs aceitam plano?", "tenho o plano CliniVida, aceitam?"])
def test_a_business_without_any_says_nothing_of_it(visit_sample: Start, text: str) -> None:
    assert "não está entre" not in visit_sample().say(text).text
