import pytest

from agente.handoff.danger import danger_in


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
