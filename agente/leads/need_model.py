"""Does a clause state what the customer needs, in whatever words? "A gente perde venda porque o caixa trava" does."""

from functools import cache
from pathlib import Path
from typing import Final

from agente.kit.text_estimate import TextEstimate
from agente.kit.text_model import LinearText, read_arrays
from agente.leads.need_signals import signals

MODEL: Final = Path(__file__).with_name("needs.npz")  # made by `python -m agente.leads.train`
_FAR: Final = 0.5  # of nine thousand clauses the estimate put none lower by more than a third of it


def is_likely(clause: str, least: float) -> bool:
    """Whether the log-odds that it does are at least that, which for most clauses an estimate decides."""
    estimate, model = _shipped()
    words = signals(clause)
    return estimate.logit_of(words) >= least - _FAR and float(model.logits_of(words)[0]) >= least


@cache
def _shipped() -> tuple[TextEstimate, LinearText]:
    arrays = read_arrays(MODEL.read_bytes())
    return TextEstimate(arrays), LinearText(arrays)
