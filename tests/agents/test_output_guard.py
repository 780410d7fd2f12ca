"""What the local engine says must pass the guard that a model's words pass: it is the last fallback."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.prompts import render_prompt
from agente.evaluation.conversations import USUAL_MOMENT
from agente.evaluation.rehearsal import Rehearsal
from agente.guardrails.output import Evidence, OutputGuard
from agente.packs.pack import EvalCase
from tests.agents.test_sample_evals import CASES


@pytest.fixture(scope="module")
def prompts(sample_assistant: Assistant) -> list[str]:
    pack = sample_assistant.pack
    every = [(specialist, locale) for specialist in sample_assistant.specialists for locale in pack.business.locales]
    return [render_prompt(specialist, pack, locale) for specialist, locale in every]


@pytest.fixture(scope="module")
def guard(sample_assistant: Assistant, prompts: list[str]) -> OutputGuard:
    return OutputGuard(sample_assistant.pack, prompts)


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


def test_no_line_of_a_prompt_gets_out(guard: OutputGuard, prompts: list[str]) -> None:
    """Shorter lines are said by chance, and tell little; the pack's own instructions hold facts that may be said."""
    lines = {line for prompt in prompts for line in prompt.splitlines()}
    ours = [line for line in lines if len(line.split()) > 8 and not _is_of_the_pack(line)]
    assert len(ours) > 10
    for line in ours:
        assert "prompt_leak" in {breach.kind for breach in guard.check(line, Evidence(), locale="en")}, line


def _is_of_the_pack(line: str) -> bool:
    return any(word in line for word in ("Tamarindo", "TAM", "LGPD em", "How this company speaks", " você", "contador"))
