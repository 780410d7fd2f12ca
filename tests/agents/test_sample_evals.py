"""The sample pack's own evaluation conversations, through the local engine."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.turn import Draft
from agente.packs.loader import load_pack
from agente.packs.models import EvalConversation, Expectation
from tests.agents.conftest import SAMPLE, TUESDAY, Talk

CONVERSATIONS = load_pack(SAMPLE).evals


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[conversation.name for conversation in CONVERSATIONS])
def test_conversation_goes_as_the_pack_expects(sample_assistant: Assistant, conversation: EvalConversation) -> None:
    pack = sample_assistant.pack
    zone = ZoneInfo(pack.business.timezone)
    now = datetime.fromisoformat(conversation.at).replace(tzinfo=zone) if conversation.at else TUESDAY
    talk = Talk(sample_assistant, now=now, locale=conversation.locale or pack.default_locale)
    for turn in conversation.turns:
        draft = talk.say(turn.customer)
        assert _faults(draft, turn.expect) == [], f"{turn.customer!r} was answered {draft}"


def _faults(draft: Draft, expected: Expectation) -> list[str]:
    faults = [f"does not say {piece!r}" for piece in expected.says if piece.lower() not in draft.text.lower()]
    faults += [f"says {piece!r}" for piece in expected.says_not if piece.lower() in draft.text.lower()]
    documents = [citation.document.removeprefix("knowledge/") for citation in draft.citations]
    if expected.cites and expected.cites.removeprefix("knowledge/") not in documents:
        faults.append(f"cites {documents}")
    for name, wanted, got in (
        ("intent", expected.intent, draft.intent.name),
        ("agent", expected.agent, draft.agent),
        ("source", expected.source, draft.source),
        ("handoff", expected.handoff, draft.handoff is not None),
    ):
        if wanted is not None and wanted != got:
            faults.append(f"{name} is {got}")
    return faults
