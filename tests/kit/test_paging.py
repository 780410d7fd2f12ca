"""A cursor names a place, and what is no cursor is refused and nothing worse."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.kit.ids import new_id
from agente.kit.paging import decode_cursor, encode_cursor


def test_a_place_comes_back_to_the_microsecond() -> None:
    place = (datetime(2026, 11, 25, 12, 30, 1, 234567, UTC), new_id())
    assert decode_cursor(encode_cursor(*place)) == place


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_any_other_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        decode_cursor(text)
