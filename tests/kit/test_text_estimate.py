"""The estimate may not stand far below what the classifier says, or it would keep needs from it."""

import pytest

from agente.kit.text_estimate import TextEstimate
from agente.kit.text_model import LinearText, read_arrays
from agente.leads.need_model import MODEL
from agente.leads.need_signals import signals


@pytest.fixture(scope="module")
def models() -> tuple[TextEstimate, LinearText]:
    arrays = read_arrays(MODEL.read_bytes())
    return TextEstimate(arrays), LinearText(arrays)


class TestLogitOf:
    @pytest.mark.parametrize(
        "text",
        [
            "a gente perde venda porque ninguém responde à noite",
            "vocês fazem rastreamento de frota?",
            "a fatura de vocês veio errada de novo",
            "o estoque o estoque o estoque nunca bate",
            "oi",
            "...",
        ],
    )
    def test_is_never_far_below_the_classifier(self, models: tuple[TextEstimate, LinearText], text: str) -> None:
        estimate, model = models
        words = signals(text)
        assert estimate.logit_of(words) > float(model.logits_of(words)[0]) - 0.35

    def test_nothing_known_is_the_bias(self, models: tuple[TextEstimate, LinearText]) -> None:
        estimate, model = models
        assert estimate.logit_of(["^"]) == pytest.approx(float(model.bias[0]))
