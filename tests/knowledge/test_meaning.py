"""The network that knows what a question means: what it was taught with, and that any text may be asked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.handoff.corpus_files import network_fingerprint
from agente.kit.text_model import read_arrays
from agente.knowledge.meaning import SHIPPED, Meanings, pieces, shipped_meanings


def test_it_was_taught_with_the_encoder_that_ships():
    """After a change of that, `tools/distil/README.md` says how it is taught again."""
    assert str(read_arrays(SHIPPED.read_bytes())["fingerprint"]) == network_fingerprint()


def test_arrays_that_do_not_fit_together_are_refused():
    arrays = read_arrays(SHIPPED.read_bytes())
    with pytest.raises(ValueError, match="fit together"):
        Meanings({**arrays, "out": arrays["out"][:-1]})
    with pytest.raises(KeyError):
        Meanings({name: values for name, values in arrays.items() if name != "weigh"})


@given(st.text(max_size=500))
def test_any_text_has_a_place(text):
    for place in (shipped_meanings().question(text), shipped_meanings().passages([text])[0]):
        assert np.isclose(np.linalg.norm(place), 1, atol=1e-3)


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("quero meu dinheiro de volta", "Devolvemos o valor em até 10 dias úteis.", "Abrimos às 8h."),
        ("fico sem carro quantos dias?", "Prazo: o conserto leva 3 dias úteis.", "Formas de pagamento: Pix e boleto."),
        ("where can I leave my car?", "Temos estacionamento no subsolo.", "O suporte atende por chat."),
    ],
)
def test_what_answers_is_nearer_than_what_does_not(question, answer, other):
    meanings = shipped_meanings()
    asked = meanings.question(question)
    assert asked @ meanings.passages([answer])[0] > asked @ meanings.passages([other])[0]


def test_a_passage_may_answer_as_a_whole_or_by_one_sentence():
    told = pieces("Entrega > Prazos", "Leva 3 dias. Aos sábados não entregamos.\n- Domingo: não")
    assert told[0] == "Entrega. Prazos Leva 3 dias. Aos sábados não entregamos.\n- Domingo: não"
    assert told[1:] == ["Prazos Leva 3 dias.", "Prazos Aos sábados não entregamos.", "Prazos - Domingo: não"]
    assert pieces("Entrega > Prazos", "Leva 3 dias.") == ["Entrega. Prazos Leva 3 dias."]
