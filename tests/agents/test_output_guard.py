"""What the local engine says must pass the guard that a model's words pass: it is the last fallback."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.evaluation.conversations import USUAL_MOMENT
from agente.evaluation.rehearsal import Rehearsal
from agente.guardrails.output import Evidence, OutputGuard
from agente.packs.pack import EvalCase
from tests.agents.test_sample_evals import CASES


@pytest.fixture(scope="module")
def guard(sample_assistant: Assistant) -> OutputGuard:
    return OutputGuard(sample_assistant.pack)


@pytest.mark.parametrize("case", CASES, ids=[case.conversation.name for case in CASES])
def test_every_reply_passes_on_its_own_evidence(
    sample_assistant: Assistant, guard: OutputGuard, case: EvalCase
) -> None:
    pack, talk = sample_assistant.pack, case.conversation
    moment = datetime.fromisoformat(talk.at) if talk.at else USUAL_MOMENT
    now = moment.replace(tzinfo=ZoneInfo(pack.business.timezone))
    rehearsal = Rehearsal(sample_assistant, now=now, locale=talk.locale or pack.default_locale)
    said: list[str] = []
    for turn in talk.turns:
        said.append(turn.customer)
        if draft := rehearsal.say(turn.customer).draft:
            found = guard.check(draft.text, Evidence((draft.text,)), locale=draft.locale, customer_texts=said)
            assert found == (), draft.text
