import pytest

from agente.handoff.danger import danger_in
from agente.handoff.judgement import judge


@pytest.mark.parametrize(
    "text", ["tô pensando em me matar", "não quero mais viver", "I want to kill myself", "me quiero morir"]
)
def test_who_may_harm_themselves_is_in_crisis(text: str) -> None:
    assert danger_in(text) == "crisis"


@pytest.mark.parametrize(
    "text", ["meu bebê engasgou", "o botijão está vazando gás", "meu pai desmaiou", "my son can't breathe"]
)
def test_bodies_in_danger_are_an_emergency(text: str) -> None:
    assert danger_in(text) == "emergency"


@pytest.mark.parametrize("text", ["vou no procon amanhã", "clonaram meu cartão", "meu advogado vai procurar vocês"])
def test_law_and_fraud_need_no_ambulance(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "quero me matar",
        "vou me suicidar",
        "penso em suicídio",
        "estou com vontade de me matar",
        "vou me matar. quanto custa a limpeza?",
        "queria morrer de uma vez",
        "sinto cheiro de gás",
        "minha mãe desmaiou na cadeira e não acorda! quanto custa o atendimento?",
        "I want to kill myself",
        "quiero quitarme la vida",
    ],
)
def test_plain_danger_is_grave_whatever_else_is_asked(text: str) -> None:
    assert judge([("customer", text)]).reason == "sensitive"


@pytest.mark.parametrize(
    "text",
    [
        "vou me matar de tanto esperar",
        "esse preço é de matar kkk",
        "quero morrer com esse calor",
        "um bolo de 3 kg, vou morrer em quanto?",
        "vocês vendem botijão de gás?",
        "meu filho não acordou cedo hoje, posso remarcar?",
        "o sistema caiu e não responde",
        "am I gonna die in the beginners' class?",
    ],
)
def test_ways_to_say_are_no_danger(text: str) -> None:
    assert judge([("customer", text)]).reason != "sensitive"
