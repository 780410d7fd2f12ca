"""Which part of a conversation each task reads, and by whose rules."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.evaluation.predictions import predictor
from agente.evaluation.tasks import Task
from agente.intents import router
from agente.intents.router import Classification, Router
from agente.packs.models import Business, HandoffRules, Policies
from agente.packs.pack import Pack

TALK = [
    ("agent", "Bom dia! Em que posso ajudar?"),
    ("customer", "quero contratar"),
    ("agent", "Como você se chama?"),
    ("customer", " Joana\u200b "),
]


def pack(**rules: object) -> Pack:
    policies = Policies(handoff=HandoffRules.model_validate(rules))
    return Pack(Path("loja"), "0" * 12, Business(name="Loja", description="x"), None, policies=policies)


class TestIntent:
    def test_the_last_message_is_read_with_the_question_before_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[tuple[str, str | None]] = []

        class Recorded(Router):
            def __init__(self) -> None: ...

            def classify(self, text: str, question: str | None = None) -> Classification:
                asked.append((text, question))
                return Classification("provide_details", 1.0004, "pt-BR", 0.9, (("provide_details", 1.0),))

        monkeypatch.setattr(router, "Router", lambda examples: Recorded())
        predict = predictor(Task.INTENT, None)
        assert predict(TALK) == {"intent": "provide_details", "confidence": 1.0}
        predict([("customer", "oi"), ("agent", "Oi!")])
        assert asked == [("Joana", "Como você se chama?"), ("oi", None)]


class TestDetails:
    def test_what_the_whole_conversation_tells_is_known(self) -> None:
        talk = [("customer", "meu email é joana@loja.example"), *TALK[2:]]
        assert predictor(Task.DETAILS, None)(talk) == {"fields": {"email": "joana@loja.example", "name": "Joana"}}


class TestHandoff:
    def test_the_reason_comes_with_the_judgement(self) -> None:
        predict = predictor(Task.HANDOFF, pack())
        assert predict([("customer", "quero falar com um atendente")]) == {
            "should_handoff": True,
            "reason": "asked_for_human",
        }
        assert predict([("customer", "qual o horário de vocês?")]) == {"should_handoff": False, "reason": "none"}

    def test_the_pack_s_own_rules_apply(self) -> None:
        talk = [("customer", "meu orçamento é de R$ 9 mil")]
        assert predictor(Task.HANDOFF, pack(high_value_from=5000))(talk)["reason"] == "high_value"
        assert predictor(Task.HANDOFF, pack(high_value_from=50000))(talk)["reason"] == "none"


class TestPersonalData:
    def test_offsets_are_those_of_the_text_as_it_came(self) -> None:
        text = "🦀\u200b  meu email: ana@loja.example"
        [span] = predictor(Task.PERSONAL_DATA, None)([("customer", text)])["spans"]
        assert (text[span["start"] : span["end"]], span["type"]) == ("ana@loja.example", "EMAIL")


@pytest.mark.parametrize("task", [task for task in Task if task != Task.INTENT])
@given(texts=st.lists(st.tuples(st.sampled_from(["customer", "agent"]), st.text(max_size=80)), max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_conversation_has_a_prediction(task: Task, texts: list[tuple[str, str]]) -> None:
    assert predictor(task, pack())([*texts, ("customer", "oi")])
