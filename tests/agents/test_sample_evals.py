"""The conversation tests of the packs that ship with the project, and of a clinic's, through the local engine."""

from pathlib import Path

import pytest

from agente.agents.assistant import Assistant
from agente.evaluation.conversations import run, run_case
from agente.packs.loader import load_pack
from agente.packs.models import Locale
from agente.packs.pack import EvalCase
from agente.packs.scaffold import create_pack
from tests.agents.conftest import SAMPLE

CLINIC = Path(__file__).parents[1] / "evaluation" / "packs" / "sorriso-claro"
CASES = load_pack(SAMPLE).evals


@pytest.mark.parametrize("case", CASES, ids=[case.conversation.name for case in CASES])
def test_conversation_goes_as_the_pack_expects(sample_assistant: Assistant, case: EvalCase) -> None:
    result = run_case(sample_assistant, case)
    assert [turn for turn in result.turns if turn.failures] == []


def test_another_kind_of_business_passes_its_own_conversations() -> None:
    assistant = Assistant.prepare(load_pack(CLINIC))
    assert [result for result in run(assistant, assistant.pack.evals) if not result.passed] == []


@pytest.mark.parametrize("lang", ["pt-BR", "en", "es"])
def test_a_new_pack_passes_its_own_conversations(tmp_path: Path, lang: Locale) -> None:
    create_pack(tmp_path / "loja", None, lang)
    assistant = Assistant.prepare(load_pack(tmp_path / "loja"))
    assert [result for result in run(assistant, assistant.pack.evals) if not result.passed] == []
