"""What does a turn make of this conversation? One function a task, each a call of the very code that a turn calls."""

from collections.abc import Callable, Sequence
from typing import Any

from agente.evaluation.tasks import Task
from agente.guardrails.text import clean
from agente.packs.pack import Pack

Messages = Sequence[tuple[str, str]]  # (role, text), oldest first, at least one of the customer's
Predictor = Callable[[Messages], dict[str, Any]]

NEEDS_PACK = frozenset({Task.INTENT, Task.HANDOFF})


def predictor(task: Task, pack: Pack | None) -> Predictor:
    """The function of that task. A pack brings its own examples and handoff rules; `NEEDS_PACK` says to which tasks."""
    match task:
        case Task.INTENT:
            return _intents(pack)
        case Task.DETAILS:
            return _details
        case Task.HANDOFF:
            return _handoffs(pack)
        case Task.INJECTION:
            return _injection
        case Task.PERSONAL_DATA:
            return _personal_data


def _intents(pack: Pack | None) -> Predictor:
    from agente.intents.router import Router

    router = Router(pack.intent_examples if pack else {})

    def predict(messages: Messages) -> dict[str, Any]:
        last = _last_of_customer(messages)
        questions = (text for role, text in reversed(messages[:last]) if role == "agent")
        found = router.classify(clean(messages[last][1]), next(questions, None))
        return {"intent": found.intent, "confidence": round(min(found.confidence, 1.0), 4)}

    return predict


def _details(messages: Messages) -> dict[str, Any]:
    from agente.leads.details import details_of

    return {"fields": details_of(_cleaned(messages)).to_json()}


def _handoffs(pack: Pack | None) -> Predictor:
    from agente.handoff.judgement import judge
    from agente.packs.models import HandoffRules

    rules = pack.policies.handoff if pack else HandoffRules()

    def predict(messages: Messages) -> dict[str, Any]:
        judgement = judge(_cleaned(messages), rules)
        return {"should_handoff": judgement.should_handoff, "reason": judgement.reason}

    return predict


def _injection(messages: Messages) -> dict[str, Any]:
    from agente.guardrails.injection import judge_injection

    verdict = judge_injection(clean(messages[_last_of_customer(messages)][1]))
    return {"score": round(verdict.score, 4), "blocked": verdict.blocked}


def _personal_data(messages: Messages) -> dict[str, Any]:
    """Offsets are those of the text as it came, and so it is not cleaned."""
    from agente.guardrails.personal_data import find_personal_data

    spans = find_personal_data(messages[_last_of_customer(messages)][1])
    return {"spans": [{"start": span.start, "end": span.end, "type": span.type} for span in spans]}


def _cleaned(messages: Messages) -> list[tuple[str, str]]:
    return [(role, clean(text)) for role, text in messages]


def _last_of_customer(messages: Messages) -> int:
    return max(place for place, (role, _) in enumerate(messages) if role == "customer")
