import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.guardrails.text import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  olá \n", "olá"),
        ("a\u0301gua", "água"),
        ("quan\u200bto cus\u200dta\u2060?", "quanto custa?"),
        ("\u202epre\u202cço", "preço"),
        ("nul\x00o\x07", "nulo"),
        ("linha\r\noutra\tcoluna", "linha\noutra\tcoluna"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("família: 👨\u200d👩\u200d👧", "família: 👨\u200d👩\u200d👧"),
        ("\ud800oi", "oi"),
        ("\u200b\u200b \x00", ""),
    ],
)
def test_only_what_can_be_read_stays(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text() | st.text(alphabet="a\u0301\u200d\u200b\n\t \x00\u2028😀\ufe0f\r"))
def test_is_idempotent_normal_and_free_of_controls(raw: str) -> None:
    text = clean(raw)
    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in text if character not in "\n\t")
