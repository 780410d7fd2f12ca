from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.guardrails.folding import fold
from agente.guardrails.personal_data import find_personal_data, masked
from tests.guardrails.marked import marked_texts

TEXTS = marked_texts(Path(__file__).with_name("personal_data.txt"))
LONGEST_MESSAGE = 4000
# Also on a busy machine; the usual message takes a thousandth of it.
WORST_SECONDS = 0.1


@pytest.mark.parametrize(("text", "spans"), TEXTS, ids=[text for text, _ in TEXTS])
def test_what_is_personal_is_found_and_nothing_else(text: str, spans: list[object]) -> None:
    assert find_personal_data(text) == spans


@given(st.text())
def test_any_text_gives_ordered_spans_within_it(text: str) -> None:
    spans = find_personal_data(text)
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="😀👍🏽 \u0301\u200d", max_size=20), st.text(alphabet="😀👍🏽 \u200d", max_size=20))
def test_neighbours_outside_the_basic_plane_move_nothing(before: str, after: str) -> None:
    assert [(span.start, span.end) for span in find_personal_data(f"{before} 529.982.247-25 {after}")] == [
        (len(before) + 1, len(before) + 15)
    ]


def test_masked_text_tells_what_was_there_and_keeps_the_rest() -> None:
    text = "Oi! 😀 Sou a Ana, cpf 529.982.247-25, ana arroba gmail ponto com."
    assert masked(text) == "Oi! 😀 Sou a Ana, cpf [CPF], [EMAIL]."
    assert masked("Quanto custa o plano Pro?") == "Quanto custa o plano Pro?"


@pytest.mark.parametrize(
    "piece",
    ["1 ", "a.b@", "11 98765 ", "um dois ", "arroba ", "1", "a", "a-1 ", "12.345.678-", "1.1.", "(", "é", "a@a.",
     "cpf ", "pedido 1", "a ponto ", "f-", "1/1-", "@", "j o "],
)  # fmt: skip
def test_the_worst_message_is_read_in_time(piece: str) -> None:
    text = (piece * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    find_personal_data(text)
    began = perf_counter()
    find_personal_data(text)
    assert perf_counter() - began < WORST_SECONDS
