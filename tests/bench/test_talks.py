from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.model.summary import EVERY_MESSAGES
from agente.agents.turn import TurnInput, Utterance
from agente.packs.loader import load_pack
from bench.model import ANSWER
from bench.readme import ROOT
from bench.talks import OPEN, unseen

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.prepare(load_pack(ROOT / "packs" / "tamarindo"))


@pytest.mark.parametrize("talk", OPEN, ids=lambda talk: talk[0])
class TestOpen:
    def test_every_message_is_left_to_a_model_with_a_single_call(self, assistant, talk):
        history, state = [], {}
        for number, text in enumerate(talk):
            opinion = assistant.consider(TurnInput(text, "pt-BR", NOW, history, state, 2 * number + 1))
            assert (opinion.is_open, opinion.is_unsure) == (True, False), text
            history += [Utterance("customer", text), Utterance("agent", ANSWER)]
            state = opinion.draft.state

    def test_no_talk_is_so_long_that_it_is_summed_up(self, talk):
        assert 2 * len(talk) <= EVERY_MESSAGES


def test_no_unseen_message_comes_twice():
    said = [text for talk in unseen() for text in talk]
    assert len(set(said)) == len(said) > 5000
