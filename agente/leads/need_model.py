"""Does a clause state what the customer needs, in whatever words? "A gente perde venda porque o caixa trava" does."""

from functools import cache
from pathlib import Path
from typing import Final

from agente.kit.text_model import LinearText, read_arrays
from agente.leads.need_signals import signals

MODEL: Final = Path(__file__).with_name("needs.npz")  # made by `python -m agente.leads.train`


def margin(clause: str) -> float:
    """The log-odds that it does: above 0 it is likelier than not."""
    return float(_shipped().logits_of(signals(clause))[0])


@cache
def _shipped() -> LinearText:
    return LinearText(read_arrays(MODEL.read_bytes()))
