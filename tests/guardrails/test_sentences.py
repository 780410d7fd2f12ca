from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.guardrails.sentences import SentenceReader, sentences


def read(deltas: list[str]) -> list[str]:
    reader = SentenceReader()
    found = [sentence for delta in deltas for sentence in reader.feed(delta)]
    return [*found, left] if (left := reader.rest()) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oi! Tudo bem? Posso ajudar.", ["Oi! ", "Tudo bem? ", "Posso ajudar."]),
        ("Custa R$ 1.234,50 por mês. Quer?", ["Custa R$ 1.234,50 por mês. ", "Quer?"]),
        (
            "O Dr. Souza atende às 14.30 na Av. Brasil. Certo?",
            ["O Dr. Souza atende às 14.30 na Av. Brasil. ", "Certo?"],
        ),
        ("É o n.º 25, conj. 3. Fica perto.", ["É o n.º 25, conj. 3. ", "Fica perto."]),
        ("Veja https://a.example/x.html?b=1. Depois volte.", ["Veja https://a.example/x.html?b=1. ", "Depois volte."]),
        ("Open from 8 a.m. to 6 p.m. on Mondays. Bye.", ["Open from 8 a.m. to 6 p.m. on Mondays. ", "Bye."]),
        ("Temos:\n- Essencial\n- Profissional\n\nQual?", ["Temos:\n", "- Essencial\n", "- Profissional\n\n", "Qual?"]),
        ("1. Um plano\n2. Outro. Fim", ["1. Um plano\n", "2. Outro. ", "Fim"]),
        ('Clique em "Entrar." Depois espere.', ['Clique em "Entrar." ', "Depois espere."]),
        ("Hmm... Deixe-me ver… Pronto!", ["Hmm... ", "Deixe-me ver… ", "Pronto!"]),
        ("¿Qué tal? ¡Bien!", ["¿Qué tal? ", "¡Bien!"]),
        ("", []),
    ],
)
def test_sentences_and_lines_are_whole(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_leaves_as_soon_as_the_next_begins() -> None:
    reader = SentenceReader()
    assert reader.feed("Oi!") == []
    assert reader.feed(" ") == []
    assert reader.feed("T") == ["Oi! "]
    assert reader.rest() == "T"


TEXTS = st.lists(
    st.sampled_from(["Oi", ". ", "! ", "R$ 1.234,50", "\n", "\n- ", "Dr. ", "1. ", "a.m. ", "…", " ", '"', "Fim"])
    | st.text(max_size=4)
).map("".join)


@given(text=TEXTS, cuts=st.lists(st.integers(0, 60), max_size=8))
def test_joined_they_are_the_text_and_however_it_arrives_they_are_the_same(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    deltas = [text[start:end] for start, end in pairwise(places)]
    assert "".join(sentences(text)) == text
    assert read(deltas) == sentences(text)
