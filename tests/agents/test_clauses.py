import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.agents.local.clauses import MAX_CHARACTERS, clauses_of, to_the_point


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("quanto custa o plano pro e como cancelo?", ["quanto custa o plano pro", "como cancelo?"]),
        ("vocês abrem sábado? e tem estacionamento?", ["vocês abrem sábado?", "e tem estacionamento?"]),
        ("qual o preço do Pro, e ele emite nota?", ["qual o preço do Pro", "ele emite nota?"]),
        ("quanto custa e qual o prazo e como pago", ["quanto custa", "qual o prazo", "como pago"]),
        ("how much is it and do you deliver?", ["how much is it", "do you deliver?"]),
        ("¿cuánto cuesta y dónde están?", ["cuánto cuesta", "dónde están?"]),
        ("Tenho uma loja. Vocês emitem nota? Quanto custa?", ["Vocês emitem nota?", "Quanto custa?"]),
        # One question
        ("e o anual?", ["e o anual?"]),
        ("qual a diferença entre o Essencial e o Profissional?",) * 2,
        ("o plano custa R$ 1.899,00 no site.com.br?",) * 2,
        ("leitor e gaveta", []),
        ("sou prestadora, porque sou autônoma", []),
    ],
)
def test_questions(text: str, asked: list[str] | str) -> None:
    assert [clause.text for clause in clauses_of(text) if clause.asks] == ([asked] if isinstance(asked, str) else asked)


def test_the_point_of_a_story_is_behind_its_lead_in() -> None:
    text = "oi, tenho uma loja aqui no interior e o sistema vive travando, queria saber se dá pra importar do excel"
    assert to_the_point(text) == ["dá pra importar do excel"]


@given(st.text(max_size=400))
def test_any_text_is_split_and_nothing_added(text: str) -> None:
    kept = "".join(clause.text for clause in clauses_of(text))
    assert all(letter in text for letter in kept if letter.isalnum())


@pytest.mark.parametrize("text", ["a" * 4000, ", e" * 1500, "\n" * 4000, "e como " * 600, "? " * 2000, "oi " * 1500])
def test_hostile_texts_are_cheap(text: str) -> None:
    started = time.process_time()
    for _ in range(5):
        clauses_of(text)
        to_the_point(text)
    assert (time.process_time() - started) / 5 < 0.05
    assert sum(len(clause.text) for clause in clauses_of(text)) <= MAX_CHARACTERS
